import { describe, expect, it } from 'vitest';
import { projectOf } from '../drafts/stored-project.ts';
import { openProject } from '../import/open-project.ts';
import { createSessionStore } from '../session/session-store.ts';
import { topologyProject, wholeProject } from './shared-project.ts';

const main =
  'services:\n  web:\n    image: nginx\n    environment: { A: $SECRET }\n    ports: ["${PORT}:80"]\n';

function opened() {
  const store = createSessionStore();
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
  it('by default no text of a variable but ports, no environment file', () => {
    const shared = topologyProject(opened().getState());
    expect(shared?.project).toEqual({
      order: ['compose.yaml'],
      texts: [['compose.yaml', 'services:\n  web:\n    image: nginx\n    ports:\n      - "${PORT}:80"\n']],
      environment: [['PORT', '8080']],
      profiles: [],
      folder: 'shop',
    });
    expect([...(shared?.left ?? [])]).toEqual([
      ['environment', 1],
      ['variables', 1],
    ]);
  });

  it('when asked for, everything, byte for byte', () => {
    const store = opened();
    const whole = wholeProject(store.getState());
    expect(whole?.project.texts[0]).toEqual(['compose.yaml', main]);
    expect(whole?.project.environment).toHaveLength(2);
    const other = createSessionStore();
    if (whole) openProject(other, projectOf(whole.project));
    expect(other.getState().session?.workspace.input.texts.get('compose.yaml')).toBe(main);
    expect(other.getState().analysis?.topology).toEqual(store.getState().analysis?.topology);
  });

  it('is nothing where nothing is open or it cannot be read', () => {
    expect(topologyProject(createSessionStore().getState())).toBeNull();
    const store = createSessionStore();
    openProject(store, {
      input: { order: ['a'], texts: new Map([['a', 'services: [']]), environment: new Map() },
      profiles: null,
      folder: null,
    });
    expect(topologyProject(store.getState())).toBeNull();
  });
});
