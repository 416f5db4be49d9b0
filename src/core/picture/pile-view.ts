import { countTogether, type FindingCount, findingCounts } from '../findings/finding-counts.ts';
import type { ScenePile } from '../layout/scene.ts';
import { countNeeds, type NeedCount } from '../needs/known-needs.ts';
import type { TextFacts } from './card-text.ts';
import { type CardView, cardView } from './card-view.ts';
import type { CardName } from './fit-name.ts';
import { pileTitle, shownNames } from './pile-title.ts';
import type { ViewContext } from './view-context.ts';

/** The content of a pile. */
export interface PileView {
  readonly members: readonly string[];
  /** The members' names as shown on cards. */
  readonly names: readonly string[];
  /** Number and kind of the members: `5 × ingest consumers`. */
  readonly title: string;
  readonly name: CardName;
  /** The content common to the members, shown as on a card. */
  readonly card: CardView;
  /** Number of findings of all members. */
  readonly findings: FindingCount | null;
  /** Number of known needs between members and other services. */
  readonly needs: NeedCount;
  readonly label: string;
}

/** Returns the view of one pile; null when the analysis does not contain its services. */
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
    name: { text: title, differsAt: null },
    card,
    findings: countTogether(findingCounts(analysis), members),
    needs: countNeeds(analysis.needs, members),
    label: `${title}${card.inactive ? ', inactive' : ''}, alike: ${members.join(', ')}. Press Enter to see each.`,
  };
}

/** Returns the facts about a pile that decide on the text of its card. */
export function pileTextFacts({ name, card, findings, needs }: PileView): TextFacts {
  return {
    name,
    width: card.width,
    boxed: false,
    needs,
    counted: findings !== null,
    dangerous: false,
    signs: [],
  };
}
