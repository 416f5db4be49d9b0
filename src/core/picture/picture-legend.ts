// What the shapes of a picture mean: one list of the kinds of lines, lanes and cards, each with the number of those in the picture.

import type { Scene } from '../layout/scene.ts';
import type { Analysis } from '../rules/analyze.ts';
import type { CardText } from './card-text.ts';
import type { CardView } from './card-view.ts';
import { laneWords } from './lane-view.ts';
import { restingNeeds } from './need-view.ts';
import { type DrawnTrunk, trunksToDraw } from './trunk-view.ts';

/** The kinds of shapes, in the order of the legend. */
export const pictureKinds = [
  ...['danger', 'outside', 'proxied-danger', 'proxied', 'host', 'unknown', 'dead'],
  ...['need', 'need-unknown', 'need-missing', 'need-socket', 'tap'],
  ...['lane', 'lane-dashed', 'lane-internal'],
  ...['closed', 'internal', 'bridged', 'open', 'joined', 'sealed', 'pile'],
  ...['grave', 'danger-socket', 'danger-privileged', 'danger-root', 'danger-host-path', 'danger-host-net'],
  ...['gate-round', 'gate-locked', 'gate-open'],
] as const;
export type PictureKind = (typeof pictureKinds)[number];

function trunkKind({ trunk: { kind }, tone }: DrawnTrunk): PictureKind {
  if (kind !== 'proxied' || tone === 'unknown') return tone;
  return tone === 'danger' ? 'proxied-danger' : 'proxied';
}

const needKinds = {
  met: 'need',
  unknown: 'need-unknown',
  missing: 'need-missing',
  socket: 'need-socket',
} as const;

/** A card as it is drawn. */
export interface DrawnCard {
  readonly view: CardView;
  readonly text: CardText;
}

/** The steps of the meter, which a joined card shows where it has room. */
const meterSteps = { 0: [], 1: ['closed'], 2: ['internal'], 3: ['bridged'], 4: ['open'] } as const;

function cardKinds({ view, text }: DrawnCard): readonly PictureKind[] {
  const { boxed, step, dangers, gate } = view;
  const shown = text.foot || text.detail !== 'none' ? text.signs.shown : 0;
  return [
    ...(boxed ? (['joined'] as const) : []),
    ...(boxed && text.detail === 'near' ? meterSteps[step] : []),
    ...(!boxed && step === 1 ? (['sealed'] as const) : []),
    ...(view.grave ? (['grave'] as const) : []),
    ...dangers.slice(0, shown).map(({ kind }) => `danger-${kind}` as const),
    ...(gate !== null && dangers.length < shown ? [`gate-${gate.look}` as const] : []),
  ];
}

/** Returns the number of shapes of each kind in a picture with these cards; a kind without any is left out. */
export function countPictureKinds(
  analysis: Analysis,
  scene: Scene,
  cards: readonly DrawnCard[],
): ReadonlyMap<PictureKind, number> {
  const counts = new Map<PictureKind, number>();
  const add = (kind: PictureKind): void => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  };
  for (const drawn of trunksToDraw(analysis, scene.trunks)) add(trunkKind(drawn));
  for (const { state } of restingNeeds(analysis, scene)) add(needKinds[state]);
  for (const { points } of scene.taps) if (points.length > 1) add('tap');
  for (const lane of scene.lanes) {
    if (lane.kind !== 'network' && lane.kind !== 'bridge') continue;
    const { dashed, locked } = laneWords(lane, analysis);
    add(dashed ? 'lane-dashed' : 'lane');
    if (locked) add('lane-internal');
  }
  for (const card of cards) for (const kind of cardKinds(card)) add(kind);
  for (const _ of scene.piles) add('pile');
  return counts;
}
