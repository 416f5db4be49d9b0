import type { Analysis } from '../../core/analysis/analyze.ts';
import { type TrunkTone, trunkWords } from '../../core/analysis/trunk-words.ts';
import type { SceneTrunk } from '../../core/layout/scene.ts';

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
