import { pileTitle } from '../../../core/describe/pile-title.ts';
import { countTogether, type findingCounts } from '../../../core/findings/finding-counts.ts';
import type { ScenePile } from '../../../core/layout/scene.ts';
import { countNeeds, type NeedCount } from '../../../core/needs/known-needs.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { type CardView, cardView } from './card-view.ts';

/** All that a pile shows. */
export interface PileView {
  readonly members: readonly string[];
  /** What all members are: `ingest consumers`. */
  readonly title: string;
  /** What the members have in common, shown as on a card. */
  readonly card: CardView;
  /** Findings of all members together. */
  readonly findings: CardView['findings'];
  /** Known needs between its members and others. */
  readonly needs: NeedCount;
  readonly label: string;
}

/** The view of one pile. */
export function pileView(
  analysis: Analysis,
  { leader, members, rect, lanes }: ScenePile,
  hue: string,
  counts: ReturnType<typeof findingCounts>,
  names: ReadonlyMap<string, string>,
): PileView | null {
  const scene = { service: leader, rect, lanes, inside: null, owner: false, band: null };
  const card = cardView(analysis, scene, hue, counts, names);
  if (!card) return null;
  const findings = countTogether(counts, members);
  const title = pileTitle(
    members.map((name) => names.get(name) ?? name),
    analysis.topology.services.get(leader),
  );
  const label = `${members.length} × ${title}${card.inactive ? ', inactive' : ''}, alike: ${members.join(', ')}. Press Enter to see each.`;
  return { members, title, card, findings, needs: countNeeds(analysis.needs, members), label };
}
