import { describe, expect, it } from 'vitest';
import { analyze } from '../../core/analysis/analyze.ts';
import { defaultReachOptions } from '../../core/analysis/default-reach-options.ts';
import { openAlone } from '../../core/compose/workspace/open-workspace.ts';
import { exampleText } from '../../state/example.ts';
import { groupFindings } from './group-findings.ts';

describe('groupFindings', () => {
  const { findings } = analyze(openAlone(exampleText), defaultReachOptions);

  it('loses none and puts the worst first', () => {
    const groups = groupFindings(findings);
    expect(groups.flatMap((group) => group.findings)).toHaveLength(findings.length);
    const order = groups.map(({ severity }) => severity);
    expect(order).toEqual(
      ['error', 'warning', 'info'].filter((severity) => order.includes(severity as never)),
    );
  });

  it('finds the mistake of the example', () => {
    const found = findings.filter(({ subjects }) => subjects[0] === 'db').map(({ rule }) => rule);
    expect(found).toContain('CN102');
  });
});
