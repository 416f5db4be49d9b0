// What a change means beside connections: needs that hold no longer, and findings that were not there.

import { sortFindings } from '../../core/analysis/findings/sort-findings.ts';
import { counting } from '../../core/analysis/findings/standing.ts';
import { placeOf } from '../../core/compose/workspace/place-of.ts';
import type { Preview } from '../../core/session/session.ts';

/** One line for each need and finding. */
export function outcomeLines({
  workspace,
  analysis,
  needsBroken,
  findingsGained,
}: Preview): readonly string[] {
  const broken = new Set(needsBroken.map(({ from, to, name }) => needText(from, to, name)));
  const gained = counting(findingsGained, analysis.reach.options.profiles);
  return [
    ...[...broken].map((text) => `breaks: ${text}`),
    ...sortFindings(workspace, gained).map(({ rule, slug, severity, message, at }) => {
      const { file, line, column } = placeOf(workspace, at);
      return `gained: ${file}:${line}:${column}: ${severity} ${rule} ${slug}: ${message}`;
    }),
  ];
}

function needText(from: string, to: string, name: string): string {
  return `${from} needs ${to}${name === to ? '' : ` (as ${name})`}, and does not reach it any more`;
}
