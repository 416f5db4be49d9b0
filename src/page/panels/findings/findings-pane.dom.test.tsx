import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CommandContextProvider } from '../../commands/command-button.tsx';
import { quietContext } from '../../commands/testing/command-context.ts';
import { exampleText } from '../../state/import/example.ts';
import { importText } from '../../state/import/open-project.ts';
import { uiStore, workStore } from '../../state/page-stores.ts';
import { drawnAnalysis, drawnSession } from '../../state/work/selectors.ts';
import { FindingsPane } from './findings-pane.tsx';

const react = globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean };
react.IS_REACT_ACT_ENVIRONMENT = true;

afterAll(async () => {
  // What a component fetches for later arrives here, and not in the midst of another file's tests.
  react.IS_REACT_ACT_ENVIRONMENT = false;
  await vi.dynamicImportSettled();
});

let root: Root;
let place: HTMLElement;

beforeEach(() => {
  place = document.createElement('div');
  document.body.append(place);
  root = createRoot(place);
  importText(workStore, 'example.yaml', exampleText);
  uiStore.setState(uiStore.getInitialState(), true);
  act(() =>
    root.render(
      <CommandContextProvider value={quietContext}>
        <FindingsPane />
      </CommandContextProvider>,
    ),
  );
});

afterEach(() => {
  act(() => root.unmount());
  place.remove();
});

function press(selector: string) {
  const element = place.querySelector<HTMLElement>(selector);
  if (element === null) throw new Error(`no ${selector}`);
  act(() => element.click());
}

describe('FindingsPane', () => {
  it('lists every finding with its rule and subjects', () => {
    const findings = drawnAnalysis(workStore.getState())?.findings ?? [];
    expect(place.querySelectorAll('[data-rule]')).toHaveLength(findings.length);
    expect(place.querySelector('[data-rule="CN102"]')?.getAttribute('data-subjects')).toBe('db');
  });

  it('a fix mends its finding, undo brings it back', () => {
    press('[data-rule="CN102"] [data-fix="0"]');
    expect(place.querySelector('[data-rule="CN102"]')).toBeNull();
    act(() => {
      workStore.undo();
    });
    expect(place.querySelector('[data-rule="CN102"]')).not.toBeNull();
    expect(drawnSession(workStore.getState())?.workspace.files[0]?.document.text).toBe(exampleText);
  });

  it('a finding points at its subject and selects nothing', () => {
    press('[data-rule="CN102"] .bh-finding-message');
    expect(uiStore.getState().selection).toEqual([]);
    expect([...uiStore.getState().highlighted]).toEqual(['db']);
    expect(uiStore.getState().view).toMatchObject({ type: 'reveal', target: { name: 'db' } });
  });

  it('a finding with a path draws it, and one without ends that', () => {
    const found = drawnAnalysis(workStore.getState())?.findings.find(({ path }) => path.length > 0);
    press(`[data-rule="${found?.rule}"] .bh-finding-message`);
    expect(uiStore.getState().overlay).toMatchObject({ kind: 'finding', rule: found?.rule });
    press('[data-rule="CN102"] .bh-finding-message');
    expect(uiStore.getState().overlay).toBeNull();
  });

  it('a finding marks its line without leaving the pane', () => {
    press('[data-rule="CN102"] .bh-finding-message');
    const { pane, line } = uiStore.getState();
    const lines = exampleText.split('\n');
    expect(pane).toBe('findings');
    expect(lines[(line?.line ?? 0) - 1]).toContain('5432');
  });

  it('a filter hides findings, says how many, and is undone with one press', () => {
    const all = place.querySelectorAll('[data-rule]').length;
    press('.bh-filter-toggle');
    const left = place.querySelectorAll('[data-rule]').length;
    expect(left).toBeLessThan(all);
    expect(place.querySelector('[role=status]')?.textContent).toBe(`${all - left} hidden by filter`);
    expect(place.querySelector('.bh-filter-toggle')?.getAttribute('aria-pressed')).toBe('false');
    press('[role=status] + button');
    expect(place.querySelectorAll('[data-rule]')).toHaveLength(all);
  });

  it('tells why on demand', () => {
    expect(place.querySelector('.bh-finding-why')).toBeNull();
    press('[data-rule="CN102"] [aria-expanded]');
    expect(place.querySelector('[data-rule="CN102"] .bh-finding-why')?.textContent?.length).toBeGreaterThan(
      20,
    );
  });
});
