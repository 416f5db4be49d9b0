import type { Service } from '../../../core/compose/topology.ts';
import type { ScenePile } from '../../../core/layout/scene.ts';
import { countNeeds, type NeedCount } from '../../../core/needs/known-needs.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { type CardView, cardView, type findingCounts } from './card-view.ts';
import { imageWords, unsetImageVariable } from './image-words.ts';

const severities = ['error', 'warning', 'info'] as const;

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

/** What the image of a pile is called: without tag, or as the variable that would name it. */
function kindOfImage(service: Service | undefined): string {
  if (!service) return 'alike';
  const variable = unsetImageVariable(service);
  if (variable !== null)
    return (
      variable
        .toLowerCase()
        .replace(/_?image$/, '')
        .replaceAll('_', ' ') || 'alike'
    );
  return imageWords(service).short.replace(/[:@].*$/, '');
}

/** The words that all names begin or end with; else the given one. */
function pileTitle(names: readonly string[], image: string): string {
  const parts = names.map((name) => name.split(/[-_.]/));
  const [first = []] = parts;
  const shared = (at: (list: readonly string[], index: number) => string | undefined): string[] => {
    const words: string[] = [];
    for (let index = 0; index < first.length; index++) {
      const word = at(first, index);
      if (word === undefined || /^\d*$/.test(word) || !parts.every((each) => at(each, index) === word)) break;
      words.push(word);
    }
    return words;
  };
  const start = shared((list, index) => list[index]);
  const end = shared((list, index) => list[list.length - 1 - index]).reverse();
  const words = start.length > 0 ? start : end;
  return words.length > 0 ? words.join(' ') : image;
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
  let count = 0;
  for (const name of members) count += counts.get(name)?.count ?? 0;
  const worst = severities.find((severity) => members.some((name) => counts.get(name)?.worst === severity));
  const findings = worst === undefined ? null : { count, worst };
  const title = pileTitle(
    members.map((name) => names.get(name) ?? name),
    kindOfImage(analysis.topology.services.get(leader)),
  );
  const label = `${members.length} × ${title}${card.inactive ? ', inactive' : ''}, alike: ${members.join(', ')}. Press Enter to see each.`;
  return { members, title, card, findings, needs: countNeeds(analysis.needs, members), label };
}
