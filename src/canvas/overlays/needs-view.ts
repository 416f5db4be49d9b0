// Needs against allowed: what containers say they need of each other, beside what the networks let them do. Missing ones are
// what breaks; what is allowed and never needed is what could be closed.

import type { Analysis } from '../../core/analysis/analyze.ts';
import { linksOf } from '../../core/analysis/blast/links.ts';
import { hasBit } from '../../core/analysis/reach/rows/bit-row.ts';
import type { Tri } from '../../core/compose/topology.ts';
import type { LegendEntry, OverlayLine, OverlayMark, OverlayView, Tone } from './overlay-view.ts';

const words: ReadonlyMap<Tone, string> = new Map([
  ['bad', 'needed and not reached'],
  ['good', 'needed and reached'],
  ['unknown', 'needed, not known whether reached'],
  ['idle', 'reached and never needed'],
]);

/** Beyond this many pairs the unneeded lines cannot be made out; they are counted. */
const mostIdle = 400;

function toneOf(needed: boolean, reached: Tri): Tone | null {
  if (needed) return reached === true ? 'good' : reached === false ? 'bad' : 'unknown';
  return reached === true ? 'idle' : null;
}

/** Every need, and every connection that nothing needs. */
export function needsView({ reach, needs }: Analysis): OverlayView {
  const lines: OverlayLine[] = [];
  const counts = new Map<Tone, number>();
  const missing = new Map<string, number>();
  const doubtful = new Set<string>();
  const needed = new Set<string>();
  // Pairs are asked of rows of bits: a thousand services make a million of them.
  const certain = linksOf(reach, 'certain');
  const possible = linksOf(reach, 'possible');
  reach.services.forEach((from, row) => {
    const sure = certain.row(row);
    const maybe = possible.row(row);
    reach.services.forEach((to, column) => {
      if (row === column) return;
      const reached = hasBit(sure, column) || (hasBit(maybe, column) && 'unknown');
      const tone = toneOf(needs.has(from, to), reached);
      if (tone === null) return;
      const count = (counts.get(tone) ?? 0) + 1;
      counts.set(tone, count);
      if (tone !== 'idle') needed.add(from).add(to);
      if (tone === 'unknown') doubtful.add(from);
      if (tone === 'bad') missing.set(from, (missing.get(from) ?? 0) + 1);
      if (tone !== 'idle' || count <= mostIdle) lines.push({ from, to, tone });
    });
  });
  const marks = new Map<string, OverlayMark>();
  for (const name of reach.services) {
    const lacks = missing.get(name) ?? 0;
    if (lacks > 0) marks.set(name, { tone: 'bad', word: `lacks ${lacks}` });
    else if (doubtful.has(name))
      marks.set(name, { tone: 'unknown', word: 'not known whether it has what it needs' });
    else if (needed.has(name)) marks.set(name, { tone: 'good', word: 'has what it needs' });
    else marks.set(name, { tone: 'idle', word: 'needs nobody' });
  }
  const legend: LegendEntry[] = [];
  for (const [tone, text] of words) {
    const count = counts.get(tone) ?? 0;
    if (count > 0) legend.push({ tone, words: text, count });
  }
  const lacking = counts.get('bad') ?? 0;
  const open = counts.get('unknown') ?? 0;
  const notes = [
    lacking === 0 && open === 0
      ? 'Every need that the file states or suggests can be met.'
      : `${lacking} ${lacking === 1 ? 'need cannot' : 'needs cannot'} be met${open === 0 ? '' : `, of ${open} it is not known`}.`,
    'Needs come from depends_on, links, x-bulkhead and host names in environment and commands.',
  ];
  // What is missing lies on top, what nobody needs below.
  const order: readonly Tone[] = ['idle', 'unknown', 'good', 'bad'];
  lines.sort((a, b) => order.indexOf(a.tone) - order.indexOf(b.tone));
  return { title: 'Needs against allowed', notes, marks, lines, legend, networks: null };
}
