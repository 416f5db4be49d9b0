import { describe, expect, it } from 'vitest';
import { ruleBook } from '../../../core/rules/rule-book.ts';
import { templateProject } from '../session/template.ts';
import { drawnAnalysis, drawnSession } from '../work/selectors.ts';
import { createWorkStore } from '../work/work-store.ts';
import { paletteOperations } from './palette.ts';
import { paletteKinds } from './palette-items.ts';

describe('every palette item makes a file that opens', () => {
  it.each(paletteKinds)('%s, dropped nowhere in particular', (kind) => {
    const work = createWorkStore(ruleBook);
    const { topology } = templateProject().analysis;
    const { refused } = work.operate(paletteOperations(kind, topology, { type: 'canvas' }), `Add ${kind}`);
    expect(refused).toBeNull();
    const document = drawnSession(work.getState())?.workspace;
    expect(document?.stale).toBe(false);
    expect(document?.problems.filter((problem) => problem.kind !== 'notice')).toEqual([]);
  });

  it('all of them together, twice', () => {
    const work = createWorkStore(ruleBook);
    for (const kind of [...paletteKinds, ...paletteKinds]) {
      const { topology } = drawnAnalysis(work.getState()) ?? templateProject().analysis;
      const operations = paletteOperations(kind, topology, { type: 'canvas' });
      expect(work.operate(operations, `Add ${kind}`).refused).toBeNull();
    }
    const session = drawnSession(work.getState());
    const analysis = drawnAnalysis(work.getState());
    expect(session?.workspace.problems.filter((problem) => problem.kind !== 'notice')).toEqual([]);
    expect([...(analysis?.topology.services.keys() ?? [])]).toContain('database-2');
  });
});
