import type { Analysis } from '../../core/analysis/analyze.ts';
import { type TrunkTone, trunkWords } from '../../core/analysis/trunk-words.ts';
import type { Scene, SceneTrunk } from '../../core/layout/scene.ts';

/** All that the words of a trunk show. */
export interface TrunkView {
  readonly kind: SceneTrunk['kind'];
  readonly tone: TrunkTone;
  /** `HTTPS`, `Mail`; the ports where they have no meaning. */
  readonly title: string;
  /** `80 · 443`; '' where the title says all. */
  readonly detail: string;
  /** All of it in sentences. */
  readonly label: string;
  readonly service: string | null;
  /** Every port or host name behind it; shown when it is pointed at. */
  readonly lines: readonly string[];
}

/** The view of one trunk; `open` are the services of the host lane. */
export function trunkView(analysis: Analysis, trunk: SceneTrunk, open: readonly string[]): TrunkView {
  const { kind, service, ports, hosts, lines } = trunk;
  const services = service === null ? open : [service];
  const { title, detail, tone, reason } = trunkWords(analysis, { kind, services, ports, hosts });
  const words = detail === '' ? title : `${title} ${detail}`;
  return {
    kind,
    tone,
    title,
    detail,
    label: [words, trunk.title, ...(reason === '' ? [] : [reason])].join('. '),
    service,
    lines,
  };
}

/** The services of the host lane, which the trunk for every port stands for. */
export function openServices({ lanes }: Pick<Scene, 'lanes'>): readonly string[] {
  return lanes.find(({ kind }) => kind === 'host')?.members ?? [];
}
