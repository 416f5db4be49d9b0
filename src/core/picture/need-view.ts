// Lines of known needs: those drawn at rest, and those of the selected or pointed-at card, with the source of each need.

import { linesBetween, type Passable } from '../layout/routes/connect.ts';
import type { Point, Scene } from '../layout/scene.ts';
import { knownNeeds, type NeedPartner } from '../needs/known-needs.ts';
import { type NeedState, needState } from '../needs/met-needs.ts';
import type { Analysis } from '../rules/analyze.ts';
import type { Tone } from './tones.ts';

/** A need with a line drawn at rest. */
export interface RestingNeed {
  /** The card with the need: a service, or the first of a pile. */
  readonly from: string;
  readonly to: string;
  readonly state: NeedState;
  readonly points: readonly Point[];
}

/** Returns the needs of a scene that have a line at rest. */
export function restingNeeds(
  { reach, needs }: Analysis,
  scene: Pick<Scene, 'needs'>,
): readonly RestingNeed[] {
  return scene.needs.flatMap(({ from, to, points }) => {
    const state = points.length > 1 ? needState(reach, needs, from, to) : null;
    return state === null ? [] : [{ from, to, state, points }];
  });
}

/** A need between two cards, or a socket mounted by both when no file says which one connects (`directed` is false). */
export interface NeedLine {
  /** The card with the need: a service, or the first of a pile. */
  readonly from: string;
  readonly to: string;
  readonly directed: boolean;
  readonly tone: Tone;
  /** The route through the gutters; empty without a route. */
  readonly points: readonly Point[];
}

type Joined = Omit<NeedLine, 'points'>;

export interface NeedView {
  /** The selected or pointed-at card. */
  readonly card: string;
  readonly lines: readonly NeedLine[];
  /** The source and state of the needs, by the card at the other end. */
  readonly reasons: ReadonlyMap<string, { readonly words: string; readonly tone: Tone }>;
}

interface FoundNeed {
  readonly line: Joined;
  readonly words: string;
  readonly other: string;
}

const strength: readonly Tone[] = ['near', 'incoming', 'full', 'part', 'unknown', 'bad'];
const stronger = (a: Tone, b: Tone): Tone => (strength.indexOf(a) > strength.indexOf(b) ? a : b);

/** Returns the card of each service. */
export function cardsOf(scene: Pick<Scene, 'cards' | 'piles'>): ReadonlyMap<string, string> {
  const cards = new Map<string, string>(scene.cards.map(({ service }) => [service, service]));
  for (const { leader, members } of scene.piles) for (const name of members) cards.set(name, leader);
  return cards;
}

/** Returns the services drawn on a card. */
export function membersOf({ piles }: Pick<Scene, 'piles'>, card: string): readonly string[] {
  return piles.find(({ leader }) => leader === card)?.members ?? [card];
}

function toneOf({ reach, needs }: Analysis, from: string, to: string): Tone {
  switch (needState(reach, needs, from, to)) {
    case 'met':
      return 'full';
    case 'socket':
      return 'part';
    case 'missing':
      return 'bad';
    case 'unknown':
      return 'unknown';
    case null:
      return 'near';
  }
}

const doubts: { readonly [tone in Tone]?: string } = { bad: ', not reached', unknown: ', reach unknown' };

/** Returns the needs of the card that shows `service`. */
export function needView(
  analysis: Analysis,
  scene: Pick<Scene, 'cards' | 'piles'> & Passable,
  service: string,
): NeedView {
  const cards = cardsOf(scene);
  const card = cards.get(service) ?? service;
  const members = membersOf(scene, card);
  const foundNeeds: FoundNeed[] = [];
  const add = (member: string, partner: NeedPartner, direction: 'in' | 'out' | 'shared'): void => {
    const other = cards.get(partner.service);
    if (other === undefined || other === card) return;
    const [from, to] = direction === 'in' ? [partner.service, member] : [member, partner.service];
    const state = direction === 'shared' ? 'part' : toneOf(analysis, from, to);
    const tone = direction === 'in' && state === 'full' ? 'incoming' : state;
    const [first, ...more] = partner.reasons;
    const line = {
      from: direction === 'in' ? other : card,
      to: direction === 'in' ? card : other,
      directed: direction !== 'shared',
      tone,
    };
    foundNeeds.push({ line, other, words: `${first.words}${more.length > 0 ? ` +${more.length}` : ''}` });
  };
  for (const member of members) {
    const { neededBy, needs, shares } = knownNeeds(analysis, member);
    for (const partner of neededBy) add(member, partner, 'in');
    for (const partner of needs) add(member, partner, 'out');
    for (const partner of shares) add(member, partner, 'shared');
  }
  const lines = linesOf(foundNeeds);
  const ways = linesBetween(
    scene,
    lines.map(({ from, to }) => [from, to]),
  );
  return {
    card,
    lines: lines.map((line, index) => ({ ...line, points: ways[index] ?? [] })),
    reasons: reasonsOf(foundNeeds),
  };
}

/** Merges needs between the same two cards into one line. */
function linesOf(found: readonly FoundNeed[]): readonly Joined[] {
  const lines = new Map<string, Joined>();
  for (const { line } of found) {
    const key = JSON.stringify([line.from, line.to]);
    const known = lines.get(key);
    lines.set(
      key,
      known
        ? { ...known, directed: known.directed || line.directed, tone: stronger(known.tone, line.tone) }
        : line,
    );
  }
  return [...lines.values()];
}

function reasonsOf(found: readonly FoundNeed[]): NeedView['reasons'] {
  const reasons = new Map<string, { words: string; tone: Tone }>();
  for (const other of new Set(found.map((each) => each.other))) {
    const needsOfCard = found.filter((each) => each.other === other);
    const words = [...new Set(needsOfCard.map((each) => each.words))];
    const tone = needsOfCard.map(({ line }) => line.tone).reduce(stronger);
    const shown = words.length > 1 ? `${words[0]} +${words.length - 1}` : `${words[0]}`;
    reasons.set(other, { words: `${shown}${doubts[tone] ?? ''}`, tone });
  }
  return reasons;
}
