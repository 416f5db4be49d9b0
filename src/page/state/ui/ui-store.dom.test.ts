import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createComparedStore } from './compared-store.ts';
import { createUiStore } from './ui-store.ts';

beforeEach(() => {
  localStorage.clear();
});

const web = { type: 'service', name: 'web' } as const;

describe('what is remembered of the window', () => {
  it('begins with the picture alone: the dock closed, the palette as the page needs it', () => {
    const { open, pane, opensDetails } = createUiStore().getState();
    expect({ open, pane, opensDetails }).toEqual({
      open: { palette: null, panes: false },
      pane: 'findings',
      opensDetails: true,
    });
  });

  it('brings panels back as they were left', () => {
    const { setOpen, showPane } = createUiStore().getState();
    setOpen('palette', false);
    showPane('matrix');
    const { open, pane } = createUiStore().getState();
    expect({ open, pane }).toEqual({ open: { palette: false, panes: true }, pane: 'matrix' });
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

describe('the dock', () => {
  it('opens narrow at the details of a selection, and shows no other tab for one when it is open', () => {
    const store = createUiStore();
    store.getState().select([web]);
    store.getState().offerDetails();
    expect(store.getState()).toMatchObject({
      pane: 'details',
      open: { panes: true },
      dock: { narrow: true },
    });
    store.getState().showPane('yaml');
    store.getState().offerDetails();
    expect(store.getState()).toMatchObject({ pane: 'yaml', dock: { narrow: false } });
    // The column keeps its width, so that the picture does not jump between the two.
    store.getState().showPane('details');
    expect(store.getState()).toMatchObject({ pane: 'details', dock: { narrow: false } });
  });

  it('closed at the details stays closed until they are asked for; closed at another tab it does not', () => {
    const store = createUiStore();
    store.getState().showPane('yaml');
    store.getState().setOpen('panes', false);
    store.getState().offerDetails();
    expect(store.getState().open.panes).toBe(true);
    store.getState().setOpen('panes', false);
    store.getState().offerDetails();
    expect(store.getState().open.panes).toBe(false);
    expect(createUiStore().getState().opensDetails).toBe(false);
    store.getState().callInspector();
    store.getState().setOpen('panes', false);
    store.getState().showPane('details');
    expect(createUiStore().getState()).toMatchObject({ opensDetails: true, open: { panes: true } });
  });

  it('is a sheet of half of a phone or all of it, which gives way to what is to be seen in the picture', () => {
    vi.stubGlobal('matchMedia', (query: string) => ({ matches: query.startsWith('(max-width: 640px)') }));
    const store = createUiStore();
    const sheet = () => [store.getState().open.panes, store.getState().wholeSheet];
    store.getState().setSheet('whole');
    expect(sheet()).toEqual([true, true]);
    store.getState().showPane('yaml');
    expect(sheet()).toEqual([true, true]);
    for (const see of [
      () => store.getState().focus(web),
      () => store.getState().reveal(web),
      () => store.getState().highlight(['web']),
    ]) {
      store.getState().setSheet('whole');
      see();
      expect(sheet()).toEqual([true, false]);
    }
    store.getState().setSheet('whole');
    store.getState().setOpen('panes', false);
    expect(sheet()).toEqual([false, false]);
    // Pulled down at the details it comes back with the next selection.
    store.getState().showPane('details');
    store.getState().setSheet('closed');
    store.getState().offerDetails();
    expect(sheet()).toEqual([true, false]);
    vi.unstubAllGlobals();
  });

  it('remembers the side that a person put it at, narrow and wide apart', () => {
    const store = createUiStore();
    store.getState().showPane('details');
    store.getState().moveDock();
    expect(createUiStore().getState().dock).toEqual({ narrow: true, sides: { narrow: 'below', wide: null } });
    store.getState().showPane('yaml');
    store.getState().moveDock();
    const { narrow, wide } = createUiStore().getState().dock.sides;
    expect(narrow).toBe('below');
    expect(wide).not.toBeNull();
  });

  it('shows the file as a whole when it is called for, with nothing selected', () => {
    const store = createUiStore();
    store.getState().select([web]);
    store.getState().callForFile();
    expect(store.getState()).toMatchObject({ pane: 'details', selection: [], inspectorCalled: true });
  });
});
