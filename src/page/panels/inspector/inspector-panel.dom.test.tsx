import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CommandContextProvider } from '../../commands/command-button.tsx';
import { quietContext } from '../../commands/testing/command-context.ts';
import { importText } from '../../state/import/open-project.ts';
import { uiStore, workStore } from '../../state/page-stores.ts';
import { drawnSession } from '../../state/work/selectors.ts';
import { InspectorPanel } from './inspector-panel.tsx';

const react = globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean };
react.IS_REACT_ACT_ENVIRONMENT = true;

afterAll(async () => {
  // What a component fetches for later arrives here, and not in the midst of another file's tests.
  react.IS_REACT_ACT_ENVIRONMENT = false;
  await vi.dynamicImportSettled();
});

const shop = `services:
  web:
    image: nginx
    networks: [front]
  db:
    image: postgres:17
    networks: [back]
networks:
  front:
  back:
    internal: true
`;

let root: Root;
let place: HTMLElement;

beforeEach(() => {
  place = document.createElement('div');
  document.body.append(place);
  root = createRoot(place);
  importText(workStore, 'compose.yaml', shop);
  uiStore.setState(uiStore.getInitialState(), true);
  act(() =>
    root.render(
      <CommandContextProvider value={quietContext}>
        <InspectorPanel summary={null} />
      </CommandContextProvider>,
    ),
  );
});

afterEach(() => {
  act(() => root.unmount());
  place.remove();
});

const text = () => drawnSession(workStore.getState())?.workspace.files[0]?.document.text ?? '';

function selectService(name: string) {
  act(() => uiStore.getState().select([{ type: 'service', name }]));
}

function labelled<T extends HTMLElement>(label: string): T {
  for (const element of place.querySelectorAll('label')) {
    const control = document.getElementById(element.htmlFor) ?? element.querySelector('input');
    if (control !== null && element.textContent?.trim() === label) return control as T;
  }
  throw new Error(`nothing labelled ${label}`);
}

describe('InspectorPanel', () => {
  it('with nothing selected tells the file and what is assumed', () => {
    expect(place.textContent).toContain('compose.yaml');
    expect(place.textContent).toContain('What is assumed');
  });

  it('closes a service with one choice', () => {
    selectService('db');
    act(() => labelled<HTMLInputElement>('Closed').click());
    expect(text()).toContain('network_mode: none');
  });

  it('drops all capabilities with one click', () => {
    selectService('web');
    act(() => labelled<HTMLInputElement>('Drop all, then opt in').click());
    expect(text()).toContain('cap_drop');
    expect(drawnSession(workStore.getState())?.undo).toHaveLength(1);
  });

  it('shows all 41 capabilities', () => {
    selectService('web');
    const more = [...place.querySelectorAll('button')].find((button) => button.textContent === 'Show all 41');
    act(() => more?.click());
    expect(place.querySelectorAll('li > .bh-check')).toHaveLength(41);
    expect(place.querySelectorAll('.bh-badge')).toHaveLength(14);
  });

  it('asks what becomes of a service that would lose its last network', () => {
    selectService('db');
    act(() => place.querySelector<HTMLElement>('[aria-label="Detach db from back"]')?.click());
    expect(text()).toBe(shop);
    const choices = workStore.getState().refusal?.choices.map(({ operation }) => operation);
    expect(choices).toEqual(['detach=db:back:none', 'detach=db:back:default']);
    expect(place.querySelector('[role=alert]')).toBeNull();
  });

  it('gives every control a name', () => {
    selectService('web');
    // The library keeps fields of its own, which nobody can reach.
    const reached = 'input:not([aria-hidden=true]), select, textarea, button';
    for (const control of place.querySelectorAll(reached)) {
      const named =
        control.getAttribute('aria-label') ||
        control.textContent?.trim() ||
        (control as HTMLInputElement).labels?.length ||
        place.querySelector(`label[for="${control.id}"]`);
      expect(named, control.outerHTML).toBeTruthy();
    }
  });

  it('is only looked at while the file cannot be read', () => {
    selectService('web');
    act(() => {
      importText(workStore, 'broken.yaml', 'services: [\n');
    });
    expect(place.querySelector<HTMLFieldSetElement>('.bh-inspector-sections')?.disabled).toBe(true);
  });
});
