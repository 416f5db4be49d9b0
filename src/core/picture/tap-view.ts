import { tagName } from '../layout/cards/short-names.ts';
import type { SceneTap } from '../layout/scene.ts';
import { type Hue, laneHue } from './hues.ts';
import type { ViewContext } from './view-context.ts';

/** The content of a membership's plug, or of its tag for a far lane. */
export interface TapView {
  readonly service: string;
  readonly network: string;
  readonly hue: Hue;
  readonly aliases: readonly string[];
  /** Fixed address of the membership; null when the Engine picks one. */
  readonly address: string | null;
  /** The name on the tag, or '' without room; null for a plug on a card's edge. */
  readonly tag: string | null;
  /** The membership in words: `web on front`. */
  readonly title: string;
}

/** Returns the view of one membership. */
export function tapView({ analysis, hues }: ViewContext, tap: SceneTap): TapView {
  const { service, network, lane, tag } = tap;
  const attachment = analysis.topology.services
    .get(service)
    ?.attachments.find((each) => each.network === network);
  return {
    service,
    network,
    hue: laneHue(lane, hues),
    aliases: attachment?.aliases ?? [],
    address: attachment?.ipv4 ?? attachment?.ipv6 ?? null,
    tag: tag === null ? null : tagName(network, tag.width),
    title: `${service} on ${network}`,
  };
}
