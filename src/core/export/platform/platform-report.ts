// The report of an export to another platform: for a terminal, and as JSON.

import type { Assumed } from '../../contracts/assumed.ts';
import type { PlatformReport as PlatformReportJson } from '../../contracts/deployment.ts';
import { visible } from '../../quote/visible-text.ts';
import {
  connectionLines,
  needsConsent,
  type Platform,
  type PlatformNote,
  type PlatformReport,
} from './platform-export.ts';

/** The platform's title, for a heading or within a sentence. */
export const platformTitles: { readonly [platform in Platform]: string } = {
  swarm: 'Docker Swarm',
  kubernetes: 'Kubernetes',
};

/** The sections of a report in the order of the contract, with their titles. */
export const reportSections = [
  { key: 'opens', title: 'Opens' },
  { key: 'closes', title: 'Closes' },
  { key: 'lost', title: 'Lost' },
  { key: 'changed', title: 'Changed' },
  { key: 'kept', title: 'Kept' },
] as const;

/** Returns the report as lines without line ends: sections, then a summary line. */
export function platformReportPretty(report: PlatformReport): readonly string[] {
  const lines: string[] = [];
  for (const { key, title } of reportSections) {
    if (report[key].length === 0) continue;
    lines.push(title);
    const sign = key === 'opens' ? '+' : key === 'closes' ? '-' : key === 'lost' ? '!' : ' ';
    const entries =
      key === 'opens' || key === 'closes' ? connectionLines(report[key]) : report[key].map(noteLine);
    for (const entry of entries) lines.push(`  ${sign} ${visible(entry)}`);
  }
  lines.push(reportSummary(report));
  return lines;
}

/** Returns one line that counts the differences. */
export function reportSummary({ to, opens, closes, lost, changed }: PlatformReport): string {
  return `On ${platformTitles[to]}: ${opens.length} opened, ${closes.length} closed; ${lost.length} lost, ${changed.length} changed.`;
}

function noteLine({ service, key, place, message }: PlatformNote): string {
  const about = [service, key === '' ? null : key].filter((part) => part !== null).join(' ');
  const where = place === null ? '' : ` (${place.file}:${place.line}:${place.column})`;
  return `${about === '' ? '' : `${about}: `}${message}${where}`;
}

/**
 * Returns the report of `--report json`, with its line end. `assumed` are the assumptions of the Compose side; `notes` are further notes.
 */
export function platformReportJson(
  report: PlatformReport,
  {
    engine,
    assumed,
    notes,
  }: { readonly engine: string; readonly assumed: Assumed; readonly notes: readonly string[] },
): string {
  const note = ({
    cause,
    service,
    key,
    place,
    message,
  }: PlatformNote): PlatformReportJson['lost'][number] => ({
    cause,
    service,
    key,
    ...(place === null
      ? { file: null, line: null, column: null }
      : { file: place.file, line: place.line, column: place.column }),
    message,
  });
  const { to, kept, changed, opens, closes, lost } = report;
  const value: PlatformReportJson = {
    version: 1,
    to,
    engine,
    assumed,
    needsConsent: needsConsent(report),
    kept: kept.map(note),
    changed: changed.map(note),
    opens,
    closes,
    lost: lost.map(note),
    notes,
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}
