import type { Analysis } from '../../core/analysis/analyze.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';
import type { Overlay } from '../../state/overlay.ts';
import { useSession, useUi } from '../../state/use-store.ts';
import { canvasAnalysis } from '../view/canvas-analysis.ts';
import type { OverlayView } from './overlay-view.ts';
import { askedAbout, overlayViewOf } from './overlay-view-of.ts';

interface Shown {
  readonly overlay: Overlay;
  readonly view: OverlayView;
}

/** The last answer: what is drawn and what is told of it ask the same question. */
let last: {
  readonly key: string;
  readonly analysis: Analysis;
  readonly workspace: Workspace | null;
  readonly shown: Shown;
} | null = null;

/** The overlay that is on, about what is selected now, and what it shows; null while there is none. */
export function useOverlay(): Shown | null {
  const on = useUi((state) => state.overlay);
  const selection = useUi((state) => state.selection);
  const analysis = useSession(canvasAnalysis);
  const workspace = useSession((state) =>
    state.session === null || state.session.workspace.stale ? null : state.session.workspace,
  );
  if (on === null) return null;
  const overlay = askedAbout(on, selection);
  const key = JSON.stringify(overlay);
  if (last?.key === key && last.analysis === analysis && last.workspace === workspace) return last.shown;
  const shown = { overlay, view: overlayViewOf(analysis, workspace, overlay) };
  last = { key, analysis, workspace, shown };
  return shown;
}
