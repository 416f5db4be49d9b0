// Way out: who can open connections beyond the host, over which network, and who cannot.

import type { Analysis } from '../../core/analysis/analyze.ts';
import type { ServiceFacts } from '../../core/analysis/reach/reach-model.ts';
import { legendOf } from './legend-of.ts';
import { notKnown } from './not-known.ts';
import {
  type OverlayLine,
  type OverlayMark,
  type OverlayView,
  outsideEnd,
  type Tone,
} from './overlay-view.ts';

const words: ReadonlyMap<Tone, string> = new Map([
  ['full', 'has a way out'],
  ['unknown', 'not known, or only packets leave'],
  ['good', 'no way out'],
]);

function markOf({ egress, egressNeedsRoute, gateway }: ServiceFacts): OverlayMark {
  const over = gateway === null ? '' : ` over ${gateway}`;
  if (egress === true) return { tone: 'full', word: `out${over}` };
  // E5: without masquerade packets leave, and an answer needs a route back.
  if (egressNeedsRoute === true) return { tone: 'unknown', word: `packets leave${over}` };
  if (egress === 'unknown' || egressNeedsRoute === 'unknown') return { tone: 'unknown', word: 'not known' };
  return { tone: 'good', word: 'no way out' };
}

/** Every active service with its way out, or without one. */
export function wayOutView(analysis: Analysis): OverlayView {
  const { reach } = analysis;
  const marks = new Map<string, OverlayMark>();
  const lines: OverlayLine[] = [];
  let out = 0;
  const unknown: string[] = [];
  for (const facts of reach.facts.values()) {
    const mark = markOf(facts);
    marks.set(facts.name, mark);
    if (mark.tone === 'good') continue;
    if (mark.tone === 'full') out++;
    else if (facts.egressNeedsRoute !== true) unknown.push(facts.name);
    lines.push({ from: facts.name, to: outsideEnd, tone: mark.tone });
  }
  const notes = [`${out} of ${reach.services.length} have a way out${notKnown(analysis, unknown)}.`];
  return {
    title: 'Way out',
    notes,
    marks,
    lines,
    draws: 'end',
    legend: legendOf(marks, words),
    networks: null,
  };
}
