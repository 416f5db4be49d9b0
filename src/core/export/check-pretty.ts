// `check` for people: one block per finding, then one line that sums up. Colour only through the painter that is handed in.

import type { Analysis } from '../analysis/analyze-document.ts';
import type { Finding, Severity } from '../analysis/finding.ts';
import type { ComposeDocument } from '../compose/document.ts';
import { locate } from '../compose/locate.ts';
import { formatOperation } from '../compose/operations/operation-text.ts';

/** Gives a text the look of a role; the plain one returns it as it is. */
export type Paint = (role: Severity | 'strong' | 'quiet', text: string) => string;

const plain: Paint = (_role, text) => text;

/** The readable report; ends with a line feed. */
export function checkPretty(document: ComposeDocument, analysis: Analysis, paint: Paint = plain): string {
  const blocks = analysis.findings.map((finding) => block(document, finding, paint));
  return `${[...blocks, summary(analysis.findings)].join('\n\n')}\n`;
}

function block(document: ComposeDocument, finding: Finding, paint: Paint): string {
  const { line, column } = locate(document, finding.at);
  const place = `${document.file}:${line}:${column}`;
  const severity = paint(finding.severity, finding.severity);
  const guess = finding.certainty === 'inferred' ? ' (inferred)' : '';
  const only = finding.profiles.length === 0 ? '' : ` (profile ${finding.profiles.join(', ')})`;
  const lines = [
    `${place}: ${severity} ${paint('strong', finding.rule)} ${finding.slug}${guess}${only}`,
    `  ${finding.message}`,
    `  ${paint('quiet', finding.why)}`,
  ];
  for (const { from, to, network, at } of finding.path) {
    const way = network === null ? 'through the host' : `on ${network}`;
    lines.push(`  through: ${from} -> ${to} ${way}, line ${locate(document, at).line}`);
  }
  for (const { title, safe, operations } of finding.fixes) {
    const mark = safe ? ' (safe)' : '';
    lines.push(`  fix: ${title}${mark}: ${operations.map(formatOperation).join(' ')}`);
  }
  if (finding.suppressed) {
    const { by, reason } = finding.suppressed;
    lines.push(`  suppressed (${by})${reason === '' ? '' : `: ${reason}`}`);
  }
  return lines.join('\n');
}

function summary(findings: readonly Finding[]): string {
  const counted = findings.filter(({ suppressed }) => suppressed === null);
  const silent = findings.length - counted.length;
  const tail = silent > 0 ? ` ${silent} suppressed.` : '';
  if (counted.length === 0) return `No findings.${tail}`;
  const count = (severity: Severity): number => counted.filter((one) => one.severity === severity).length;
  const numbers = [
    plural(count('error'), 'error'),
    plural(count('warning'), 'warning'),
    `${count('info')} info`,
  ];
  return `${plural(counted.length, 'finding')}: ${numbers.join(', ')}.${tail}`;
}

function plural(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
