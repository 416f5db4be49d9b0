// Findings that were there before: a file with their fingerprints, so that only new ones count. Any report of
// `check --format json` is one too. Knows nothing of files on a disk.

import type { Finding } from './finding.ts';
import { fingerprint } from './fingerprint.ts';

/** Fingerprints by project folder; `''` for a project that files name. */
export type Baseline = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads a baseline; null for what is no such JSON. */
export function readBaseline(text: string): Baseline | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const projects = listOf(value, 'projects');
  const known = new Map<string, ReadonlySet<string>>();
  for (const project of projects ?? [value]) {
    const findings = listOf(project, 'findings');
    if (findings === null) return null;
    const prints = findings.map((finding) => textOf(finding, 'fingerprint')).filter((print) => print !== '');
    known.set(textOf(project, 'dir'), new Set(prints));
  }
  return known;
}

/** Marks the findings that a baseline knows; those suppressed already stay as they are. */
export function applyBaseline(findings: readonly Finding[], known: ReadonlySet<string>): readonly Finding[] {
  return findings.map((finding) =>
    finding.suppressed === null && known.has(fingerprint(finding))
      ? { ...finding, suppressed: { by: 'baseline' as const, reason: '' } }
      : finding,
  );
}

/** A baseline of what counts now, one finding a line, for `--write-baseline`. */
export function writeBaseline(projects: ReadonlyMap<string, readonly Finding[]>): string {
  const entries = [...projects].map(([dir, findings]) => {
    const lines = findings
      .filter(({ suppressed }) => suppressed === null || suppressed.by === 'baseline')
      .map((finding) => {
        const { rule, subjects } = finding;
        return `  ${JSON.stringify({ fingerprint: fingerprint(finding), rule, subjects })}`;
      });
    const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n]`;
    return dir === '' ? `"findings":${list}` : `{"dir":${JSON.stringify(dir)},"findings":${list}}`;
  });
  const [only = '"findings":[]'] = entries;
  const alone = projects.size === 0 || projects.has('');
  return alone ? `{"version":1,${only}}\n` : `{"version":1,"projects":[\n${entries.join(',\n')}\n]}\n`;
}

function listOf(value: unknown, key: string): readonly unknown[] | null {
  if (typeof value !== 'object' || value === null) return null;
  const found = Object.entries(value).find(([name]) => name === key)?.[1];
  return Array.isArray(found) ? found : null;
}

function textOf(value: unknown, key: string): string {
  if (typeof value !== 'object' || value === null) return '';
  const found = Object.entries(value).find(([name]) => name === key)?.[1];
  return typeof found === 'string' ? found : '';
}
