// Reach: what one service reaches, directly, through a published port, or not at all, and who reaches it.

import type { Analysis } from '../../core/analysis/analyze.ts';
import type { ServiceFacts } from '../../core/analysis/reach/reach-model.ts';
import type { Tri } from '../../core/compose/topology.ts';
import {
  emptyView,
  legendOf,
  notKnown,
  type OverlayLine,
  type OverlayMark,
  type OverlayView,
  type Tone,
} from './overlay-view.ts';

const words: ReadonlyMap<Tone, string> = new Map([
  ['focus', 'asked about'],
  ['full', 'reached directly, at every port it listens on'],
  ['part', 'reached through a published port, or reaches this one only'],
  ['unknown', 'not known'],
  ['idle', 'not reached at all'],
]);

/** The mark of one other service: what it is to the one asked about. */
function markOf(direct: Tri, host: Tri, back: Tri): OverlayMark {
  const also = back === true ? ', both ways' : '';
  if (direct === true) return { tone: 'full', word: `reached${also}` };
  if (host === true) return { tone: 'part', word: `through a port${also}` };
  if (direct === 'unknown' || host === 'unknown')
    return { tone: 'unknown', word: back === true ? 'not known, reaches it' : 'not known' };
  if (back === true) return { tone: 'part', word: 'reaches it' };
  if (back === 'unknown') return { tone: 'unknown', word: 'may reach it' };
  return { tone: 'idle', word: 'not reached' };
}

/** The reach of an active service. */
export function reachView(analysis: Analysis, service: string): OverlayView {
  const { reach } = analysis;
  const title = `Reach of ${service}`;
  const facts = reach.facts.get(service);
  if (!facts)
    return emptyView(title, `${service} takes no part here: an inactive profile, or no such service.`);
  const marks = new Map<string, OverlayMark>([[service, { tone: 'focus', word: 'asked about' }]]);
  const lines: OverlayLine[] = [];
  let reached = 0;
  let callers = 0;
  const maybeReached: string[] = [];
  const maybeCallers: string[] = [];
  for (const other of reach.services) {
    if (other === service) continue;
    const direct = reach.direct(service, other);
    const host = reach.viaHost(service, other);
    const in1 = reach.direct(other, service);
    const in2 = reach.viaHost(other, service);
    const back: Tri =
      in1 === true || in2 === true ? true : in1 === 'unknown' || in2 === 'unknown' ? 'unknown' : false;
    const mark = markOf(direct, host, back);
    marks.set(other, mark);
    if (mark.tone === 'full' || direct === true || host === true) {
      reached++;
      lines.push({ from: service, to: other, tone: mark.tone });
    } else if (direct === 'unknown' || host === 'unknown') {
      maybeReached.push(other);
      lines.push({ from: service, to: other, tone: 'unknown' });
    }
    if (back === 'unknown') {
      maybeCallers.push(other);
      lines.push({ from: other, to: service, tone: 'unknown' });
    }
    if (back === true) {
      callers++;
      lines.push({ from: other, to: service, tone: in1 === true ? 'full' : 'part' });
    }
  }
  const notes = [
    `${service} reaches ${reached} of ${reach.services.length - 1}${notKnown(analysis, maybeReached)}; ${callers} reach it${notKnown(analysis, maybeCallers)}.`,
    wayOutNote(service, facts),
  ];
  return { title, notes, marks, lines, draws: 'end', legend: legendOf(marks, words), networks: null };
}

function wayOutNote(service: string, { egress, egressNeedsRoute }: ServiceFacts): string {
  if (egress === true) return `${service} has a way out.`;
  if (egressNeedsRoute === true) return `${service} has a way out only with a route upstream.`;
  return egress === 'unknown' || egressNeedsRoute === 'unknown'
    ? `Whether ${service} has a way out is not known.`
    : `${service} has no way out.`;
}
