// The neighbourhood of one service: whom it needs and who needs it, distinguished from whom it merely reaches or is reached by. Drawn
// like an overlay while its card is pointed at; everything else is dimmed.

import type { Analysis } from '../../core/analysis/analyze.ts';
import { connects } from '../../core/analysis/needs/met-needs.ts';
import type { Tri } from '../../core/compose/topology.ts';
import { emptyView, type OverlayLine, type OverlayMark, type OverlayView } from '../overlays/overlay-view.ts';

/** The neighbourhood of a card: of its service, or of all members of its pile. */
export function neighbourhoodView(analysis: Analysis, members: readonly string[]): OverlayView {
  const { reach, needs, topology } = analysis;
  const marks = new Map<string, OverlayMark>();
  const lines: OverlayLine[] = [];
  const own = new Set(members);
  for (const member of members) {
    if (!reach.facts.has(member)) continue;
    for (const other of reach.services) {
      if (own.has(other)) continue;
      const asks = needs.has(member, other);
      const asked = needs.has(other, member);
      const out = connects(reach, member, other);
      const back = connects(reach, other, member);
      if (asks) lines.push({ from: member, to: other, tone: toneOf(out) });
      if (asked) lines.push({ from: other, to: member, tone: toneOf(back) });
      const mark = markOf(asks, asked, out, back);
      if (mark && !isStronger(marks.get(other), mark)) marks.set(other, mark);
    }
  }
  for (const member of members) {
    if (topology.services.has(member)) marks.set(member, { tone: 'focus', word: '' });
  }
  return { ...emptyView('', ''), marks, lines };
}

function toneOf(open: Tri): OverlayLine['tone'] {
  return open === true ? 'full' : open === false ? 'bad' : 'unknown';
}

/** What another service is to this one; null where neither needs or reaches the other. */
function markOf(asks: boolean, asked: boolean, out: Tri, back: Tri): OverlayMark | null {
  if (asks && out === false) return { tone: 'bad', word: 'needed, not reached' };
  if (asked && back === false) return { tone: 'bad', word: 'needs it, does not reach it' };
  if (asks || asked) {
    const unknown = (asks && out === 'unknown') || (asked && back === 'unknown');
    const word = asks && asked ? 'need each other' : asks ? 'needed' : 'needs it';
    return unknown ? { tone: 'unknown', word: `${word}, reach not known` } : { tone: 'full', word };
  }
  if (out === true || back === true) return { tone: 'near', word: '' };
  return out === 'unknown' || back === 'unknown' ? { tone: 'near', word: 'reach not known' } : null;
}

const order: readonly OverlayMark['tone'][] = ['near', 'unknown', 'full', 'bad'];

/** Of the members of a pile the strongest mark counts. */
function isStronger(known: OverlayMark | undefined, mark: OverlayMark): boolean {
  return known !== undefined && order.indexOf(known.tone) >= order.indexOf(mark.tone);
}

/** What a finding or the sentence above the picture points at. */
export function highlightView(services: ReadonlySet<string>): OverlayView {
  const marks = new Map<string, OverlayMark>();
  for (const service of services) marks.set(service, { tone: 'focus', word: '' });
  return { ...emptyView('', ''), marks };
}
