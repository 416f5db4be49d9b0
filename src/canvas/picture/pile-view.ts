import type { Analysis } from '../../core/analysis/analyze.ts';
import type { ScenePile } from '../../core/layout/scene.ts';
import { type CardView, cardView, type findingCounts } from './card-view.ts';

/** All that a pile shows. */
export interface PileView {
  readonly members: readonly string[];
  /** What they have in common, shown as on a card. */
  readonly card: CardView;
  /** Findings of all members together. */
  readonly findings: CardView['findings'];
  readonly label: string;
}

/** The view of one pile. */
export function pileView(
  analysis: Analysis,
  { leader, members, rect, lanes }: ScenePile,
  hue: string,
  counts: ReturnType<typeof findingCounts>,
): PileView | null {
  const scene = { service: leader, rect, lanes, inside: null, band: null };
  const card = cardView(analysis, scene, hue, counts);
  if (!card) return null;
  let count = 0;
  for (const name of members) count += counts.get(name)?.count ?? 0;
  const findings = card.findings === null ? null : { count, worst: card.findings.worst };
  const label = `${members.length} containers alike: ${members.join(', ')}. Press Enter to see each.`;
  return { members, card, findings, label };
}
