// Computes the layout on the canvas whenever one of its inputs changes: the analysis of the session, the services that are
// selected, searched for or taken out of their pile, and the pins. Components and event handlers only read the result.
// Small projects are laid out at once, large ones in the worker, while the layout before stays.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { sameData } from '../../../core/compose/same-data.ts';
import { mainDocument } from '../../../core/compose/workspace/open-workspace.ts';
import type { Room } from '../../../core/layout/layout-input.ts';
import type { Scene } from '../../../core/layout/scene.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { isLargeTopology, yieldToMain } from '../../state/large/large.ts';
import { pinStore, roomStore, uiStore, workStore } from '../../state/page-stores.ts';
import { alikeOf } from '../../state/picture/alike.ts';
import { type DrawElsewhere, drawInThread, drawLarge } from '../../state/picture/draw-large.ts';
import {
  drawPicture,
  type KeptLayout,
  knownPicture,
  noKeptLayout,
  type Pins,
  pictureOf,
} from '../../state/picture/picture-of.ts';
import type { RoomStore } from '../../state/picture/room-store.ts';
import { templateProject } from '../../state/session/template.ts';
import type { PinState } from '../../state/ui/pin-store.ts';
import type { UiState } from '../../state/ui/ui-state.ts';
import type { UiStore } from '../../state/ui/ui-store.ts';
import { drawnAnalysis, drawnSession, openedProject } from '../../state/work/selectors.ts';
import type { WorkState } from '../../state/work/work-state.ts';
import type { WorkStore } from '../../state/work/work-store.ts';
import { sceneShapes } from '../far/scene-shapes.ts';
import { searchView } from '../overlays/lit-views.ts';

/** The layout on the canvas. */
interface LayoutState {
  /** The analysis that `scene` was computed from; that of a large project may be older than the session's. */
  readonly analysis: Analysis;
  readonly scene: Scene;
  /** The opened project of the scene (`openedProject`); null for the template. */
  readonly opened: number | null;
  /** True while the worker computes the next layout. */
  readonly busy: boolean;
  /** True once lines are drawn: the cards of a large project come first, in a task of their own. */
  readonly lines: boolean;
}

type LayoutStore = StoreApi<LayoutState>;

/** The stores that a layout depends on. */
interface LayoutSources {
  readonly work: WorkStore;
  readonly ui: UiStore;
  readonly pins: StoreApi<PinState>;
  readonly rooms: RoomStore;
}

/** Creates a store with the layout of the template, which `startLayout` then keeps in step with a page. */
export function createLayoutStore(): LayoutStore {
  const { analysis } = templateProject();
  return createStore<LayoutState>()(() => ({
    analysis,
    scene: pictureOf(analysis),
    opened: null,
    busy: false,
    lines: true,
  }));
}

/** Returns the members of piles that are cards of their own, in file order: selected, searched for, or of an opened pile. */
function servicesApart(analysis: Analysis, { selection, spread, overlay }: UiState): readonly string[] {
  const piles = alikeOf(analysis);
  if (piles.length === 0) return [];
  const chosen = new Set<string>();
  for (const item of selection) {
    if (item.type !== 'network') chosen.add(item.type === 'tap' ? item.service : item.name);
  }
  const text = overlay?.kind === 'search' ? overlay.text : '';
  const found = new Set<string>(text.trim() === '' ? [] : searchView(analysis, text).marks.keys());
  const apart: string[] = [];
  for (const pile of piles) {
    // A search that matches the whole pile singles out none of it.
    const some = !pile.every((name) => found.has(name));
    for (const name of pile) {
      if (spread.has(name) || chosen.has(name) || (some && found.has(name))) apart.push(name);
    }
  }
  return apart;
}

/** Shows the picture of a large project in a task of its own, since panels and distant shapes take as long. */
async function inOwnTask(drawn: Scene | Promise<Scene | null>): Promise<Scene | null> {
  const scene = await drawn;
  if (scene !== null) {
    await yieldToMain();
    sceneShapes(scene);
    await yieldToMain();
  }
  return scene;
}

/** The inputs of a requested layout; equal inputs are not laid out twice. */
interface Request {
  readonly analysis: Analysis;
  readonly apart: string;
  readonly pins: Pins;
  readonly room: Room | null;
}

/** The most rooms of which the layouts are kept. */
const mostLayouts = 6;

/** Creates the memory of the layouts of one project by room, so that a pane that closes brings back the picture from before it opened. */
function createLayoutMemory() {
  const layouts = new Map<string, KeptLayout>();
  return {
    of: (room: Room | null): KeptLayout | undefined => layouts.get(JSON.stringify(room)),
    keep(room: Room | null, layout: KeptLayout): void {
      const key = JSON.stringify(room);
      layouts.delete(key);
      layouts.set(key, layout);
      const [oldest] = layouts.keys();
      if (layouts.size > mostLayouts && oldest !== undefined) layouts.delete(oldest);
    },
    forget: (): void => layouts.clear(),
  };
}

/** Keeps `store` in step with the page; returns a function that stops it. */
export function startLayout(
  store: LayoutStore,
  { work, ui, pins, rooms }: LayoutSources,
  layOutElsewhere: DrawElsewhere = drawInThread,
  layOutHere: typeof drawPicture = drawPicture,
): () => void {
  let asked: Request | null = null;
  let running: AbortController | null = null;
  /** The opened project of the layout in the store: while it stays open, cards keep their cells. */
  let shownOf: number | null | undefined;
  const layouts = createLayoutMemory();

  function update(): void {
    const analysis = canvasAnalysis(work.getState());
    const apart = servicesApart(analysis, ui.getState());
    const opened = openedProject(work.getState());
    const measured = rooms.getState();
    // A large picture does not fit any room: it is laid out once, whatever opens beside it.
    const room = isLargeTopology(analysis.topology) ? null : measured.room;
    if (room !== null && measured.opened !== opened) return;
    const request: Request = { analysis, apart: JSON.stringify(apart), pins: pins.getState().pins, room };
    const sameRoom = asked?.room === room;
    if (
      asked?.analysis === analysis &&
      asked.apart === request.apart &&
      asked.pins === request.pins &&
      sameRoom
    )
      return;
    const { scene: before } = store.getState();
    // A layout that is requested again may choose its columns again.
    const again = !sameRoom && sameData(asked?.room ?? null, room);
    if (again || opened !== shownOf) layouts.forget();
    else if (!sameRoom) layouts.keep(asked?.room ?? null, before);
    asked = request;
    running?.abort();
    running = null;
    const inRoom: KeptLayout = sameRoom
      ? before
      : (layouts.of(room) ?? { slots: before.slots, rows: again ? null : before.rows, sizes: null });
    const kept = opened === shownOf ? inRoom : noKeptLayout;
    const show = (scene: Scene, lines: boolean): void => {
      shownOf = opened;
      store.setState({ analysis, scene, opened, busy: false, lines });
    };
    const own = new Set(apart);
    // For another room, or where a layout is requested again, the shape is chosen again.
    const known = sameRoom || opened !== shownOf ? knownPicture(analysis, own, request.pins, room) : null;
    if (isLargeTopology(analysis.topology)) {
      const abort = new AbortController();
      running = abort;
      if (known === null) store.setState({ busy: true });
      const drawn =
        known ?? drawLarge(analysis, own, kept, request.pins, room, abort.signal, layOutElsewhere);
      void inOwnTask(drawn).then((scene) => {
        // A later request superseded this one, or the controller was stopped.
        if (running !== abort) return;
        running = null;
        if (scene === null) {
          store.setState({ busy: false });
          return;
        }
        const begins = opened !== shownOf;
        show(scene, !begins);
        if (begins) void yieldToMain().then(() => store.setState({ lines: true }));
      });
      return;
    }
    show(known ?? layOutHere(analysis, own, kept, request.pins, room), true);
  }

  /** Loads the pins of another file before its layout is computed, since they are stored by file name. */
  function followSession(): void {
    const open = drawnSession(work.getState());
    pins.getState().turnTo(open === null ? '' : mainDocument(open.workspace).file);
    update();
  }

  followSession();
  const leave = [
    work.subscribe((now, before) => {
      const isSame =
        drawnSession(now) === drawnSession(before) && drawnAnalysis(now) === drawnAnalysis(before);
      if (!isSame) followSession();
    }),
    ui.subscribe((now, before) => {
      const same = now.selection === before.selection && now.spread === before.spread;
      if (!same || now.overlay !== before.overlay) update();
    }),
    pins.subscribe(update),
    rooms.subscribe(update),
  ];
  return () => {
    for (const each of leave) each();
    running?.abort();
    running = null;
    store.setState({ busy: false });
  };
}

/** The stores of the page. */
export const pageSources: LayoutSources = {
  work: workStore,
  ui: uiStore,
  pins: pinStore,
  rooms: roomStore,
};

/** The store with the layout on the page's canvas. */
export const layoutStore: LayoutStore = createLayoutStore();

/** Returns the drawn scene: the open file's last readable state, or the template's lanes without one. */
export function canvasAnalysis(state: WorkState): Analysis {
  return drawnAnalysis(state) ?? templateProject().analysis;
}
