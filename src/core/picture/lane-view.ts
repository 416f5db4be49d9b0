// A lane as data: title, detail and headline of its network or place.

import { dockerNameOf } from '../compose/docker-name-of.ts';
import { countText } from '../compose/numbers.ts';
import type { Network } from '../compose/topology.ts';
import type { Caption, SceneLane } from '../layout/scene.ts';
import { type ConnectionCount, countConnections } from '../needs/met-needs.ts';
import type { Analysis } from '../rules/analyze.ts';
import { fewestToSplit } from '../rules/fixes/split-lanes.ts';
import { seenNeedsText } from '../summary/summary.ts';
import { type Hue, laneHue } from './hues.ts';
import type { ViewContext } from './view-context.ts';

interface LaneWords {
  readonly title: string;
  readonly detail: string;
  /** True for a dashed outline: the network is declared or owned elsewhere. */
  readonly dashed: boolean;
  readonly ghost: boolean;
  readonly locked: boolean;
}

/** Returns the words of a lane, and what its outline says. */
export function laneWords(lane: SceneLane, analysis: Analysis): LaneWords {
  const plain = { dashed: false, ghost: false, locked: false };
  switch (lane.kind) {
    case 'closed':
      return { ...plain, title: 'Closed', detail: 'no network at all' };
    case 'host':
      return { ...plain, title: 'Host network', detail: 'open containers: no wall at all', dashed: true };
    case 'unknown':
      return { ...plain, title: 'Unknown', detail: 'not said in this file', dashed: true };
    case 'bridge':
      return { ...plain, title: 'bridge', detail: "Docker's default bridge, shared, no names", dashed: true };
    case 'network':
      return networkWords(lane, analysis);
  }
}

/** Returns the network as another stack of the host creates it; null for a project outside a host. */
function definitionElsewhere(network: Network, { reach, topology }: Analysis): Network | null {
  const name = dockerNameOf(network, reach.options.project ?? topology.name);
  return (name === null ? null : reach.options.elsewhere?.get(name)) ?? null;
}

function networkWords(lane: SceneLane, analysis: Analysis): LaneWords {
  const network = analysis.topology.networks.get(lane.name);
  const title = lane.name;
  if (!network) return { title, detail: '', dashed: true, ghost: true, locked: false };
  const subnet = network.subnets.find((each) => each.subnet !== null)?.subnet;
  if (network.origin === 'undeclared') {
    const detail =
      network.undecided === undefined ? 'not declared in this file' : 'named by a variable that is not set';
    return { title, detail, dashed: true, ghost: true, locked: false };
  }
  if (network.external !== false) {
    const dockerName = network.dockerName === null ? '' : `: ${network.dockerName}`;
    const definition = definitionElsewhere(network, analysis);
    const what =
      definition === null
        ? 'unknown peers'
        : definition.internal === true
          ? 'internal: no way out'
          : 'shared';
    const locked = definition?.internal === true;
    return { title, detail: `external${dockerName} · ${what}`, dashed: true, ghost: false, locked };
  }
  if (network.origin === 'implicit') {
    return { title, detail: 'default network (none named)', dashed: true, ghost: false, locked: false };
  }
  const locked = network.internal === true;
  const driver = network.undecided?.includes('driver') ? 'driver?' : network.driver;
  const parts = [locked ? 'internal: no way out' : driver];
  if (locked && driver !== 'bridge') parts.push(driver);
  if (network.internal === 'unknown') parts.push('internal?');
  if (subnet) parts.push(subnet);
  return { title, detail: parts.join(' · '), dashed: false, ghost: false, locked };
}

/** Returns the connections among the members of a network when some are open without a known need; otherwise null. */
function roomOf({ reach, needs }: Analysis, { kind, form, members }: SceneLane): ConnectionCount | null {
  if (kind !== 'network' || form !== 'full' || members.length < 2) return null;
  const active = members.filter((name) => reach.facts.has(name));
  const count = countConnections(reach, needs, active);
  return count.open > count.needed ? count : null;
}

/** Returns a sentence about the members of a network, and shorter ones that say less of it; none in most lanes. */
function headlinesOf(lane: SceneLane, members: number, room: ConnectionCount | null): readonly string[] {
  if (lane.headline === null) return [];
  if (room === null) return [lane.headline, `${members} containers, one room`];
  const [needed, open] = [countText(room.needed), countText(room.open)];
  const counted = `${members} containers in one room, ${needed} of ${open} connections have a known need`;
  return [
    ...(room.seen === null ? [] : [`${counted} (${seenNeedsText(room.seen)})`]),
    counted,
    `${members} containers in one room, ${needed} of ${open} connections needed`,
    `${needed} of ${open} connections needed`,
    `${needed} of ${open} needed`,
  ];
}

/** A caption with its colour: that of the lane, or of the neighbour that shares its cards. */
export interface CaptionView extends Caption {
  readonly hue: Hue;
}

/** The content of a lane. */
export interface LaneView extends LaneWords {
  readonly id: string;
  readonly name: string;
  readonly kind: SceneLane['kind'];
  readonly form: SceneLane['form'];
  readonly hue: Hue;
  /** Number of active members. */
  readonly members: number;
  readonly width: number;
  readonly height: number;
  readonly header: number;
  /** A sentence about all members, and shorter ones for less room; none in most lanes. */
  readonly headlines: readonly string[];
  /** True when the network is worth splitting: several members, data among them, and open connections without a known need. */
  readonly splits: boolean;
  /** The share of the members' open connections without a known need, in tenths. */
  readonly slack: number;
  /** The captions of the lane, positioned relative to it. */
  readonly captions: readonly CaptionView[];
  readonly label: string;
}

/** Returns the view of one lane. */
export function laneView({ analysis, hues }: ViewContext, lane: SceneLane): LaneView {
  const { id, name, kind, form, rect, header } = lane;
  const words = laneWords(lane, analysis);
  const members = lane.members.filter((each) => analysis.reach.facts.has(each)).length;
  const off = lane.members.length - members;
  const room = roomOf(analysis, lane);
  const needed =
    room !== null && lane.headline === null
      ? ` · ${countText(room.needed)} of ${countText(room.open)} needed`
      : '';
  return {
    ...words,
    detail: words.detail + needed,
    id,
    name,
    kind,
    form,
    hue: laneHue(id, hues),
    members,
    width: rect.width,
    height: rect.height,
    header,
    headlines: headlinesOf(lane, members, room),
    splits:
      room !== null &&
      members >= fewestToSplit &&
      lane.members.some((each) => analysis.tiers.of(each) === 'data'),
    slack: room === null ? 0 : Math.round(10 * (1 - room.needed / room.open)),
    captions: lane.captions.map((each) => ({
      ...each,
      x: each.x - rect.x,
      y: each.y - rect.y,
      hue: laneHue(each.shared?.lane ?? id, hues),
    })),
    label: `${words.title}, ${words.detail}, ${members} ${members === 1 ? 'container' : 'containers'}${off === 0 ? '' : `, ${off} inactive`}`,
  };
}
