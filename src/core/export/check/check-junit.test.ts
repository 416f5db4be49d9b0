import { describe, expect, it } from 'vitest';
import { analyze } from '../../analysis/analyze.ts';
import { defaultReachOptions } from '../../analysis/default-reach-options.ts';
import type { Severity } from '../../analysis/findings/finding.ts';
import { rules } from '../../analysis/rules/registry.ts';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { readXml, type XmlElement } from '../testing/read-xml.ts';
import { checkJunit } from './check-junit.ts';
import { placesIn } from './placed-findings.ts';

function report(text: string, objecting: readonly Severity[] = ['error']): XmlElement {
  const workspace = openAlone(text, { file: 'a/compose.yaml' });
  const { findings } = analyze(workspace, defaultReachOptions);
  const groups = [{ findings, place: placesIn(workspace), profiles: [] }];
  return readXml([...checkJunit([{ name: 'a/compose.yaml', rules, groups }], objecting)].join(''));
}

const children = ({ children: all }: XmlElement, name: string): readonly XmlElement[] =>
  all.filter((child) => child.name === name);

/** What Jenkins, GitLab and GitHub's readers document; an attribute that is not here is one that nobody reads. */
const attributes = new Map([
  ['testsuites', ['name', 'tests', 'failures', 'errors', 'skipped', 'time']],
  ['testsuite', ['name', 'tests', 'failures', 'errors', 'skipped', 'time']],
  ['testcase', ['name', 'classname', 'file', 'line', 'time']],
  ['failure', ['message', 'type']],
  ['skipped', ['message']],
  ['system-out', []],
]);
const inside = new Map([
  ['testsuites', ['testsuite']],
  ['testsuite', ['testcase']],
  ['testcase', ['failure', 'skipped', 'system-out']],
]);

function demandDocumented(element: XmlElement): void {
  const known: readonly string[] = attributes.get(element.name) ?? [];
  expect(attributes.has(element.name), element.name).toBe(true);
  for (const name of element.attributes.keys()) expect(known, element.name).toContain(name);
  for (const child of element.children) {
    expect(inside.get(element.name), element.name).toContain(child.name);
    demandDocumented(child);
  }
}

const web = 'services:\n  web:\n    image: example/web:1\n    ports: ["8080:80"]\n    privileged: true\n';

describe('checkJunit', () => {
  it('is well-formed, with documented elements and attributes, and counts that are right', () => {
    const root = report(web);
    demandDocumented(root);
    const [suite] = children(root, 'testsuite');
    if (!suite) throw new Error('no suite');
    const cases = children(suite, 'testcase');
    const failures = cases.filter((one) => children(one, 'failure').length === 1);
    for (const element of [root, suite]) {
      expect(element.attributes.get('tests')).toBe(String(cases.length));
      expect(element.attributes.get('failures')).toBe(String(failures.length));
      expect(element.attributes.get('errors')).toBe('0');
    }
    expect(failures.map(({ attributes: of }) => [of.get('name'), of.get('file'), of.get('line')])).toEqual([
      ['CN501 privileged-container: web', 'a/compose.yaml', '5'],
    ]);
    // All other rules passed, with what does not object as their output.
    expect(cases).toHaveLength(rules.length);
    const port = cases.find(({ attributes: of }) => of.get('name') === 'CN101 port-on-all-interfaces');
    expect(port && children(port, 'system-out')[0]?.text).toBe(
      'a/compose.yaml:4:13: warning: web publishes 8080 on every address of the host.',
    );
  });

  it('fails what --fail-on says, and skips what is suppressed, with the reason', () => {
    const failed = (root: XmlElement) => root.attributes.get('failures');
    expect(failed(report(web, []))).toBe('0');
    expect(failed(report(web, ['error', 'warning']))).toBe('2');
    const quiet = report(
      web.replace('privileged: true', 'privileged: true # bulkhead-disable CN501 -- a <lab>'),
    );
    expect([failed(quiet), quiet.attributes.get('skipped')]).toEqual(['0', '1']);
    const [suite] = children(quiet, 'testsuite');
    const skipped = suite && children(suite, 'testcase').flatMap((one) => children(one, 'skipped'));
    expect(skipped?.[0]?.attributes.get('message')).toBe('suppressed (inline): a <lab>');
  });

  it('stays well-formed whatever a name holds', () => {
    const root = report(
      'services:\n  "a\\"><x y=\\"\\x01&\\uFFFE]]>\\n\'":\n    image: example/a:1\n    privileged: true\n',
    );
    const [suite] = children(root, 'testsuite');
    const [first] = suite ? children(suite, 'testcase') : [];
    expect(first?.attributes.get('name')).toBe(
      'CN501 privileged-container: a"><x y="\\u0001&\\ufffe]]>\\n\'',
    );
  });
});
