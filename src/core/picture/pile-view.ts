import { countTogether, type FindingCount, findingCounts } from '../findings/finding-counts.ts';
import type { ScenePile } from '../layout/scene.ts';
import { countNeeds, type NeedCount } from '../needs/known-needs.ts';
import { type CardView, cardView } from './card-view.ts';
import { pileTitle, shownNames } from './pile-title.ts';
import type { ViewContext } from './view-context.ts';

/** The content of a pile. */
export interface PileView {
  readonly members: readonly string[];
  /** Their names as cards show them. */
  readonly names: readonly string[];
  /** How many they are, and of what: `5 × ingest consumers`. */
  readonly title: string;
  /** The content that the members have in common, shown as on a card. */
  readonly card: CardView;
  /** Findings of all members together. */
  readonly findings: FindingCount | null;
  /** Known needs between its members and others. */
  readonly needs: NeedCount;
  readonly label: string;
}

/** The view of one pile; null of services that the analysis does not have. */
export function pileView(context: ViewContext, { leader, members, rect, lanes }: ScenePile): PileView | null {
  const { analysis } = context;
  const { services } = analysis.topology;
  const card = cardView(context, { service: leader, rect, lanes, inside: null, owner: false, band: null });
  if (!card) return null;
  const title = `${members.length} × ${pileTitle(services, members)}`;
  return {
    members,
    names: shownNames(services, members),
    title,
    card,
    findings: countTogether(findingCounts(analysis), members),
    needs: countNeeds(analysis.needs, members),
    label: `${title}${card.inactive ? ', inactive' : ''}, alike: ${members.join(', ')}. Press Enter to see each.`,
  };
}
