import { describe, expect, it } from 'vitest';
import { draftOf, readDraft } from '../drafts/draft.ts';
import { restoreDraft } from '../drafts/draft-autosave.ts';
import { projectOf } from '../drafts/stored-project.ts';
import { importText, openProject } from '../import/open-project.ts';
import { createWorkStore } from '../work/work-store.ts';
import { topologyProject, wholeProject } from './shared-project.ts';

const main =
  'services:\n  web:\n    image: nginx\n    environment: { A: $SECRET }\n    ports: ["${PORT}:80"]\n';

function opened() {
  const store = createWorkStore().session;
  const texts = new Map([
    ['compose.yaml', main],
    ['.env', 'SECRET=hunter2\nPORT=8080\n'],
  ]);
  const environment = new Map([
    ['SECRET', 'hunter2'],
    ['PORT', '8080'],
  ]);
  openProject(store, {
    input: { order: ['compose.yaml'], texts, environment },
    profiles: null,
    folder: 'shop',
  });
  return store;
}

describe('what a link holds', () => {
  it('by default no value of a variable, no environment file, and what it leaves out', () => {
    const shared = topologyProject(opened().getState(), new Set());
    expect(shared?.project).toEqual({
      order: ['compose.yaml'],
      texts: [['compose.yaml', 'services:\n  web:\n    image: nginx\n    ports:\n      - "${PORT}:80"\n']],
      environment: [],
      profiles: [],
      folder: 'shop',
      left: [
        ['environment', 1],
        ['variables', 2],
      ],
    });
    expect([...(shared?.left ?? [])]).toEqual(shared?.project.left);
  });

  it('offers the values that its texts need, and holds those that were asked for', () => {
    const state = opened().getState();
    const shared = topologyProject(state, new Set(['PORT', 'SECRET']));
    expect(shared?.variables).toEqual([['PORT', '8080']]);
    expect(shared?.project.environment).toEqual([['PORT', '8080']]);
    expect(shared?.left.get('variables')).toBe(1);
  });

  it('opened again, it is known what was left out, and a draft of it knows, too', () => {
    const shared = topologyProject(opened().getState(), new Set());
    const work = createWorkStore();
    const store = work.session;
    if (shared) openProject(store, projectOf(shared.project));
    expect([...(store.getState().left ?? [])]).toEqual([
      ['environment', 1],
      ['variables', 2],
    ]);
    const draft = readDraft(JSON.parse(JSON.stringify(draftOf(work.getState(), 'a', 1, false))));
    const again = createWorkStore().session;
    if (draft) restoreDraft(again, draft);
    expect(again.getState().left).toEqual(store.getState().left);
    // The file itself takes its place, and what the link left out is known of the work before alone.
    store.getState().operate([{ type: 'user', service: 'web', user: '1000' }], 'Close it');
    importText(store, 'compose.yaml', main);
    expect(store.getState().left).toBeNull();
    expect([...(store.getState().previousLeft ?? [])]).toHaveLength(2);
    store.getState().restorePrevious();
    expect([...(store.getState().left ?? [])]).toHaveLength(2);
  });

  it('when asked for, everything, byte for byte', () => {
    const store = opened();
    const whole = wholeProject(store.getState());
    expect(whole?.project.texts[0]).toEqual(['compose.yaml', main]);
    expect(whole?.project.environment).toHaveLength(2);
    const other = createWorkStore().session;
    if (whole) openProject(other, projectOf(whole.project));
    expect(other.getState().session?.workspace.input.texts.get('compose.yaml')).toBe(main);
    expect(other.getState().analysis?.topology).toEqual(store.getState().analysis?.topology);
  });

  it('is nothing where nothing is open or it cannot be read', () => {
    expect(topologyProject(createWorkStore().session.getState(), new Set())).toBeNull();
    const store = createWorkStore().session;
    openProject(store, {
      input: { order: ['a'], texts: new Map([['a', 'services: [']]), environment: new Map() },
      profiles: null,
      folder: null,
    });
    expect(topologyProject(store.getState(), new Set())).toBeNull();
  });
});
