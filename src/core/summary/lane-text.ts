// What a lane says of its network or place, on the page and in exported pictures.

import { dockerNameOf } from '../compose/docker-name-of.ts';
import { countText } from '../compose/numbers.ts';
import type { Network } from '../compose/topology.ts';
import { type ConnectionCount, countConnections } from '../needs/met-needs.ts';
import type { Analysis } from '../rules/analyze.ts';
import { seenNeedsText } from './summary.ts';

/** What of a lane its words depend on. */
interface WordedLane {
  readonly kind: 'network' | 'bridge' | 'closed' | 'host' | 'unknown';
  readonly form: 'full' | 'stub' | 'rail' | 'chip';
  readonly name: string;
  readonly members: readonly string[];
  readonly headline: string | null;
}

interface Words {
  readonly title: string;
  readonly detail: string;
  readonly dashed: boolean;
  readonly ghost: boolean;
  readonly locked: boolean;
}

function textOf(lane: WordedLane, analysis: Analysis): Words {
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
      return networkText(lane, analysis);
  }
}

/** What the host knows of a network that another stack makes; null for a project by itself. */
function elsewhereOf(network: Network, { reach, topology }: Analysis): Network | null {
  const name = dockerNameOf(network, reach.options.project ?? topology.name);
  return (name === null ? null : reach.options.elsewhere?.get(name)) ?? null;
}

function networkText(lane: WordedLane, analysis: Analysis): Words {
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
    const made = elsewhereOf(network, analysis);
    const what = made === null ? 'unknown peers' : made.internal === true ? 'internal: no way out' : 'shared';
    const locked = made?.internal === true;
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

/** The connections among the members of a network, where some are open without a known need; null else. */
function roomOf({ reach, needs }: Analysis, { kind, form, members }: WordedLane): ConnectionCount | null {
  if (kind !== 'network' || form !== 'full' || members.length < 2) return null;
  const active = members.filter((name) => reach.facts.has(name));
  const count = countConnections(reach, needs, active);
  return count.open > count.needed ? count : null;
}

function roomText(members: number, room: ConnectionCount | null): string | null {
  if (room === null) return null;
  const by = room.seen === null ? '' : ` (${seenNeedsText(room.seen)})`;
  return `${members} containers in one room, ${countText(room.needed)} of ${countText(room.open)} connections have a known need${by}`;
}

export interface LaneWords extends Words {
  /** The detail without how much of the network is needed. */
  readonly plain: string;
  /** A sentence about all its members; null in most lanes. */
  readonly headline: string | null;
  /** How many of its members take part. */
  readonly active: number;
  /** The connections among them, where some are open without a known need; null else. */
  readonly room: ConnectionCount | null;
}

/** Title, detail and headline of a lane. */
export function laneText(lane: WordedLane, analysis: Analysis): LaneWords {
  const words = textOf(lane, analysis);
  const active = lane.members.filter((name) => analysis.reach.facts.has(name)).length;
  const room = roomOf(analysis, lane);
  const needed =
    room !== null && lane.headline === null
      ? ` · ${countText(room.needed)} of ${countText(room.open)} needed`
      : '';
  return {
    ...words,
    plain: words.detail,
    detail: words.detail + needed,
    headline: lane.headline === null ? null : (roomText(active, room) ?? lane.headline),
    active,
    room,
  };
}
