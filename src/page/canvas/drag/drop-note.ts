// The note of a drag: its verdict first, then the lines behind it.

import { thirdPerson } from '../../../core/describe/third-person.ts';
import type { Note } from '../../../core/session/notes/note.ts';
import type { Preview } from '../../../core/session/session.ts';
import type { Refusal } from '../../../core/text/result.ts';
import { workStore } from '../../state/page-stores.ts';
import { previewedPlan } from '../../state/session/use-plan.ts';
import type { DragState } from './drag-store.ts';
import { type EffectLines, effectWords, noteLines, type PreviewLine, previewLines } from './drop-lines.ts';
import type { DropOutcome } from './drop-outcome.ts';
import { needLines } from './need-outcome.ts';

/** The most lines behind a verdict until a person asks for all. */
export const mostShown = 3;

/** The most letters of a line, three rows of a note, until a person asks for all: with three lines a note is a third of a canvas. */
const mostLetters = 140;

/** True for a text that a note shows the beginning of. */
export const isLong = (text: string): boolean => text.length > mostLetters;

/** Returns a text, or the beginning of a long one, up to a whole word. */
export function shortened(text: string): string {
  if (!isLong(text)) return text;
  const beginning = text.slice(0, mostLetters - 1);
  return `${beginning.slice(0, Math.max(mostLetters / 2, beginning.lastIndexOf(' ')))} …`;
}

export interface DropNote {
  /** One or two sentences; '' when there is nothing to say. */
  readonly verdict: string;
  /** True when the drop is refused or breaks something. */
  readonly grave: boolean;
  /** The lines to read before the drop, the gravest first: of more than `mostShown` the others are details, too. */
  readonly lines: readonly PreviewLine[];
  /** The lines for whoever asks. */
  readonly details: readonly PreviewLine[];
}

const bare = { grave: false, lines: [], details: [] } as const;

/** Returns a note with at most `mostShown` lines before its details. */
function cut({ first, details }: EffectLines): Pick<DropNote, 'lines' | 'details'> {
  return { lines: first.slice(0, mostShown), details: [...first.slice(mostShown), ...details] };
}

/** Returns the line for a changed service that only starts with a profile: the names of its profiles. */
function profileLines(service: string | null, { analysis }: Preview): readonly PreviewLine[] {
  const changed = service === null ? undefined : analysis.topology.services.get(service);
  if (!changed || changed.profiles.length === 0 || analysis.reach.facts.has(changed.name)) return [];
  return [{ tone: 'plain', text: `only with profile ${changed.profiles.join(' or ')}` }];
}

/** Returns the lines that say that `up` would stop half-way after the change, and how to prevent that. */
function halfWayLines(preview: Preview): readonly PreviewLine[] {
  const plan = previewedPlan(workStore.getState(), preview);
  if (plan === null) return [];
  const { failures, commands } = plan;
  const lines = failures.map(({ text }): PreviewLine => ({ tone: 'bad', text }));
  if (failures.length === 0 || commands.length === 0) return lines;
  return [...lines, { tone: 'plain', text: `apply it by ${commands.join(', then ')}` }];
}

/** Returns the lines of a change. */
export function effectLines(service: string | null, preview: Preview): EffectLines {
  const { first, details } = previewLines(preview);
  return { first: [...profileLines(service, preview), ...halfWayLines(preview), ...first], details };
}

/** Returns the lines of a refused change: what its only choice brings, and the choices. */
export function refusalLines({ choices }: Refusal, notes: readonly Note[]): readonly PreviewLine[] {
  const offered = choices.map(
    ({ label }): PreviewLine => ({ tone: 'plain', text: `the drop offers: ${label}` }),
  );
  return [...noteLines(notes), ...offered];
}

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

function titleOf(outcome: DropOutcome): string {
  switch (outcome.type) {
    case 'operate':
      return outcome.way.label;
    case 'choose':
    case 'refused':
    case 'nothing':
      return outcome.title;
  }
}

/** Returns the line that says which of several ways the note is about. */
function choiceLines(outcome: DropOutcome): readonly PreviewLine[] {
  const [first] = outcome.type === 'choose' ? outcome.ways : [];
  return first === undefined
    ? []
    : [{ tone: 'plain', text: `you choose at the drop; this is for: ${lowerFirst(first.label)}` }];
}

/** Returns the note for what a drag shows. */
export function noteOf({ source, outcome, preview, notes }: DragState): DropNote {
  if (outcome === null) return { ...bare, verdict: '' };
  const title = titleOf(outcome);
  if (outcome.type === 'refused' || outcome.type === 'nothing')
    return { ...bare, verdict: title, grave: outcome.type === 'refused' };
  // What an arrow states is a sentence already.
  const does = source?.type === 'new-need' ? `${title}.` : `${thirdPerson(title)}.`;
  if (preview === null || preview === 'working')
    return { ...bare, verdict: does, lines: [{ tone: 'plain', text: 'computing the effect …' }] };
  if (!preview.ok) {
    const { error } = preview;
    return {
      verdict: `Cannot ${lowerFirst(title)}: ${error.message}`,
      grave: true,
      ...cut({ first: refusalLines(error, notes), details: [] }),
    };
  }
  if (source?.type === 'new-need' && outcome.type === 'operate')
    return { ...bare, verdict: does, lines: needLines(outcome.way, preview.value.analysis) };
  const service = source === null || source.type === 'palette' ? null : source.service;
  const { first, details } = effectLines(service, preview.value);
  return {
    verdict: [does, ...effectWords(preview.value, service)].join(' '),
    grave: preview.value.needsBroken.length > 0,
    ...cut({ first: [...choiceLines(outcome), ...first], details }),
  };
}
