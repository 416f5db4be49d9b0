import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Tri } from '../../../core/compose/topology.ts';
import type { Scene } from '../../../core/layout/scene.ts';
import { connects, needState } from '../../../core/needs/met-needs.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { useUi } from '../../state/use-store.ts';
import { dragStore } from '../drag/drag-store.ts';
import { useStepBack, ViewShapes } from '../overlays/overlay-layer.tsx';
import { emptyView, type OverlayLine, type OverlayMark, type OverlayView } from '../overlays/overlay-view.ts';
import { layoutStore } from '../picture/layout-controller.ts';
import { pointedStore } from './pointed-store.ts';

/** Highlights the neighbourhood of the card that is pointed at, or what a finding points at; only this layer renders for it. */
export function NeighbourhoodLayer({ scene }: { readonly scene: Scene }) {
  const pointed = useStore(pointedStore, (state) => state.service);
  const dragging = useStore(dragStore, (state) => state.source !== null);
  const highlighted = useUi((state) => state.highlighted);
  const analysis = useStore(layoutStore, (state) => state.analysis);
  const service = dragging ? null : pointed;
  const view = useMemo(() => {
    if (service === null) return highlighted.size > 0 ? highlightView(highlighted) : null;
    const pile = scene.piles.find(({ leader }) => leader === service);
    return neighbourhoodView(analysis, pile?.members ?? [service]);
  }, [service, highlighted, analysis, scene]);
  useStepBack(view === null ? null : service === null ? 'highlight' : 'neighbourhood');
  if (view === null) return null;
  return <ViewShapes view={view} lines={view.lines} scene={scene} className="bh-neighbourhood" />;
}

// The neighbourhood of one service: whom it needs and who needs it, distinguished from whom it merely reaches or is reached by. Drawn
// like an overlay while its card is pointed at; everything else is dimmed.

/** The neighbourhood of a card: of its service, or of all members of its pile. */
function neighbourhoodView(analysis: Analysis, members: readonly string[]): OverlayView {
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
      const [out, back] = [opens(analysis, member, other), opens(analysis, other, member)];
      if (asks) lines.push({ from: member, to: other, tone: toneOf(out) });
      if (asked) lines.push({ from: other, to: member, tone: toneOf(back) });
      const socket = needs.sockets.between(member, other).some(({ known }) => known === true);
      if (socket && !asks && !asked) lines.push({ from: member, to: other, tone: 'part' });
      const mark = markOf({ asks, asked, out, back, socket });
      if (mark && !isStronger(marks.get(other), mark)) marks.set(other, mark);
    }
  }
  for (const member of members) {
    if (topology.services.has(member)) marks.set(member, { tone: 'focus', word: '' });
  }
  return { ...emptyView('', ''), marks, lines };
}

/** Whether what one needs of the other gets there: by the network, or by a socket that both mount. */
function opens({ reach, needs }: Analysis, from: string, to: string): Tri {
  return needState(reach, needs, from, to) === 'socket' ? true : connects(reach, from, to);
}

function toneOf(open: Tri): OverlayLine['tone'] {
  return open === true ? 'full' : open === false ? 'bad' : 'unknown';
}

/** What joins another service to this one. */
interface Ties {
  readonly asks: boolean;
  readonly asked: boolean;
  readonly out: Tri;
  readonly back: Tri;
  readonly socket: boolean;
}

/** What another service is to this one; null where neither needs or reaches the other. */
function markOf({ asks, asked, out, back, socket }: Ties): OverlayMark | null {
  if (asks && out === false) return { tone: 'bad', word: 'needed, not reached' };
  if (asked && back === false) return { tone: 'bad', word: 'needs it, does not reach it' };
  if (asks || asked) {
    const unknown = (asks && out === 'unknown') || (asked && back === 'unknown');
    const word = asks && asked ? 'need each other' : asks ? 'needed' : 'needs it';
    return unknown ? { tone: 'unknown', word: `${word}, reach not known` } : { tone: 'full', word };
  }
  if (socket) return { tone: 'part', word: 'shares a socket' };
  if (out === true || back === true) return { tone: 'near', word: '' };
  return out === 'unknown' || back === 'unknown' ? { tone: 'near', word: 'reach not known' } : null;
}

const order: readonly OverlayMark['tone'][] = ['near', 'unknown', 'part', 'full', 'bad'];

/** Of the members of a pile the strongest mark counts. */
function isStronger(known: OverlayMark | undefined, mark: OverlayMark): boolean {
  return known !== undefined && order.indexOf(known.tone) >= order.indexOf(mark.tone);
}

/** What a finding or the sentence above the picture points at. */
function highlightView(services: ReadonlySet<string>): OverlayView {
  const marks = new Map<string, OverlayMark>();
  for (const service of services) marks.set(service, { tone: 'focus', word: '' });
  return { ...emptyView('', ''), marks };
}
