import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from './all-rules.ts';
import { exampleOptions, examplesOf } from './examples.ts';
import { rules } from './registry.ts';

const aboutMachines = rules.filter((rule) => examplesOf(rule).machine !== undefined);

it('are those from CN821 on', () => {
  expect(aboutMachines.map(({ id }) => id)).toEqual(['CN821', 'CN822', 'CN823', 'CN824', 'CN825', 'CN827']);
});

describe.each(aboutMachines.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it.each(examplesOf(rule).invalid)('claims nothing where no machine is known\n%s', (text) => {
    const { findings } = analyze(openAlone(text), defaultReachOptions);
    expect(findings.filter((finding) => finding.rule === id)).toEqual([]);
  });

  it.each(examplesOf(rule).invalid)('says the same after an edit\n%s', (text) => {
    const options = exampleOptions(rule);
    const before = analyze(openAlone('services: {}\n'), options);
    const own = (findings: ReturnType<typeof analyze>['findings']) =>
      findings.filter((finding) => finding.rule === id).map(({ message }) => message);
    expect(own(analyze(openAlone(text), options, before).findings)).toEqual(
      own(analyze(openAlone(text), options).findings),
    );
  });
});

it('cite the rule that opens', () => {
  const [rule] = rules.filter(({ id }) => id === 'CN822');
  const [text = ''] = rule ? examplesOf(rule).invalid : [];
  const options = exampleOptions({ id: 'CN822' });
  const found = analyze(openAlone(text), options).findings.filter((finding) => finding.rule === 'CN822');
  expect(found.map(({ message }) => message)).toEqual([
    'The rule DOCKER-USER 1: -i br-front -j ACCEPT lets web reach vault, which the file keeps apart. Write RETURN instead of ACCEPT, or a narrower condition.',
  ]);
});
