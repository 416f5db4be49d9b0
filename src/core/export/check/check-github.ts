// `check --format github`: one workflow command per finding, which GitHub shows beside the line. Suppressed findings, and those of
// inactive profiles alone, are only in the other formats.

import { byCause, causeNote } from '../../findings/causes.ts';
import type { Finding, Severity } from '../../findings/finding.ts';
import { countingFindings } from '../../findings/standing.ts';
import { commandData, commandProperty } from '../../quote/github-command.ts';
import type { FindPlace, NameOf, PlacedFindings } from './placed-findings.ts';

const commands: { readonly [severity in Severity]: string } = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

/**
 * Returns one workflow command per finding; empty when nothing counts with the active `profiles`. `nameOf` gives a file's name for GitHub.
 */
export function githubCommands({ findings, profiles, place }: PlacedFindings, nameOf: NameOf): string {
  return [...byCause(countingFindings(findings, profiles))]
    .map(([finding, also]) => `${commandOf(place, finding, causeNote(also), nameOf)}\n`)
    .join('');
}

function commandOf(
  findPlace: FindPlace,
  { rule, slug, severity, message, at }: Finding,
  note: string,
  nameOf: NameOf,
): string {
  const { file, line, column } = findPlace(at);
  const place = `file=${commandProperty(nameOf(file))},line=${line},col=${column}`;
  return `::${commands[severity]} ${place},title=${commandProperty(`${rule} ${slug}`)}::${commandData(message + note)}`;
}
