import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importText } from '../../state/import/open-project.ts';
import { workStore } from '../../state/page-stores.ts';
import { DiffPane } from './diff-pane.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const text = 'services:\n  web:\n    image: nginx\n    ports: ["8080:80"]\n';

function TextDiff({ before, after }: { readonly before: string; readonly after: string }) {
  return <pre>{`${before.length} ${after.length}`}</pre>;
}

let root: Root;
let place: HTMLElement;

beforeEach(() => {
  place = document.createElement('div');
  document.body.append(place);
  root = createRoot(place);
  importText(workStore, 'compose.yaml', text);
  act(() => root.render(<DiffPane TextDiff={TextDiff} />));
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
  workStore.close();
});

function type(from: string, to: string) {
  const at = text.indexOf(from);
  const edits = [{ from: at, to: at + from.length, insert: to }];
  act(() => {
    workStore.dispatch({ type: 'edit-text', file: 'compose.yaml', edits, label: 'Type' });
  });
}

describe('what a change means', () => {
  it('is shown with the lines', () => {
    expect(place.textContent).toContain('byte for byte');
    type('8080:80', '127.0.0.1:8080:80');
    expect(place.querySelector('pre')?.textContent).toBe(`${text.length} ${text.length + 10}`);
    expect(place.textContent).toContain('closed 1');
    expect(place.textContent).toContain('gone 1');
  });

  it('is not shown while it is worked out, nor of a text that cannot be read', () => {
    type('8080:80', '127.0.0.1:8080:80');
    act(() => workStore.setState({ analyzing: true }));
    expect(place.textContent).toContain('Comparing …');
    expect(place.textContent).not.toContain('closed');
    act(() => workStore.setState({ analyzing: false }));
    expect(place.textContent).toContain('closed 1');
    type('services:', 'services: [');
    expect(place.textContent).toContain('Unknown while one of the versions cannot be read');
  });
});
