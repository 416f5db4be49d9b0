// The picture that stands on the canvas: of the file as it is, with the cells of the picture before it. The cells last as
// long as the same files are open; another file begins anew.

import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Analysis } from '../../core/analysis/analyze.ts';
import { mainDocument } from '../../core/compose/workspace/open-workspace.ts';
import type { Picture, Slot } from '../../core/layout/picture.ts';
import { pinStore } from '../../state/pin-store.ts';
import type { SessionState } from '../../state/session-state.ts';
import { sessionStore } from '../../state/session-store.ts';
import type { UiState } from '../../state/ui-state.ts';
import { uiStore } from '../../state/ui-store.ts';
import { useSession, useUi } from '../../state/use-store.ts';
import { searchView } from '../overlays/search-view.ts';
import { canvasAnalysis } from '../view/canvas-analysis.ts';
import { alikeOf } from './alike.ts';
import { pictureOf } from './picture-of.ts';

type Pins = ReadonlyMap<string, Slot>;

const fileName = ({ session }: SessionState): string =>
  session === null ? '' : mainDocument(session.workspace).file;

let last: { readonly opened: object | null; readonly picture: Picture } | null = null;

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

function pictureFor(state: SessionState, key: string, pins: Pins): Picture {
  const opened = state.session?.opened ?? null;
  const kept = last?.opened === opened ? last.picture : undefined;
  const picture = pictureOf(canvasAnalysis(state), new Set(JSON.parse(key) as string[]), kept, pins);
  last = { opened, picture };
  return picture;
}

/** The picture as it is now, for events. */
export function currentPicture(): Picture {
  const state = sessionStore.getState();
  return pictureFor(state, apartKey(state, uiStore.getState()), pinStore.getState().pins);
}

/** The picture as it is, for components. */
export function useCurrentPicture(): Picture {
  const state = useSession((each) => each);
  const key = useUi((ui) => apartKey(state, ui));
  const file = useSession(fileName);
  useEffect(() => pinStore.getState().turnTo(file), [file]);
  const pins = useStore(pinStore, (each) => each.pins);
  return pictureFor(state, key, pins);
}
