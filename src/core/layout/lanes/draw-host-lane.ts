// The host's own lane below all others: open containers, which no wall protects. Thin while it is empty.

import { drawCard } from '../cards/draw-cards.ts';
import { metrics } from '../metrics.ts';
import type { Rect, SceneCable, SceneCard, SceneLane } from '../scene.ts';
import type { LaneAssignment } from './assign-lanes.ts';

export const hostLaneId = 'place:host';

export interface HostLane {
  readonly lane: SceneLane;
  readonly cards: readonly SceneCard[];
  readonly cable: SceneCable | null;
}

/** The lane at `x`, `y`, as wide as the scene of the other lanes; the cable stands for every port of its services. */
export function drawHostLane(
  assignment: LaneAssignment,
  x: number,
  y: number,
  width: number,
  wallX: number,
): HostLane {
  const pitch = metrics.cardWidth + metrics.cardGap;
  const perRow = Math.max(1, Math.floor((width - 2 * metrics.lanePad + metrics.cardGap) / pitch));
  const cards: SceneCard[] = [];
  let rowTop = y + metrics.header;
  for (let from = 0; from < assignment.host.length; from += perRow) {
    let rowHeight = 0;
    assignment.host.slice(from, from + perRow).forEach((service, index) => {
      const drawn = drawCard(assignment, service, [hostLaneId], {
        x: x + metrics.lanePad + index * pitch,
        y: rowTop,
      });
      rowHeight = Math.max(rowHeight, drawn[0]?.rect.height ?? 0);
      cards.push(...drawn);
    });
    rowTop += rowHeight + metrics.lanePad;
  }
  const empty = assignment.host.length === 0;
  const rect: Rect = { x, y, width, height: empty ? metrics.hostLaneEmpty : rowTop - y };
  const lane: SceneLane = {
    id: hostLaneId,
    name: 'host',
    kind: 'host',
    form: 'full',
    rect,
    header: metrics.header,
    captions: [],
    headline: null,
    members: assignment.host,
    column: -1,
  };
  return { lane, cards, cable: empty ? null : everyPort(lane, wallX) };
}

function everyPort(lane: SceneLane, wallX: number): SceneCable {
  const y = lane.rect.y + metrics.header / 2;
  const x = metrics.outsideWidth - metrics.labelWidth - 20;
  return {
    id: 'every port',
    service: null,
    state: 'every',
    label: 'every port',
    ports: [],
    title: `Open containers answer on every port they listen on: ${lane.members.join(', ')}`,
    labelRect: { x, y: y - metrics.labelHeight / 2, width: metrics.labelWidth, height: metrics.labelHeight },
    points: [
      { x: x - 12, y },
      { x: lane.rect.x, y },
    ],
    crossing: { x: wallX + metrics.wallWidth / 2, y },
    thin: false,
  };
}
