// The places below all other lanes: the host's lane of open containers, which are not isolated, and the tray of closed containers. An empty
// place is a chip at the right, small except during a drag.

import { drawCard } from '../cards/draw-cards.ts';
import { placeHeadingHeight } from '../grid/geometry.ts';
import { metrics, type Sizes } from '../metrics.ts';
import type { TrunkDraft } from '../routes/draw-trunks.ts';
import { entryOf } from '../routes/draw-trunks.ts';
import type { Rect, SceneCard, SceneLane } from '../scene.ts';
import type { LaneAssignment } from './assign-lanes.ts';
import { thinLane } from './draw-lanes.ts';

type PlaceName = 'host' | 'closed';

export interface Places {
  readonly lanes: readonly SceneLane[];
  readonly cards: readonly SceneCard[];
  /** The trunk for every port of the host lane; null when that lane is empty. */
  readonly everyPort: TrunkDraft | null;
}

interface Box {
  readonly lane: SceneLane;
  readonly cards: readonly SceneCard[];
}

const idOf = (name: PlaceName): string => `place:${name}`;

/** Returns the width that `count` cards in one row need. */
function widthFor(count: number, { cardWidth, cardGap, lanePad, laneMinWidth, placeHead }: Sizes): number {
  return Math.max(laneMinWidth, placeHead + count * (cardWidth + cardGap) - cardGap + 2 * lanePad);
}

function drawBox(
  assignment: LaneAssignment,
  name: PlaceName,
  members: readonly string[],
  units: readonly string[],
  { x, y, width }: Omit<Rect, 'height'>,
  sizes: Sizes,
): Box {
  const { cardWidth, cardGap, lanePad, placeHead } = sizes;
  const pitch = cardWidth + cardGap;
  const perRow = Math.max(1, Math.floor((width - placeHead - 2 * lanePad + cardGap) / pitch));
  const cards: SceneCard[] = [];
  let rowTop = y + placeHeadingHeight(sizes);
  for (let from = 0; from < units.length; from += perRow) {
    let rowHeight = 0;
    units.slice(from, from + perRow).forEach((service, index) => {
      const at = { x: x + placeHead + lanePad + index * pitch, y: rowTop };
      const drawn = drawCard(assignment, service, [idOf(name)], at, sizes);
      rowHeight = Math.max(rowHeight, drawn[0]?.rect.height ?? 0);
      cards.push(...drawn);
    });
    rowTop += rowHeight + sizes.needsBand + 4;
  }
  const lane: SceneLane = {
    id: idOf(name),
    name,
    kind: name,
    form: 'full',
    rect: { x, y, width, height: rowTop - y },
    header: placeHead > 0 ? rowTop - y : placeHeadingHeight(sizes),
    captions: [],
    headline: null,
    members,
    role: 0,
    column: -1,
  };
  return { lane, cards };
}

/** Returns both places from `y` downwards, together starting at `x` and `width` wide; inactive services get no trunk. */
export function drawPlaces(
  assignment: LaneAssignment,
  inactive: ReadonlySet<string>,
  { x, y, width }: Omit<Rect, 'height'>,
  sizes: Sizes,
): Places {
  const { host, closed } = assignment;
  const units = { host, closed: closed.units };
  const members = { host, closed: closed.members };
  const names: readonly PlaceName[] = ['host', 'closed'];
  const full = names.filter((name) => units[name].length > 0);
  const chips = names.filter((name) => units[name].length === 0);
  const gap = metrics.columnGap;
  const chipsWidth = chips.length * (metrics.chipWidth + gap);
  const room = Math.max(widthFor(1, sizes), width - (full.length > 0 ? chipsWidth : 0));
  const closedWidth =
    full.length < 2
      ? room
      : Math.min(
          widthFor(units.closed.length, sizes),
          Math.max(widthFor(1, sizes), (room * units.closed.length) / (host.length + units.closed.length)),
        );
  const boxes: Box[] = [];
  let left = x;
  for (const name of full) {
    const last = name === full.at(-1);
    const boxWidth =
      full.length < 2 ? room : last ? closedWidth : Math.max(widthFor(1, sizes), room - closedWidth - gap);
    boxes.push(drawBox(assignment, name, members[name], units[name], { x: left, y, width: boxWidth }, sizes));
    left += boxWidth + gap;
  }
  const height = Math.max(metrics.chipHeight, ...boxes.map(({ lane }) => lane.rect.height));
  const lanes = boxes.map(({ lane }) => ({
    ...lane,
    rect: { ...lane.rect, height },
    header: sizes.placeHead > 0 ? height : lane.header,
  }));
  const right = Math.max(x + width, left - gap + (full.length > 0 ? chipsWidth : 0));
  const chipLanes = chips.map((name, index): SceneLane => {
    const rect = {
      x: right - (chips.length - index) * (metrics.chipWidth + gap) + gap,
      y: y + height - metrics.chipHeight,
      width: metrics.chipWidth,
      height: metrics.chipHeight,
    };
    return thinLane(
      { id: idOf(name), name, kind: name, network: null, members: [], units: [] },
      'chip',
      rect,
    );
  });
  // The tray comes before the host, in keyboard order.
  const all = [...lanes, ...chipLanes].sort((a, b) => (a.name < b.name ? -1 : 1));
  const cards = boxes.flatMap((box) => box.cards);
  const hostLane = lanes.find(({ kind }) => kind === 'host');
  const open = host.filter((name) => !inactive.has(name));
  const first = cards.find(({ service }) => service === open[0]);
  return {
    lanes: all,
    cards,
    everyPort: hostLane && first ? everyPortTrunk(hostLane, open, first.rect, sizes) : null,
  };
}

function everyPortTrunk(
  { rect }: SceneLane,
  members: readonly string[],
  card: Rect,
  sizes: Sizes,
): TrunkDraft {
  const y = entryOf(card, 0, sizes);
  const title = `Open containers answer on every port they listen on: ${members.join(', ')}`;
  return {
    trunk: {
      id: 'every port',
      service: null,
      card: null,
      kind: 'every',
      ports: [],
      hosts: [],
      via: null,
      label: 'every port',
      title,
      lines: [],
      onward: [],
      labelled: members.map((service) => ({ service, ports: [], title, lines: [] })),
      hasRandomPorts: false,
    },
    y,
    end: [{ x: rect.x, y }],
  };
}
