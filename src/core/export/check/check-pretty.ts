// `check` for people: one block per finding, then one line that sums up. Colour only through the painter that is passed in.

import { plural } from '../../compose/numbers.ts';
import type { Operation } from '../../compose/operations/operation.ts';
import { formatOperation } from '../../compose/operations/operation-text.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import { type Cause, causesOf } from '../../findings/causes.ts';
import type { Finding, Severity } from '../../findings/finding.ts';
import { fixText } from '../../findings/fix-text.ts';
import { findingsIn, maxWorst, rowsByRule, shortMessage, worstCauses } from '../../findings/report-order.ts';
import { countingFindings, standingOf } from '../../findings/standing.ts';
import { type FleetEdit, placeEditText, treeEditText } from '../../fleet/edit/fleet-edit.ts';
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

/** How much the report says: everything about each finding, or only about the worst, with one line for each other. */
export type Extent = 'all' | 'worst';

/** Returns the pretty report, ending with a line feed. */
export function checkPretty(
  workspace: Workspace,
  analysis: Pick<Analysis, 'reach' | 'findings'>,
  paint: Paint = plain,
  extent: Extent = 'all',
): string {
  const { findings, reach } = analysis;
  const { profiles } = reach.options;
  const groups = [{ findings, profiles, place: placesIn(workspace) }];
  const [blocks = []] = prettyBlocks(groups, paint, extent);
  const parts = [...blocks, ...extentNote(groups, extent), prettySummary(groups)];
  return `${parts.join('\n\n')}\n${machineLine(reach)}`;
}

/** Returns the blocks of each group without final line feeds. The reason for a rule appears only with its first finding. */
export function prettyBlocks(
  groups: readonly PlacedFindings[],
  paint: Paint,
  extent: Extent,
): readonly (readonly string[])[] {
  const causes = groups.map(({ findings }) => causesOf(findings));
  const counted = new Set(groups.flatMap(({ findings, profiles }) => countingFindings(findings, profiles)));
  const worst = worstCauses(causes.flat(), counted);
  const explained = new Set<string>();
  return groups.map(({ profiles, place }, index) => {
    const own = causes[index] ?? [];
    const inFull = extent === 'all' ? own : own.filter((cause) => worst.has(cause));
    const blocks = inFull.map((cause) => block(place, cause, profiles, explained, paint));
    const lines = shortLines(place, own, inFull, profiles, paint);
    return lines.length === 0 ? blocks : [...blocks, lines.join('\n')];
  });
}

/** Returns a short line for each remaining cause: the first few of each rule, then the number of others. */
function shortLines(
  findPlace: FindPlace,
  causes: readonly Cause[],
  inFull: readonly Cause[],
  profiles: readonly string[],
  paint: Paint,
): readonly string[] {
  const left = causes.filter((cause) => !inFull.includes(cause));
  return rowsByRule(left).flatMap(({ rule, slug, shown, folded }) => {
    const lines = shown.map(({ first, others, also }) => {
      const more = others.length + also.length;
      const note = more === 0 ? '' : ` (and ${more} more)`;
      return `${headOf(findPlace, first, profiles, paint)}: ${visible(shortMessage(first.message))}${note}`;
    });
    return folded.length === 0 ? lines : [...lines, `${findingsIn(folded)} more of ${rule} ${slug}`];
  });
}

/** Returns a note on what is left out and how to see it; empty when nothing is. */
export function extentNote(groups: readonly PlacedFindings[], extent: Extent): readonly string[] {
  const more = groups.reduce((sum, { findings }) => sum + causesOf(findings).length, 0) - maxWorst;
  return extent === 'all' || more <= 0
    ? []
    : ['The worst findings are shown in full. --verbose shows reason and fixes of all.'];
}

function block(
  findPlace: FindPlace,
  { first: finding, others, also }: Cause,
  profiles: readonly string[],
  explained: Set<string>,
  paint: Paint,
): string {
  const { file } = findPlace(finding.at);
  const isNew = !explained.has(finding.why);
  explained.add(finding.why);
  const lines = [
    headOf(findPlace, finding, profiles, paint),
    `  ${visible(finding.message)}`,
    ...others.map(
      (other) => `  ${placeText(findPlace, other)}: same for ${visible(other.subjects[0] ?? '')}`,
    ),
    ...also.map(
      (other) =>
        `  ${placeText(findPlace, other)}: also ${other.rule} ${other.slug}: ${visible(other.message)}`,
    ),
    ...(isNew ? [`  ${paint('quiet', visible(finding.why))}`] : []),
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
  for (const fix of finding.fixes) {
    const { safe, operations, edits, fleet } = fix;
    const mark = safe ? ' (safe)' : '';
    lines.push(
      visible(
        `  fix: ${fixText(fix)}${mark}: ${fleet ? fleetText(fleet) : edits ? editsText(edits) : operationsText(operations)}`,
      ),
    );
  }
  if (finding.suppressed) {
    const { by, reason } = finding.suppressed;
    lines.push(visible(`  suppressed (${by})${reason === '' ? '' : `: ${reason}`}`));
  }
  return lines.join('\n');
}

/** Returns the place, severity and rule of a finding. */
function headOf(findPlace: FindPlace, finding: Finding, profiles: readonly string[], paint: Paint): string {
  const severity = paint(finding.severity, finding.severity);
  const guess = finding.certainty === 'inferred' ? ' (inferred)' : '';
  const off = standingOf(finding, profiles) === 'inactive' ? 'inactive ' : '';
  const only =
    finding.profiles.length === 0 ? '' : ` (${off}profile ${visible(finding.profiles.join(', '))})`;
  return `${placeText(findPlace, finding)}: ${severity} ${paint('strong', finding.rule)} ${finding.slug}${guess}${only}`;
}

function placeText(place: FindPlace, { at }: Finding): string {
  const { file, line, column } = place(at);
  return visibleStart(`${file}:${line}:${column}`);
}

/** Returns operations to copy; only the beginning of a long list or text. JSON has all of them. */
function operationsText(operations: readonly Operation[]): string {
  const texts = operations.map(formatOperation);
  const whole = shellCommand(texts);
  if (whole.length <= longest) return whole;
  const first = texts.slice(0, most).map((text) => shellWord(cutMiddle(text, longest / most)));
  const more = texts.length > most ? ` and ${texts.length - most} more` : '';
  return `${first.join(' ')}${more}`;
}

/** Returns what a fix does to the first few stacks of a host. */
function editsText(edits: readonly StackEdit[]): string {
  const texts = edits
    .slice(0, most)
    .map(({ stack, operations }) => `in ${stack} ${operationsText(operations)}`);
  const more = edits.length > most ? `; and in ${edits.length - most} more stacks` : '';
  return texts.join('; ') + more;
}

/** Returns what a fix does to the first few stacks of machines and to the file of the fleet. */
function fleetText(edits: readonly FleetEdit[]): string {
  const texts = edits
    .slice(0, most)
    .map((edit) =>
      edit.machine === null
        ? edit.edits.map(treeEditText).join('; ')
        : 'file' in edit
          ? `in ${edit.file} ${placeEditText(edit)}`
          : `in ${edit.machine}/${edit.stack} ${operationsText(edit.operations)}`,
    );
  const more = edits.length > most ? `; and ${edits.length - most} more edits` : '';
  return texts.join('; ') + more;
}

/** Returns one line with the number of findings that count and of those that do not. */
export function prettySummary(all: readonly Pick<PlacedFindings, 'findings' | 'profiles'>[]): string {
  const findings = all.flatMap((part) => part.findings);
  const counted = all.flatMap((part) => countingFindings(part.findings, part.profiles));
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
