// What the shapes of a picture mean: one list of the kinds of lines, lanes and cards, each with the number of those in the picture.

import type { Scene } from '../layout/scene.ts';
import type { Analysis } from '../rules/analyze.ts';
import { laneWords } from './lane-view.ts';
import { restingNeeds } from './need-view.ts';
import { type DrawnTrunk, trunksToDraw } from './trunk-view.ts';

/** The kinds of shapes, in the order of the legend. */
export const pictureKinds = [
  ...['danger', 'outside', 'proxied-danger', 'proxied', 'host', 'unknown', 'dead'],
  ...['need', 'need-unknown', 'need-missing', 'need-socket', 'tap'],
  ...['lane', 'lane-dashed', 'lane-internal'],
  ...['closed', 'internal', 'bridged', 'open'],
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

/** Returns the number of shapes of each kind in a picture; a kind without any is left out. */
export function countPictureKinds(analysis: Analysis, scene: Scene): ReadonlyMap<PictureKind, number> {
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
  // The meter has room on near cards alone.
  if (scene.sizes.level !== 'near') return counts;
  for (const { service, inside } of scene.cards) {
    const isolation = inside === null ? analysis.reach.facts.get(service)?.isolation : undefined;
    if (isolation === 'closed' || isolation === 'internal' || isolation === 'bridged' || isolation === 'open')
      add(isolation);
  }
  return counts;
}
