// `check` for people: one block per finding, then one line that sums up. Colour only through the painter that is passed in.

import { plural } from '../../compose/numbers.ts';
import type { Operation } from '../../compose/operations/operation.ts';
import { formatOperation } from '../../compose/operations/operation-text.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import { type Cause, causesOf } from '../../findings/causes.ts';
import type { Finding, Severity } from '../../findings/finding.ts';
import { counting, standingOf } from '../../findings/standing.ts';
import type { StackEdit } from '../../host/host.ts';
import { cutMiddle } from '../../layout/cards/short-names.ts';
import { shellCommand, shellWord } from '../../quote/shell-word.ts';
import { visible, visibleStart } from '../../quote/visible-text.ts';
import type { Analysis } from '../../rules/analyze.ts';
import { variablesMissedBy } from '../../rules/facts/missing-values.ts';
import { machineLine } from '../reach/reach-table.ts';
import { type FindPlace, type PlacedFindings, placesIn } from './placed-findings.ts';

/** Paints a text for a role; the plain painter returns it unchanged. */
export type Paint = (role: Severity | 'strong' | 'quiet', text: string) => string;

// Only the first few hops and operations are shown, in a line that fits on the screen.
const most = 5;
const longest = 400;

const plain: Paint = (_role, text) => text;

/** The readable report; ends with a line feed. */
export function checkPretty(
  workspace: Workspace,
  analysis: Pick<Analysis, 'reach' | 'findings'>,
  paint: Paint = plain,
): string {
  const { findings, reach } = analysis;
  const { profiles } = reach.options;
  const blocks = prettyBlocks({ findings, profiles, place: placesIn(workspace) }, paint);
  return `${[...blocks, prettySummary([{ findings, profiles }])].join('\n\n')}\n${machineLine(reach)}`;
}

/** A block for each cause; without line feeds at their ends. */
export function prettyBlocks({ findings, profiles, place }: PlacedFindings, paint: Paint): readonly string[] {
  return causesOf(findings).map((cause) => block(place, cause, profiles, paint));
}

function block(
  findPlace: FindPlace,
  { first: finding, others, also }: Cause,
  profiles: readonly string[],
  paint: Paint,
): string {
  const { file } = findPlace(finding.at);
  const place = placeText(findPlace, finding);
  const severity = paint(finding.severity, finding.severity);
  const guess = finding.certainty === 'inferred' ? ' (inferred)' : '';
  const off = standingOf(finding, profiles) === 'inactive' ? 'inactive ' : '';
  const only =
    finding.profiles.length === 0 ? '' : ` (${off}profile ${visible(finding.profiles.join(', '))})`;
  const lines = [
    `${place}: ${severity} ${paint('strong', finding.rule)} ${finding.slug}${guess}${only}`,
    `  ${visible(finding.message)}`,
    ...others.map(
      (other) => `  ${placeText(findPlace, other)}: the same for ${visible(other.subjects[0] ?? '')}`,
    ),
    ...also.map(
      (other) =>
        `  ${placeText(findPlace, other)}: also ${other.rule} ${other.slug}: ${visible(other.message)}`,
    ),
    `  ${paint('quiet', visible(finding.why))}`,
  ];
  const missing = variablesMissedBy(finding);
  if (missing.length > most) lines.push(`  without a value: ${visible(missing.join(', '))}`);
  for (const { from, to, network, at } of finding.path.slice(0, most)) {
    const way = network === null ? 'through the host' : `on ${network}`;
    const hop = findPlace(at);
    const where = hop.file === file ? `line ${hop.line}` : `${hop.file}:${hop.line}`;
    lines.push(visible(`  through: ${from} -> ${to} ${way}, ${where}`));
  }
  if (finding.path.length > most) lines.push(`  through: ${finding.path.length - most} more`);
  for (const { title, safe, operations, edits } of finding.fixes) {
    const mark = safe ? ' (safe)' : '';
    lines.push(visible(`  fix: ${title}${mark}: ${edits ? editsText(edits) : operationsText(operations)}`));
  }
  if (finding.suppressed) {
    const { by, reason } = finding.suppressed;
    lines.push(visible(`  suppressed (${by})${reason === '' ? '' : `: ${reason}`}`));
  }
  return lines.join('\n');
}

function placeText(place: FindPlace, { at }: Finding): string {
  const { file, line, column } = place(at);
  return visibleStart(`${file}:${line}:${column}`);
}

/** Operations to copy; of many, or of a long one, only the beginning. JSON has all of them. */
function operationsText(operations: readonly Operation[]): string {
  const texts = operations.map(formatOperation);
  const whole = shellCommand(texts);
  if (whole.length <= longest) return whole;
  const first = texts.slice(0, most).map((text) => shellWord(cutMiddle(text, longest / most)));
  const more = texts.length > most ? ` and ${texts.length - most} more` : '';
  return `${first.join(' ')}${more}`;
}

/** What is done to each stack of a host, the first few. */
function editsText(edits: readonly StackEdit[]): string {
  const texts = edits
    .slice(0, most)
    .map(({ stack, operations }) => `in ${stack} ${operationsText(operations)}`);
  const more = edits.length > most ? `; and in ${edits.length - most} more stacks` : '';
  return texts.join('; ') + more;
}

/** How many findings count, and how many do not, in one line. */
export function prettySummary(all: readonly Pick<PlacedFindings, 'findings' | 'profiles'>[]): string {
  const findings = all.flatMap((part) => part.findings);
  const counted = all.flatMap((part) => counting(part.findings, part.profiles));
  const silent = findings.filter(({ suppressed }) => suppressed !== null).length;
  const waiting = findings.length - counted.length - silent;
  const tail =
    (waiting > 0 ? ` ${waiting} under inactive profiles.` : '') +
    (silent > 0 ? ` ${silent} suppressed.` : '');
  if (counted.length === 0) return `No findings.${tail}`;
  const count = (severity: Severity): number =>
    counted.filter((finding) => finding.severity === severity).length;
  const numbers = [
    plural(count('error'), 'error'),
    plural(count('warning'), 'warning'),
    `${count('info')} info`,
  ];
  return `${plural(counted.length, 'finding')}: ${numbers.join(', ')}.${tail}`;
}
