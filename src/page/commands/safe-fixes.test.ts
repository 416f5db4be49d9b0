import { describe, expect, it } from 'vitest';
import { ruleBook } from '../../core/rules/rule-book.ts';
import { importText } from '../state/import/open-project.ts';
import { createWorkStore } from '../state/work/work-store.ts';
import { hasSafeFixes, safeFixSteps, stepText } from './edit-commands.ts';

const dead = 'services:\n  a:\n    image: x:1\n    network_mode: none\n    ports: ["80:80"]';

function fixesOf(text: string) {
  const work = createWorkStore(ruleBook);
  importText(work, 'compose.yaml', text);
  const state = work.getState();
  const { analysis } = state;
  const steps = safeFixSteps(state);
  return {
    has: hasSafeFixes(analysis?.findings ?? []),
    operations: steps.flatMap(({ fix }) => fix.operations),
    words: steps.map(stepText),
  };
}

describe('all safe fixes', () => {
  it('mend what is found', () => {
    const { has, operations, words } = fixesOf(`${dead}\n`);
    expect(has).toBe(true);
    expect(words).toEqual(['CN105 a: Remove the ports']);
    expect(operations).toContainEqual({ type: 'unset', service: 'a', key: 'ports', item: null });
  });

  it('leave alone what someone has silenced', () => {
    const { operations } = fixesOf(`${dead} # bulkhead-disable CN105 -- for a while\n`);
    expect(operations).not.toContainEqual({ type: 'unset', service: 'a', key: 'ports', item: null });
  });
});
