// What a drop or a choice would change, in words: what opens, what closes, what breaks; the most alarming first within each
// kind. The pointer's tip and every menu show the same lines.

import { nameList } from '../../../core/compose/name-list.ts';
import type { Operation } from '../../../core/compose/operations/operation.ts';
import { pairArrow, pairedChanges, wayArrow } from '../../../core/describe/difference.ts';
import type { ConnectivityDiff, PairChange } from '../../../core/reach/diff/diff-connectivity.ts';
import type { WayChange } from '../../../core/reach/diff/way-changes.ts';
import { type Note, noteText } from '../../../core/session/notes/note.ts';
import type { Preview } from '../../../core/session/session.ts';
import type { Result } from '../../../core/text/result.ts';
import { workStore } from '../../state/page-stores.ts';
import { resolveChoice } from '../../state/session/resolve-choice.ts';
import { previewedPlan } from '../../state/session/use-plan.ts';
import type { DragSource } from './drop-outcome.ts';

export interface PreviewLine {
  readonly tone: 'opens' | 'closes' | 'bad' | 'good' | 'plain';
  readonly text: string;
}

const most = 4;
const mostNotes = 6;

/** Returns notes as lines of the tip; beyond `mostNotes` only their number. */
function noteLines(notes: readonly Note[]): readonly PreviewLine[] {
  const lines = notes.slice(0, mostNotes).map((note): PreviewLine => {
    const { tone, text } = noteText(note);
    return { tone: tone === 'breaks' ? 'bad' : 'closes', text };
  });
  if (notes.length <= mostNotes) return lines;
  return [...lines, { tone: 'plain', text: `and ${notes.length - mostNotes} more notes` }];
}

function few(items: readonly string[], separator: string): string {
  const shown = items.slice(0, most).join(separator);
  return items.length > most ? `${shown} +${items.length - most}` : shown;
}

/**
 * Returns changed pairs as `a ↔ b` when both directions changed in the same families, otherwise as `a → b`, in the order of the changes.
 */
export function pairTexts(changes: readonly PairChange[]): readonly string[] {
  return pairedChanges(changes).map((either) => pairArrow(either));
}

const ofKind = (changes: readonly PairChange[], kind: PairChange['kind']): readonly PairChange[] =>
  changes.filter((each) => each.kind === kind);

const style = { port: (port: string) => ` (${port || 'every port it listens on'})`, outside: 'out' };

function wayText(way: WayChange): string {
  return `${wayArrow(way, style)}${way.unsure ? ' perhaps' : ''}`;
}

/** Returns each lost name with the services that can no longer resolve it. */
function lostNames(closed: readonly PairChange[]): readonly string[] {
  const askers = new Map<string, string[]>();
  for (const { from, to, alias } of ofKind(closed, 'name')) {
    const name = alias === undefined ? to : `${to} as ${alias}`;
    askers.set(name, [...(askers.get(name) ?? []), from]);
  }
  return [...askers].map(
    ([name, from]) => `${nameList(from)} no longer ${from.length === 1 ? 'resolves' : 'resolve'} ${name}`,
  );
}

/** Returns the connections and ways in that open and close; each line starts with `where`. */
function changeLines(delta: ConnectivityDiff, where: string): readonly PreviewLine[] {
  const lines: PreviewLine[] = [];
  const add = (tone: PreviewLine['tone'], word: string, items: readonly string[]): void => {
    if (items.length > 0)
      lines.push({ tone, text: `${where}${word} ${few(items, word.endsWith(':') ? '; ' : ', ')}` });
  };
  add('opens', 'opens', pairTexts(ofKind(delta.opened, 'direct')));
  add('closes', 'closes', pairTexts(ofKind(delta.closed, 'direct')));
  add('opens', 'newly reachable through a published port:', pairTexts(ofKind(delta.opened, 'host')));
  add('closes', 'no longer reachable through a published port:', pairTexts(ofKind(delta.closed, 'host')));
  add('opens', 'newly reachable at its own gateway:', pairTexts(ofKind(delta.opened, 'gateway')));
  add('closes', 'no longer reachable at its own gateway:', pairTexts(ofKind(delta.closed, 'gateway')));
  add('opens', 'gains', delta.waysOpened.map(wayText));
  add('closes', 'loses', delta.waysClosed.map(wayText));
  const lost = lostNames(delta.closed);
  if (lost.length > 0) lines.push({ tone: 'closes', text: `${where}${few(lost, '; ')}` });
  return lines;
}

/** Returns the whole delta of a preview, or one sentence when no connection changes. */
export function previewLines(preview: Preview): readonly PreviewLine[] {
  const { delta } = preview;
  const lines: PreviewLine[] = [];
  for (const need of preview.needsBroken.slice(0, most)) {
    const port = need.port === null ? '' : `:${need.port}`;
    lines.push({ tone: 'bad', text: `breaks a need: ${need.from} → ${need.name}${port}` });
  }
  lines.push(...noteLines(preview.notes));
  lines.push(...changeLines(delta, ''));
  if (preview.across !== null) lines.push(...changeLines(preview.across, 'across stacks, '));
  const gained = preview.findingsGained
    .filter((each) => each.severity !== 'info')
    .map(({ rule, message }) => `${rule} ${message}`);
  for (const text of gained.slice(0, 2)) lines.push({ tone: 'bad', text: `warns: ${text}` });
  if (gained.length > 2) lines.push({ tone: 'bad', text: `warns of ${gained.length - 2} more` });
  const gone = preview.findingsGone
    .filter((each) => each.severity !== 'info')
    .map(({ rule, subjects }) => `${rule} of ${subjects[0] ?? 'the file'}`);
  if (gone.length > 0) lines.push({ tone: 'good', text: `fixes: ${few(gone, ', ')}` });
  if (lines.length === 0) lines.push({ tone: 'plain', text: 'nothing opens, nothing closes' });
  return lines;
}

/** Returns the note for a dragged service that only starts with a profile: the name of that profile. */
function profileLines(source: DragSource | null, { analysis }: Preview): readonly PreviewLine[] {
  if (source === null || source.type === 'palette') return [];
  const service = analysis.topology.services.get(source.service);
  if (!service || service.profiles.length === 0 || analysis.reach.facts.has(service.name)) return [];
  return [{ tone: 'plain', text: `only with profile ${service.profiles.join(' or ')}` }];
}

/** The changes of operations, with notes; when they are refused with one choice, those of that choice. */
export interface Foreseen {
  readonly preview: Result<Preview>;
  readonly notes: readonly Note[];
}

/** Previews operations in short tasks; null when `signal` aborts it. */
export async function foresee(
  operations: readonly Operation[],
  signal: AbortSignal,
): Promise<Foreseen | null> {
  const preview = await workStore.previewInTasks(operations, signal);
  if (preview === null) return null;
  if (preview.ok) return { preview, notes: preview.value.notes };
  const [choice, ...others] = preview.error.choices;
  if (choice === undefined || others.length > 0) return { preview, notes: [] };
  const resolved = resolveChoice({ refusal: preview.error, operations, label: '' }, choice);
  const chosen = resolved.ok ? await workStore.previewInTasks(resolved.value, signal) : null;
  return { preview, notes: chosen?.ok ? chosen.value.notes : [] };
}

/** Returns the note that `up` would stop half-way after the change, and how to prevent that. */
function halfWayLines(preview: Preview): readonly PreviewLine[] {
  const plan = previewedPlan(workStore.getState(), preview);
  if (plan === null) return [];
  const { failures, commands } = plan;
  const lines = failures.slice(0, 2).map(({ text }): PreviewLine => ({ tone: 'bad', text }));
  if (failures.length === 0 || commands.length === 0) return lines;
  return [...lines, { tone: 'plain', text: `apply it by ${commands.join(', then ')}` }];
}

/** Returns the lines for a change, or the reason why it would be refused, with the notes of the only remaining choice. */
export function outcomeLines(
  source: DragSource | null,
  preview: Result<Preview>,
  notes: readonly Note[],
): readonly PreviewLine[] {
  if (preview.ok)
    return [
      ...halfWayLines(preview.value),
      ...previewLines(preview.value),
      ...profileLines(source, preview.value),
    ];
  return [{ tone: 'bad', text: preview.error.message }, ...noteLines(notes)];
}

/** Returns the changes of operations as one text for a menu, with the same lines as a drop; '' when `signal` aborts it. */
export async function previewDetail(
  operations: readonly Operation[],
  source: DragSource | null,
  signal: AbortSignal,
): Promise<string> {
  const foreseen = await foresee(operations, signal);
  if (foreseen === null) return '';
  return outcomeLines(source, foreseen.preview, foreseen.notes)
    .map((line) => line.text)
    .join(' · ');
}
