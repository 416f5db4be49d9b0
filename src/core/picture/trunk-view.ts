import { shortServiceNames } from '../layout/cards/short-names.ts';
import type { SceneTrunk } from '../layout/scene.ts';
import type { Analysis } from '../rules/analyze.ts';
import { type TrunkTone, trunkText, trunkTone } from './trunk-text.ts';

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

/** Returns the view of the label of one trunk; `names` are the names shown on cards. */
export function trunkView(
  analysis: Analysis,
  trunk: SceneTrunk,
  names: ReadonlyMap<string, string> = shortServiceNames(analysis.topology.services),
): TrunkView {
  const { kind, labelled, hosts } = trunk;
  const text = trunkText(
    analysis,
    { kind, answers: labelled, hosts },
    (service) => names.get(service) ?? service,
  );
  const { detail, tone, reason } = text;
  const title = tone === 'unknown' ? `${text.title} ?` : text.title;
  const words = detail === '' ? title : `${title} ${detail}`;
  const titles = [...new Set(labelled.map((share) => share.title))];
  const about = titles.join('; ');
  const sentence = reason === '' ? about : `${about}. ${reason}`;
  return {
    kind,
    tone,
    title,
    detail,
    sentence,
    label: `${words}. ${sentence}`,
    services: labelled.map(({ service }) => service),
    lines: titles.length > 1 ? titles : trunk.lines,
  };
}

/** Returns the tone of a trunk's own line, whose label may stand for other services, too. */
function lineTone(analysis: Analysis, { kind, service, ports, hosts, labelled }: SceneTrunk): TrunkTone {
  return trunkTone(analysis, { kind, answers: service === null ? labelled : [{ service, ports }], hosts });
}

/** The tones of lines that lie upon each other, the one that is drawn last at the end. */
const upwards: readonly TrunkTone[] = ['dead', 'host', 'unknown', 'outside', 'danger'];

/** A trunk with the tone of its line. */
export interface DrawnTrunk {
  readonly trunk: SceneTrunk;
  readonly tone: TrunkTone;
}

/**
 * Returns the trunks with the tones of their lines in the order in which they are drawn: the gravest last, so that what several have in
 * common has the colour of the gravest. What comes through a proxy lies below the proxy's own line.
 */
export function trunksToDraw(analysis: Analysis, trunks: readonly SceneTrunk[]): readonly DrawnTrunk[] {
  const orderOf = (kind: SceneTrunk['kind'], tone: TrunkTone): number =>
    kind === 'proxied' ? -1 : upwards.indexOf(tone);
  return trunks
    .map((trunk) => ({ trunk, tone: lineTone(analysis, trunk) }))
    .sort((a, b) => orderOf(a.trunk.kind, a.tone) - orderOf(b.trunk.kind, b.tone));
}
