import type { Caption, SceneLane, SceneTrunk } from '../../../core/layout/scene.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { fewestToSplit } from '../../../core/rules/fixes/split-lanes.ts';
import { laneText } from '../../../core/summary/lane-text.ts';
import { type TrunkTone, trunkText } from '../../../core/summary/trunk-text.ts';

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
  /** Whether there is something to split: several members, data among them, and open connections that no known need asks for. */
  readonly splits: boolean;
  /** How much of what its members may do with each other has no known need, in tenths. */
  readonly slack: number;
  /** Relative to the lane. */
  readonly captions: readonly Caption[];
  readonly label: string;
}

/** The view of one lane. */
export function laneView(analysis: Analysis, lane: SceneLane, hue: string): LaneView {
  const { room, active: count, plain, ...words } = laneText(lane, analysis);
  const off = lane.members.length - count;
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
    splits:
      room !== null &&
      count >= fewestToSplit &&
      lane.members.some((name) => analysis.tiers.of(name) === 'data'),
    slack: room === null ? 0 : Math.round(10 * (1 - room.needed / room.open)),
    captions: lane.captions.map((each) => ({ ...each, x: each.x - lane.rect.x, y: each.y - lane.rect.y })),
    label: `${words.title}, ${plain}, ${count} ${count === 1 ? 'container' : 'containers'}${off === 0 ? '' : `, ${off} inactive`}`,
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
  const said = trunkText(
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
