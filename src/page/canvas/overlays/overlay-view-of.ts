import { hostSockets, noHostSockets } from '../../../core/blast/runtime-sockets.ts';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import {
  linesAbout,
  type OverlayLine,
  type OverlayView,
  withUsualStatedOnce,
} from '../../../core/picture/overlays/overlay-view.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { type Gates, gatesOf } from '../../../core/summary/gates.ts';
import type { Overlay } from '../../state/ui/overlay.ts';
import type { Selection } from '../../state/ui/selection.ts';
import { whoGetsInView } from '../ways/who-gets-in-view.ts';
import { isolateView, searchView } from './lit-views.ts';
import { needsView, startOrderView } from './need-views.ts';
import { observedView } from './observed-view.ts';
import { outsideInView, reachView, wayOutView } from './reach-views.ts';
import { findingView, intentsView } from './statement-views.ts';
import { blastView, wayView } from './takeover-views.ts';

/** Returns the overlay for the one selected service or network, or the overlay as opened. */
export function askedAbout(overlay: Overlay, selection: Selection): Overlay {
  const [item, ...others] = selection;
  if (item === undefined || others.length > 0 || item.type === 'tap') return overlay;
  if (overlay.kind === 'reach' && item.type === 'service') return { ...overlay, service: item.name };
  if (overlay.kind === 'blast' && item.type === 'service') return { ...overlay, start: item.name };
  if (overlay.kind === 'isolate' && item.type === 'network') return { ...overlay, network: item.name };
  return overlay;
}

/** Returns the content of an overlay for an analysis. `workspace` is null while the text is unreadable. */
export function overlayViewOf(
  analysis: Analysis,
  workspace: Workspace | null,
  overlay: Overlay,
  gates: Gates | null = analysis.ways && gatesOf(analysis.ways),
): OverlayView {
  switch (overlay.kind) {
    case 'reach':
      return reachView(analysis, overlay.service);
    case 'blast':
      return blastView(
        analysis,
        overlay.start,
        overlay.hops,
        workspace ? hostSockets(workspace) : noHostSockets,
      );
    case 'way':
      return wayView(analysis, overlay.from, overlay.to, workspace ? hostSockets(workspace) : noHostSockets);
    case 'outside-in':
      return outsideInView(analysis);
    case 'who-gets-in':
      return whoGetsInView(analysis, gates);
    case 'way-out':
      return wayOutView(analysis);
    case 'start-order':
      return startOrderView(analysis);
    case 'needs':
      return needsView(analysis);
    case 'observed':
      return observedView(analysis);
    case 'isolate':
      return isolateView(analysis, overlay.network);
    case 'intents':
      return intentsView(analysis, workspace);
    case 'finding':
      return findingView(analysis, overlay.rule, overlay.fingerprint);
    case 'search':
      return searchView(analysis, overlay.text);
  }
}

/** An overlay as its question, with its content. */
export interface ShownOverlay {
  readonly overlay: Overlay;
  readonly view: OverlayView;
}

/** Returns an overlay as the canvas and exported pictures show it: facts that hold for most cards are stated once. */
export function shownOverlay(
  analysis: Analysis,
  workspace: Workspace | null,
  overlay: Overlay,
  gates: Gates | null,
): ShownOverlay {
  return { overlay, view: withUsualStatedOnce(overlayViewOf(analysis, workspace, overlay, gates)) };
}

/**
 * Returns the lines of an overlay while `about` is pointed at or selected; none for the overlay's own subject, which would have lines to
 * all others.
 */
export function linesOn({ overlay, view }: ShownOverlay, about: string | null): readonly OverlayLine[] {
  return linesAbout(view, about === subjectOf(overlay) ? null : about);
}

function subjectOf(overlay: Overlay): string | null {
  if (overlay.kind === 'reach') return overlay.service;
  return overlay.kind === 'blast' ? overlay.start : null;
}
