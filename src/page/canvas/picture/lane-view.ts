import { dockerNameOf } from '../../../core/compose/docker-name-of.ts';
import type { Network } from '../../../core/compose/topology.ts';
import type { Caption, SceneLane, SceneTrunk } from '../../../core/layout/scene.ts';
import { type ConnectionCount, countConnections } from '../../../core/needs/met-needs.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { fewestToSplit } from '../../../core/rules/fixes/split-lanes.ts';
import { countText, seenNeedsText } from '../../../core/summary/summary.ts';
import { type TrunkTone, trunkWords } from '../../../core/summary/trunk-words.ts';

/** All that a lane shows. */
export interface LaneView {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly kind: SceneLane['kind'];
  readonly form: SceneLane['form'];
  readonly hue: string;
  /** Drawn dashed: it was not declared here, or belongs to something else. */
  readonly dashed: boolean;
  readonly ghost: boolean;
  readonly locked: boolean;
  readonly detail: string;
  readonly members: number;
  readonly width: number;
  readonly height: number;
  readonly header: number;
  readonly headline: string | null;
  /** Whether there is something to split: several members, and open connections that no known need asks for. */
  readonly splits: boolean;
  /** How much of what its members may do with each other has no known need, in tenths. */
  readonly slack: number;
  /** Relative to the lane. */
  readonly captions: readonly Caption[];
  readonly label: string;
}

interface Words {
  readonly title: string;
  readonly detail: string;
  readonly dashed: boolean;
  readonly ghost: boolean;
  readonly locked: boolean;
}

function wordsOf(lane: SceneLane, analysis: Analysis): Words {
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

/** What the host knows of a network that another stack makes; null for a project by itself. */
function elsewhereOf(network: Network, { reach, topology }: Analysis): Network | null {
  const name = dockerNameOf(network, reach.options.project ?? topology.name);
  return (name === null ? null : reach.options.elsewhere?.get(name)) ?? null;
}

function networkWords(lane: SceneLane, analysis: Analysis): Words {
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
    const own = network.dockerName === null ? '' : `: ${network.dockerName}`;
    const made = elsewhereOf(network, analysis);
    const what = made === null ? 'unknown peers' : made.internal === true ? 'internal: no way out' : 'shared';
    const locked = made?.internal === true;
    return { title, detail: `external${own} · ${what}`, dashed: true, ghost: false, locked };
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
function roomOf({ reach, needs }: Analysis, { kind, form, members }: SceneLane): ConnectionCount | null {
  if (kind !== 'network' || form !== 'full' || members.length < 2) return null;
  const active = members.filter((name) => reach.facts.has(name));
  const count = countConnections(reach, needs, active);
  return count.open > count.needed ? count : null;
}

function roomWords(members: number, room: ConnectionCount | null): string | null {
  if (room === null) return null;
  const by = room.seen === null ? '' : ` (${seenNeedsText(room.seen)})`;
  return `${members} containers in one room, ${countText(room.needed)} of ${countText(room.open)} connections have a known need${by}`;
}

/** The view of one lane. */
export function laneView(analysis: Analysis, lane: SceneLane, hue: string): LaneView {
  const words = wordsOf(lane, analysis);
  const count = lane.members.filter((name) => analysis.reach.facts.has(name)).length;
  const off = lane.members.length - count;
  const room = roomOf(analysis, lane);
  return {
    ...words,
    id: lane.id,
    name: lane.name,
    kind: lane.kind,
    form: lane.form,
    hue,
    members: count,
    width: lane.rect.width,
    height: lane.rect.height,
    header: lane.header,
    headline: lane.headline === null ? null : (roomWords(count, room) ?? lane.headline),
    detail:
      lane.headline === null && room !== null
        ? `${words.detail} · ${countText(room.needed)} of ${countText(room.open)} needed`
        : words.detail,
    splits: room !== null && count >= fewestToSplit,
    slack: room === null ? 0 : Math.round(10 * (1 - room.needed / room.open)),
    captions: lane.captions.map((each) => ({ ...each, x: each.x - lane.rect.x, y: each.y - lane.rect.y })),
    label: `${words.title}, ${words.detail}, ${count} ${count === 1 ? 'container' : 'containers'}${off === 0 ? '' : `, ${off} inactive`}`,
  };
}

/** All that the words of a trunk show. */
export interface TrunkView {
  readonly kind: SceneTrunk['kind'];
  readonly tone: TrunkTone;
  /** `HTTPS`, `Mail`; the port numbers where they have no known meaning. */
  readonly title: string;
  /** `80 · 443`; '' where the title contains everything. */
  readonly detail: string;
  /** Everything in sentences. */
  readonly label: string;
  readonly services: readonly string[];
  /** Every port or host name behind it; shown when it is pointed at. */
  readonly lines: readonly string[];
}

/** The view of one trunk; `names` are those that cards show. */
export function trunkView(
  analysis: Analysis,
  trunk: SceneTrunk,
  names: ReadonlyMap<string, string>,
): TrunkView {
  const { kind, wordsFor: services, ports, hosts, lines } = trunk;
  const said = trunkWords(
    analysis,
    { kind, services, ports, hosts },
    (service) => names.get(service) ?? service,
  );
  const { detail, tone, reason } = said;
  const title = tone === 'unknown' ? `${said.title} ?` : said.title;
  const words = detail === '' ? title : `${title} ${detail}`;
  return {
    kind,
    tone,
    title,
    detail,
    label: [words, trunk.title, ...(reason === '' ? [] : [reason])].join('. '),
    services,
    lines,
  };
}

/** CSS colour of a lane by its id. */
export function hueOfLane(id: string, hues: ReadonlyMap<string, number>): string {
  if (id.startsWith('network:')) return `var(--lane-${hues.get(id.slice('network:'.length)) ?? 0})`;
  return id === 'place:host' ? 'var(--open)' : 'var(--closed)';
}
