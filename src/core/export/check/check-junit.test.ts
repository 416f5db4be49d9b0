import { describe, expect, it } from 'vitest';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import type { Severity } from '../../findings/finding.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { analyze } from '../../rules/all-rules.ts';
import { projectRules as rules } from '../../rules/registry.ts';
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

interface Form {
  readonly required?: readonly string[];
  readonly optional?: readonly string[];
  /** The child elements in their order, and how often each may occur. */
  readonly inside?: readonly (readonly [name: string, most: number])[];
}

const many = Number.POSITIVE_INFINITY;

/** The elements of Jenkins' schema (jenkins-junit.xsd), which refuses all others. */
const forms: Readonly<Record<string, Form>> = {
  testsuites: {
    optional: ['name', 'time', 'tests', 'failures', 'disabled', 'errors'],
    inside: [['testsuite', many]],
  },
  testsuite: {
    required: ['name', 'tests'],
    optional: ['failures', 'errors', 'time', 'disabled', 'skipped', 'timestamp', 'hostname', 'id', 'package'],
    inside: [
      ['properties', 1],
      ['testcase', many],
      ['system-out', 1],
      ['system-err', 1],
    ],
  },
  testcase: {
    required: ['name'],
    optional: ['assertions', 'time', 'classname', 'status'],
    inside: [
      ['skipped', 1],
      ['error', many],
      ['failure', many],
      ['system-out', many],
      ['system-err', many],
    ],
  },
  failure: { optional: ['type', 'message'] },
  skipped: {},
  'system-out': {},
};

function demandForm({ name, attributes, children: all }: XmlElement): void {
  const form = forms[name];
  if (!form) throw new Error(`<${name}> is not in the schema`);
  const { required = [], optional = [], inside = [] } = form;
  for (const attribute of required) expect([...attributes.keys()], name).toContain(attribute);
  for (const attribute of attributes.keys()) expect([...required, ...optional], name).toContain(attribute);
  const order = inside.map(([child]) => child);
  const places = all.map((child) => order.indexOf(child.name));
  expect(places, name).toEqual([...places].sort((a, b) => a - b));
  expect(places, name).not.toContain(-1);
  for (const [child, most] of inside)
    expect(all.filter((one) => one.name === child).length, `${child} in ${name}`).toBeLessThanOrEqual(most);
  for (const child of all) demandForm(child);
}

const web = 'services:\n  web:\n    image: example/web:1\n    ports: ["8080:80"]\n    privileged: true\n';

describe('checkJunit', () => {
  it('is well-formed, with documented elements and attributes, and counts that are right', () => {
    const root = report(web);
    demandForm(root);
    const [suite] = children(root, 'testsuite');
    if (!suite) throw new Error('no suite');
    const cases = children(suite, 'testcase');
    const failures = cases.filter((one) => children(one, 'failure').length === 1);
    for (const element of [root, suite]) {
      expect(element.attributes.get('tests')).toBe(String(cases.length));
      expect(element.attributes.get('failures')).toBe(String(failures.length));
      expect(element.attributes.get('errors')).toBe('0');
    }
    expect(
      failures.map((one) => [one.attributes.get('name'), children(one, 'failure')[0]?.text.split(': ')[0]]),
    ).toEqual([['CN501 privileged-container: web', 'a/compose.yaml:5:5']]);
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
    demandForm(quiet);
    const [suite] = children(quiet, 'testsuite');
    expect([failed(quiet), suite?.attributes.get('skipped')]).toEqual(['0', '1']);
    const skipped = suite && children(suite, 'testcase').flatMap((one) => children(one, 'skipped'));
    expect(skipped?.[0]?.text).toBe('a/compose.yaml:5:5: suppressed (inline): a <lab>');
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
