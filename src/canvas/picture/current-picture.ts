// The picture that stands on the canvas: of the file as it is, with the cells of the picture before it. The cells last as
// long as the same files are open; another file begins anew.

import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Analysis } from '../../core/analysis/analyze.ts';
import { mainDocument } from '../../core/compose/workspace/open-workspace.ts';
import type { Scene } from '../../core/layout/scene.ts';
import { isLargeTopology } from '../../state/large.ts';
import { drawingStore, pinStore, sessionStore, uiStore } from '../../state/page-stores.ts';
import { alikeOf } from '../../state/picture/alike.ts';
import { drawLarge } from '../../state/picture/draw-large.ts';
import {
  type Kept,
  knownPicture,
  nothingKept,
  type Pins,
  pictureOf,
} from '../../state/picture/picture-of.ts';
import type { SessionState } from '../../state/session-state.ts';
import type { UiState } from '../../state/ui-state.ts';
import { useSession, useUi } from '../../state/use-store.ts';
import { searchView } from '../overlays/search-view.ts';
import { canvasAnalysis } from '../view/canvas-analysis.ts';

const fileName = ({ session }: SessionState): string =>
  session === null ? '' : mainDocument(session.workspace).file;

let last: { readonly opened: object | null; readonly drawn: Drawn } | null = null;

/** Services that the search names. */
function searchedFor(analysis: Analysis, overlay: UiState['overlay']): ReadonlySet<string> {
  if (overlay?.kind !== 'search' || overlay.text.trim() === '') return new Set();
  return new Set(searchView(analysis, overlay.text).marks.keys());
}

/** Members of piles that are cards now: selected or searched for, and those of piles that were spread. As a key, in file order. */
function apartKey(state: SessionState, { selection, spread, overlay }: UiState): string {
  const analysis = canvasAnalysis(state);
  const alike = alikeOf(analysis);
  if (alike.length === 0) return '[]';
  const chosen = new Set<string>();
  for (const item of selection) {
    if (item.type !== 'network') chosen.add(item.type === 'tap' ? item.service : item.name);
  }
  const sought = searchedFor(analysis, overlay);
  const apart: string[] = [];
  for (const pile of alike) {
    // Words that fit all of a pile tell nobody in it apart.
    const some = !pile.every((name) => sought.has(name));
    for (const name of pile) {
      if (spread.has(name) || chosen.has(name) || (some && sought.has(name))) apart.push(name);
    }
  }
  return JSON.stringify(apart);
}

/** A picture and the analysis it was drawn of. */
export interface Drawn {
  readonly analysis: Analysis;
  readonly picture: Scene;
}

/** The large picture that is being drawn. */
let drawing: { readonly analysis: Analysis; readonly key: string; readonly pins: Pins; stop(): void } | null =
  null;

function stopDrawing(): void {
  drawing?.stop();
  drawing = null;
  if (drawingStore.getState().busy) drawingStore.setState({ busy: false });
}

/** Has a large picture drawn; the canvas looks again when it is there. */
function haveDrawn(analysis: Analysis, key: string, kept: Kept, pins: Pins): void {
  if (drawing?.analysis === analysis && drawing.key === key && drawing.pins === pins) return;
  drawing?.stop();
  const called = new AbortController();
  const own = { analysis, key, pins, stop: () => called.abort() };
  drawing = own;
  const apart = new Set(JSON.parse(key) as string[]);
  void drawLarge(analysis, apart, kept, pins, called.signal).then((picture) => {
    if (drawing !== own) return;
    drawing = null;
    drawingStore.setState(({ drawn }) => ({ busy: false, drawn: picture === null ? drawn : drawn + 1 }));
  });
  // Asked for while the canvas renders: others are told when it is done with that.
  queueMicrotask(() => {
    if (drawing === own) drawingStore.setState({ busy: true });
  });
}

function drawnFor(state: SessionState, key: string, pins: Pins): Drawn {
  const analysis = canvasAnalysis(state);
  const opened = state.session?.opened ?? null;
  const kept = last?.opened === opened ? last.drawn.picture : nothingKept;
  const apart = new Set(JSON.parse(key) as string[]);
  let picture = knownPicture(analysis, apart, pins);
  if (picture === null && isLargeTopology(analysis.topology)) {
    haveDrawn(analysis, key, kept, pins);
    if (last !== null) return last.drawn;
  }
  if (picture !== null) stopDrawing();
  picture ??= pictureOf(analysis, apart, kept, pins);
  if (last?.opened !== opened || last.drawn.analysis !== analysis || last.drawn.picture !== picture)
    last = { opened, drawn: { analysis, picture } };
  return last.drawn;
}

/** The picture as it is now, for events. */
export function currentPicture(): Scene {
  const state = sessionStore.getState();
  return drawnFor(state, apartKey(state, uiStore.getState()), pinStore.getState().pins).picture;
}

/** The picture as it is, for components; of a large project the one before, until the next is drawn. */
export function useCurrentPicture(): Drawn {
  const state = useSession((each) => each);
  const key = useUi((ui) => apartKey(state, ui));
  const file = useSession(fileName);
  useEffect(() => pinStore.getState().turnTo(file), [file]);
  const pins = useStore(pinStore, (each) => each.pins);
  useStore(drawingStore, ({ drawn }) => drawn);
  return drawnFor(state, key, pins);
}
