// `check --format junit`, for build servers: a suite for each project, a failed test for each finding of a severity that fails, and a
// passed one for each rule without such a finding. It is of the form that Jenkins has a schema for (jenkins-junit.xsd), where a test has no file and no
// line: the text of a failure begins with them.

import { nameList } from '../../compose/name-list.ts';
import type { Finding, Severity } from '../../findings/finding.ts';
import { severityForFailing, standingOf } from '../../findings/standing.ts';
import { escapedText } from '../../quote/xml-text.ts';
import { asNamed, type FindPlace, type NameOf, type PlacedFindings } from './placed-findings.ts';

export interface JunitSuite {
  readonly name: string;
  /** The checked rules. */
  readonly rules: readonly { readonly id: string; readonly slug: string }[];
  readonly groups: readonly PlacedFindings[];
}

interface TestCase {
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly lines: readonly string[];
}

/** Yields the lines of the report, each with its line feed. `objecting` are the severities that fail a test. */
export function* checkJunit(
  suites: readonly JunitSuite[],
  objecting: readonly Severity[],
  nameOf: NameOf = asNamed,
): Generator<string> {
  const written = suites.map((suite) => ({ suite, cases: casesOf(suite, objecting, nameOf) }));
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites name="bulkhead" ${countsOf(written.flatMap(({ cases }) => cases))} time="0">\n`;
  for (const { suite, cases } of written) {
    yield `  <testsuite name="${escapedText(suite.name)}" ${countsOf(cases)} skipped="${countOf(cases, 'skipped')}" time="0">\n`;
    for (const { lines } of cases) for (const line of lines) yield `    ${line}\n`;
    yield '  </testsuite>\n';
  }
  yield '</testsuites>\n';
}

function countOf(cases: readonly TestCase[], outcome: TestCase['outcome']): number {
  return cases.filter((testCase) => testCase.outcome === outcome).length;
}

/** Returns the count attributes; the number of skipped tests is for single suites only. */
function countsOf(cases: readonly TestCase[]): string {
  return `tests="${cases.length}" failures="${countOf(cases, 'failed')}" errors="0"`;
}

function casesOf(
  { name, rules, groups }: JunitSuite,
  objecting: readonly Severity[],
  nameOf: NameOf,
): readonly TestCase[] {
  const named: TestCase[] = [];
  const failing = new Set<string>();
  const notes = new Map<string, string[]>();
  for (const { findings, place, profiles } of groups) {
    for (const finding of findings) {
      const { rule, severity, suppressed } = finding;
      const standing = standingOf(finding, profiles);
      if (standing === 'counts' && objecting.includes(severityForFailing(finding))) {
        failing.add(rule);
        named.push(failed(name, finding, place, nameOf));
      } else if (suppressed !== null) {
        const why = `suppressed (${suppressed.by})${suppressed.reason === '' ? '' : `: ${suppressed.reason}`}`;
        named.push(skipped(name, finding, why, place, nameOf));
      } else {
        const list = notes.get(rule) ?? [];
        notes.set(rule, list);
        list.push(
          `${placeText(finding, place, nameOf)}: ${severity}${standing === 'inactive' ? ' (inactive profile)' : ''}: ${finding.message}`,
        );
      }
    }
  }
  const passed = rules
    .filter(({ id }) => !failing.has(id))
    .map(({ id, slug }) => passing(name, `${id} ${slug}`, notes.get(id) ?? []));
  return [...named, ...passed];
}

function placeText({ at }: Finding, place: FindPlace, nameOf: NameOf): string {
  const { file, line, column } = place(at);
  return `${nameOf(file)}:${line}:${column}`;
}

/** Returns the start of a test case. Its name has no line number, so that a test keeps its history when lines move. */
function opening(suite: string, finding: Finding): string {
  const { rule, slug, subjects } = finding;
  const about = subjects.length === 0 ? '' : `: ${nameList(subjects)}`;
  return `<testcase name="${escapedText(`${rule} ${slug}${about}`)}" classname="${escapedText(suite)}" time="0">`;
}

function failed(suite: string, finding: Finding, place: FindPlace, nameOf: NameOf): TestCase {
  const { severity, message, why } = finding;
  const body = [`${placeText(finding, place, nameOf)}: ${message}`, why].map(escapedText).join('\n');
  return {
    outcome: 'failed',
    lines: [
      opening(suite, finding),
      `  <failure message="${escapedText(message)}" type="${severity}">${body}</failure>`,
      '</testcase>',
    ],
  };
}

function skipped(suite: string, finding: Finding, why: string, place: FindPlace, nameOf: NameOf): TestCase {
  const reason = escapedText(`${placeText(finding, place, nameOf)}: ${why}`);
  return {
    outcome: 'skipped',
    lines: [opening(suite, finding), `  <skipped>${reason}</skipped>`, '</testcase>'],
  };
}

function passing(suite: string, name: string, notes: readonly string[]): TestCase {
  const start = `<testcase name="${escapedText(name)}" classname="${escapedText(suite)}" time="0"`;
  if (notes.length === 0) return { outcome: 'passed', lines: [`${start}/>`] };
  const text = notes.map(escapedText).join('\n');
  return { outcome: 'passed', lines: [`${start}>`, `  <system-out>${text}</system-out>`, '</testcase>'] };
}
