import { shortServiceNames } from '../layout/cards/short-names.ts';
import type { SceneTrunk } from '../layout/scene.ts';
import type { Analysis } from '../rules/analyze.ts';
import { type TrunkTone, trunkText } from './trunk-text.ts';

/** The words of a trunk. */
export interface TrunkView {
  readonly kind: SceneTrunk['kind'];
  readonly tone: TrunkTone;
  /** `HTTPS`, `Mail`; the port numbers where they have no known meaning. */
  readonly title: string;
  /** `80 · 443`; '' where the title contains everything. */
  readonly detail: string;
  /** All of its ports in one sentence, and the reason of its tone in another. */
  readonly sentence: string;
  /** Title, detail and sentence. */
  readonly label: string;
  readonly services: readonly string[];
  /** Every port or host name behind it; shown when it is pointed at. */
  readonly lines: readonly string[];
}

/** The view of one trunk; `names` are those that cards show. */
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
