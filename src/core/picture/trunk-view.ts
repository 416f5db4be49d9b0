import { shortServiceNames } from '../layout/cards/short-names.ts';
import type { SceneTrunk } from '../layout/scene.ts';
import type { Analysis } from '../rules/analyze.ts';
import { type TrunkTone, trunkText } from './trunk-text.ts';

/** The text of a trunk. */
export interface TrunkView {
  readonly kind: SceneTrunk['kind'];
  readonly tone: TrunkTone;
  /** The protocol, such as `HTTPS` or `Mail`; the port numbers when their meaning is unknown. */
  readonly title: string;
  /** The ports, such as `80 · 443`; '' when the title contains everything. */
  readonly detail: string;
  /** All ports in one sentence, and the reason for the tone in another. */
  readonly sentence: string;
  /** Title, detail and sentence as one text. */
  readonly label: string;
  readonly services: readonly string[];
  /** Every port or host name of the trunk; shown on hover. */
  readonly lines: readonly string[];
}

/** Returns the view of one trunk; `names` are the names shown on cards. */
export function trunkView(
  analysis: Analysis,
  trunk: SceneTrunk,
  names: ReadonlyMap<string, string> = shortServiceNames(analysis.topology.services),
): TrunkView {
  const { kind, wordsFor: services, ports, hosts, lines } = trunk;
  const text = trunkText(
    analysis,
    { kind, services, ports, hosts },
    (service) => names.get(service) ?? service,
  );
  const { detail, tone, reason } = text;
  const title = tone === 'unknown' ? `${text.title} ?` : text.title;
  const words = detail === '' ? title : `${title} ${detail}`;
  const sentence = reason === '' ? trunk.title : `${trunk.title}. ${reason}`;
  return { kind, tone, title, detail, sentence, label: `${words}. ${sentence}`, services, lines };
}
