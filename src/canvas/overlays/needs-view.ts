// What containers need of each other, beside what the networks allow. Missing connections are drawn, since they break something;
// connections that are open and never needed are nearly all, so they are only counted, by container and in total.

import type { Analysis } from '../../core/analysis/analyze.ts';
import { linksOf } from '../../core/analysis/blast/links.ts';
import { countConnections } from '../../core/analysis/needs/met-needs.ts';
import { hasBit } from '../../core/analysis/reach/rows/bit-row.ts';
import type { LegendEntry, OverlayLine, OverlayMark, OverlayView, Tone } from './overlay-view.ts';

const words: ReadonlyMap<Tone, string> = new Map([
  ['bad', 'needed and not reached'],
  ['full', 'needed and reached'],
  ['unknown', 'needed, not known whether reached'],
]);

interface Counts {
  met: number;
  missing: number;
  doubtful: number;
  asked: number;
}

function markOf({ met, missing, doubtful, asked }: Counts): OverlayMark {
  if (missing > 0) return { tone: 'bad', word: `lacks ${missing}` };
  if (doubtful > 0) return { tone: 'unknown', word: 'not known whether it has what it needs' };
  if (met > 0) return { tone: 'full', word: `needs ${met}${asked > 0 ? `, needed by ${asked}` : ''}` };
  return asked > 0 ? { tone: 'full', word: `needed by ${asked}` } : { tone: 'idle', word: 'needs nobody' };
}

/** Every need. */
export function needsView({ reach, needs }: Analysis): OverlayView {
  const lines: OverlayLine[] = [];
  const byService = new Map<string, Counts>();
  const countsOf = (name: string): Counts => {
    const known = byService.get(name) ?? { met: 0, missing: 0, doubtful: 0, asked: 0 };
    byService.set(name, known);
    return known;
  };
  const certain = linksOf(reach, 'certain');
  const possible = linksOf(reach, 'possible');
  const indexes = new Map(reach.services.map((name, index) => [name, index]));
  const totals = new Map<Tone, number>();
  for (const [from, row] of indexes) {
    for (const to of new Set(needs.from(from).map((need) => need.to))) {
      const column = indexes.get(to);
      if (column === undefined) continue;
      const own = countsOf(from);
      const sure = hasBit(certain.row(row), column);
      const tone: Tone = sure ? 'full' : hasBit(possible.row(row), column) ? 'unknown' : 'bad';
      if (tone === 'full') own.met++;
      else if (tone === 'bad') own.missing++;
      else own.doubtful++;
      countsOf(to).asked++;
      totals.set(tone, (totals.get(tone) ?? 0) + 1);
      lines.push({ from, to, tone });
    }
  }
  const marks = new Map(reach.services.map((name) => [name, markOf(countsOf(name))]));
  const legend: LegendEntry[] = [];
  for (const [tone, text] of words) {
    const count = totals.get(tone) ?? 0;
    if (count > 0) legend.push({ tone, words: text, count });
  }
  const { open, needed } = countConnections(reach, needs);
  if (open > needed) legend.push({ tone: 'idle', words: 'open and never needed', count: open - needed });
  const lacking = totals.get('bad') ?? 0;
  const unknown = totals.get('unknown') ?? 0;
  const notes = [
    lacking === 0 && unknown === 0
      ? 'Every need that the file states or suggests can be met.'
      : `${lacking} ${lacking === 1 ? 'need cannot' : 'needs cannot'} be met${unknown === 0 ? '' : `, of ${unknown} it is not known`}.`,
    'Needs come from depends_on, links, x-bulkhead and host names in environment and commands.',
  ];
  return { title: 'Needs against allowed', notes, marks, lines, draws: 'end', legend, networks: null };
}
