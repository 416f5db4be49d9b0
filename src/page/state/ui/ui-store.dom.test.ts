import { beforeEach, describe, expect, it } from 'vitest';
import { createComparedStore } from './compared-store.ts';
import { createUiStore } from './ui-store.ts';

beforeEach(() => {
  localStorage.clear();
});

describe('what is remembered of the window', () => {
  it('begins with the picture alone: panes closed, the inspector ready to dock, the palette as the page needs it', () => {
    const { open, docked, pane } = createUiStore().getState();
    expect({ open, docked, pane }).toEqual({
      open: { palette: null, inspector: true, panes: false },
      docked: true,
      pane: 'findings',
    });
  });

  it('brings panels back as they were left', () => {
    const { setOpen, setDocked, showPane } = createUiStore().getState();
    setOpen('palette', false);
    setDocked(false);
    showPane('matrix');
    const { open, docked, pane } = createUiStore().getState();
    expect({ open, docked, pane }).toEqual({
      open: { palette: false, inspector: true, panes: true },
      docked: false,
      pane: 'matrix',
    });
    setOpen('panes', false);
    expect(createUiStore().getState().open.panes).toBe(false);
  });

  it('remembers a pane that a line of the file opened', () => {
    createUiStore().getState().showLine(3, null);
    expect(createUiStore().getState()).toMatchObject({ pane: 'yaml', open: { panes: true } });
  });

  it('brings the layout of changes back, and not what was compared with', () => {
    const { setLayout, setVersion } = createComparedStore().getState();
    expect(createComparedStore().getState().layout).toBe('unified');
    setLayout('split');
    setVersion({ name: 'last-week.yaml', file: 'compose.yaml', text: '' });
    expect(createComparedStore().getState()).toMatchObject({ layout: 'split', version: null });
  });

  it('takes no pane that there is not', () => {
    localStorage.setItem('bulkhead.pane', 'nonsense');
    expect(createUiStore().getState().pane).toBe('findings');
  });
});

describe('the inspector', () => {
  it('speaks of the file as a whole until something is selected', () => {
    const store = createUiStore();
    store.getState().select([{ type: 'service', name: 'web' }]);
    store.getState().callForFile();
    expect(store.getState()).toMatchObject({ fileAsked: true, selection: [] });
    store.getState().select([{ type: 'service', name: 'db' }]);
    expect(store.getState().fileAsked).toBe(false);
  });
});
