import { describe, expect, it } from 'vitest';
import { analyze } from '../../core/analysis/analyze.ts';
import { defaultReachOptions } from '../../core/analysis/default-reach-options.ts';
import { examplesOf } from '../../core/analysis/rules/examples.ts';
import { rules } from '../../core/analysis/rules/registry.ts';
import { openAlone } from '../../core/compose/workspace/open-workspace.ts';
import { topologyText } from './topology-text.ts';
import { unseenRules } from './unseen-rules.ts';

function found(text: string): ReadonlySet<string> {
  const workspace = openAlone(text);
  return new Set(
    workspace.stale ? [] : analyze(workspace, defaultReachOptions).findings.map(({ rule }) => rule),
  );
}

describe('rules that need what a link left out', () => {
  it('are all that fall silent on an example of theirs: none of them is taken for fine', () => {
    const silent: string[] = [];
    for (const rule of rules) {
      const { id } = rule;
      for (const example of examplesOf(rule).invalid) {
        const shared = topologyText(example);
        if (shared === null || found(shared.text).has(id) || !found(example).has(id)) continue;
        const known = unseenRules(shared.left).some(({ rule }) => rule === id);
        if (!known) silent.push(`${id}: ${[...shared.left.keys()].join(' ')}`);
      }
    }
    expect(silent).toEqual([]);
  });
});
