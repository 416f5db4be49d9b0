import { describe, expect, it } from 'vitest';
import { templateProject } from '../session/template.ts';
import { createWorkStore } from '../work/work-store.ts';
import { paletteOperations } from './palette.ts';
import { paletteKinds } from './palette-items.ts';

describe('every palette item makes a file that opens', () => {
  it.each(paletteKinds)('%s, dropped nowhere in particular', (kind) => {
    const store = createWorkStore().session;
    const { topology } = templateProject().analysis;
    const { refused } = store
      .getState()
      .operate(paletteOperations(kind, topology, { type: 'canvas' }), `Add ${kind}`);
    expect(refused).toBeNull();
    const document = store.getState().session?.workspace;
    expect(document?.stale).toBe(false);
    expect(document?.problems.filter((problem) => problem.kind !== 'notice')).toEqual([]);
  });

  it('all of them together, twice', () => {
    const store = createWorkStore().session;
    for (const kind of [...paletteKinds, ...paletteKinds]) {
      const { topology } = store.getState().analysis ?? templateProject().analysis;
      const operations = paletteOperations(kind, topology, { type: 'canvas' });
      expect(store.getState().operate(operations, `Add ${kind}`).refused).toBeNull();
    }
    const { session, analysis } = store.getState();
    expect(session?.workspace.problems.filter((problem) => problem.kind !== 'notice')).toEqual([]);
    expect([...(analysis?.topology.services.keys() ?? [])]).toContain('database-2');
  });
});
