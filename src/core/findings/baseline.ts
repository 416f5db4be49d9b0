// Findings that were there before: a file with their fingerprints, so that only new ones count. Any report of
// `check --format json` is one too. Knows nothing of files on a disk.

import type { Finding } from './finding.ts';
import { fingerprint, isKnown, partPrints } from './fingerprint.ts';

/** Fingerprints of findings and their parts, by project folder as the file states it; `''` when it states none. */
export type Baseline = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads a baseline; null for any other text. */
export function readBaseline(text: string): Baseline | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const projects = listOf(value, 'projects') ?? stacksOf(value);
  const known = new Map<string, ReadonlySet<string>>();
  for (const project of projects ?? [value]) {
    const findings = listOf(project, 'findings');
    if (findings === null) return null;
    const prints = findings.flatMap((finding) => [
      textOf(finding, 'fingerprint'),
      ...(listOf(finding, 'parts') ?? []).filter((part) => typeof part === 'string'),
    ]);
    const dir = textOf(project, 'dir');
    known.set(dir, new Set([...(known.get(dir) ?? []), ...prints.filter((print) => print !== '')]));
  }
  return known;
}

/**
 * Returns the known fingerprints of a project: those of the first of its `names` that the baseline has. A baseline of a single project
 * holds for any call about one project (`alone`), whatever its folder is called, as older baselines and reports intend.
 */
export function knownOf(baseline: Baseline, names: readonly string[], alone: boolean): ReadonlySet<string> {
  const name = names.find((name) => baseline.has(name));
  const [only] = baseline.values();
  const found = name === undefined ? undefined : baseline.get(name);
  return found ?? (alone && baseline.size === 1 && only !== undefined ? only : new Set());
}

/** Marks the findings that a baseline knows; suppressed ones stay as they are. */
export function applyBaseline(findings: readonly Finding[], known: ReadonlySet<string>): readonly Finding[] {
  return findings.map((finding) =>
    finding.suppressed === null && isKnown(finding, known)
      ? { ...finding, suppressed: { by: 'baseline' as const, reason: '' } }
      : finding,
  );
}

/** Returns a baseline of the findings that count now, one a line, for `--write-baseline`; by folder, `''` without one. */
export function writeBaseline(projects: ReadonlyMap<string, readonly Finding[]>): string {
  const entries = [...projects].map(([dir, findings]) => {
    const lines = findings
      .filter(({ suppressed }) => suppressed === null || suppressed.by === 'baseline')
      .map((finding) => {
        const { rule, subjects } = finding;
        const parts = partPrints(finding);
        return `  ${JSON.stringify({ fingerprint: fingerprint(finding), rule, subjects, ...(parts.length === 0 ? {} : { parts }) })}`;
      });
    const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n]`;
    return `${dir === '' ? '' : `"dir":${JSON.stringify(dir)},`}"findings":${list}`;
  });
  const [only = '"findings":[]'] = entries;
  if (entries.length < 2) return `{"version":1,${only}}\n`;
  return `{"version":1,"projects":[\n${entries.map((entry) => `{${entry}}`).join(',\n')}\n]}\n`;
}

/** Returns the stacks of a report about a host, each with its folder and findings; null for any other report. */
function stacksOf(value: unknown): readonly unknown[] | null {
  const stacks = valueIn(value, 'stacks');
  const findings = listOf(value, 'findings');
  if (valueIn(value, 'host') !== true || stacks === undefined || findings === null) return null;
  return findings.map((finding) => {
    const dir = textOf(valueIn(stacks, textOf(finding, 'stack')), 'dir');
    return { dir, findings: [finding] };
  });
}

function listOf(value: unknown, key: string): readonly unknown[] | null {
  const found = valueIn(value, key);
  return Array.isArray(found) ? found : null;
}

function textOf(value: unknown, key: string): string {
  const found = valueIn(value, key);
  return typeof found === 'string' ? found : '';
}

function valueIn(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}
