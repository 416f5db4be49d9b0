import { describe, expect, it } from 'vitest';
import { hostRuleIds } from '../analysis/findings/host-rule-ids.ts';
import { optionsFor } from '../analysis/reach/testing/reach-of.ts';
import { analyzeHost } from './analyze-host.ts';
import { hostRules } from './rules/registry.ts';
import { hostOf } from './testing/host-of.ts';

describe('suppressing what is found across stacks', () => {
  it('knows the id of every rule of the host', () => {
    expect(hostRules.map(({ id }) => id).filter((id) => !hostRuleIds.includes(id))).toEqual([]);
  });

  it('takes a comment in the file where the finding stands, and no other', () => {
    const plain = 'services: { a: { image: p } }\n';
    const found = (second: string, first = plain) =>
      analyzeHost(hostOf({ 'a/blog/compose.yaml': first, 'b/blog/compose.yaml': second }), {
        options: optionsFor('29'),
      })
        .findings.filter(({ finding }) => finding.rule === 'CN801')
        .map(({ finding }) => finding.suppressed);
    const quiet = plain.replace('\n', ' # bulkhead-disable CN801 -- on purpose\n');
    expect(found(quiet)).toEqual([{ by: 'inline', reason: 'on purpose' }]);
    expect(found(plain, quiet)).toEqual([null]);
  });
});
