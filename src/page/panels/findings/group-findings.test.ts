import { describe, expect, it } from 'vitest';
import { openAlone } from '../../../core/compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { analyze } from '../../../core/rules/all-rules.ts';
import { exampleText } from '../../state/import/example.ts';
import { groupFindings } from './group-findings.ts';

describe('groupFindings', () => {
  const { findings } = analyze(openAlone(exampleText), defaultReachOptions);

  it('loses none and puts the worst first', () => {
    const groups = groupFindings(findings, []);
    expect(groups.flatMap((group) => group.findings)).toHaveLength(findings.length);
    const order = groups.map(({ id }) => id);
    expect(order).toEqual(
      ['error', 'warning', 'info', 'inactive', 'suppressed'].filter((id) => order.includes(id as never)),
    );
  });

  it('finds the mistake of the example', () => {
    const found = findings.filter(({ subjects }) => subjects[0] === 'db').map(({ rule }) => rule);
    expect(found).toContain('CN102');
  });

  it('puts what does not count under headings of their own, whatever its severity', () => {
    const text = `services:
  # bulkhead-disable CN501 -- for a while
  old: { image: nginx, privileged: true }
  debug: { image: netshoot, profiles: [dev], privileged: true }
`;
    const headings = (profiles: readonly string[]) => {
      const options = { ...defaultReachOptions, profiles };
      const groups = groupFindings(analyze(openAlone(text), options).findings, profiles);
      const of = (service: string) =>
        groups.find((group) =>
          group.findings.some(({ rule, subjects }) => rule === 'CN501' && subjects[0] === service),
        )?.id;
      return [of('old'), of('debug')];
    };
    expect(headings([])).toEqual(['suppressed', 'inactive']);
    expect(headings(['dev'])).toEqual(['suppressed', 'error']);
  });
});
