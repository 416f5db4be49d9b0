import type { DropTarget } from '../../../core/layout/hit-test.ts';
import type { Scene } from '../../../core/layout/scene.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { workStore } from '../../state/page-stores.ts';
import { drawNeed, drawnNeedsOf } from '../../state/session/draw-need.ts';
import { drawnSession, unfoldedId } from '../../state/work/selectors.ts';
import { cardOutcome } from '../drag/card-outcome.ts';
import { previewDetail } from '../drag/drop-preview.ts';
import { finishDrop, operateAndAnnounce } from '../drag/finish-drop.ts';
import { newTapOutcome } from '../drag/tap-outcome.ts';
import { connectItems } from '../host/station-menu.ts';
import { type MenuItem, openMenu } from '../menu/menu-store.ts';
import { canvasAnalysis, layoutStore } from '../picture/layout-controller.ts';

// The keyboard's way to the gestures of a card: every lane and place, and every other card to join, with what a drop there
// would do.

/** Returns menu items for `service`: lanes from the outside inwards, then places; items without effect are left out. */
function placeMenuItems(analysis: Analysis, scene: Scene, service: string, x: number, y: number): MenuItem[] {
  const items: MenuItem[] = [];
  const source = { type: 'card', service } as const;
  const add = (target: DropTarget, connect: boolean): void => {
    const outcome = cardOutcome(analysis.topology, service, target, connect);
    if (outcome.type !== 'operate' && outcome.type !== 'choose') return;
    const label = outcome.type === 'operate' ? outcome.way.label : `${outcome.title} …`;
    if (items.some((item) => item.label === label)) return;
    const detail: MenuItem['detail'] =
      outcome.type === 'operate' ? (signal) => previewDetail(outcome.way.operations, service, signal) : '';
    items.push({ label, detail, run: () => finishDrop(source, outcome, x, y) });
  };
  for (const lane of scene.lanes) {
    if (lane.kind === 'closed') add({ kind: 'closed' }, false);
    if (lane.kind === 'host') add({ kind: 'host' }, false);
    if (lane.kind !== 'network' && lane.kind !== 'bridge') continue;
    add({ kind: 'lane', lane: lane.id, network: lane.name, zone: 'move' }, false);
    if (lane.kind === 'network')
      add({ kind: 'lane', lane: lane.id, network: lane.name, zone: 'connect' }, true);
  }
  const fresh = newTapOutcome(analysis.topology, service, { kind: 'canvas' });
  if (fresh.type === 'operate') {
    const { label, operations } = fresh.way;
    const detail: MenuItem['detail'] = (signal) => previewDetail(operations, service, signal);
    items.push({ label, detail, run: () => finishDrop({ type: 'new-tap', service }, fresh, x, y) });
  }
  return items;
}

// With more cards than this the places would be hard to find among them, and a preview of each would take too long.
const mostAtOnce = 8;

/** Returns menu items that join `service` to another one; a single one that lists them when there are many. */
function joinItems(analysis: Analysis, service: string, x: number, y: number): MenuItem[] {
  const { topology } = analysis;
  const few = topology.services.size <= mostAtOnce;
  const items = new Map<string, MenuItem>();
  for (const target of topology.services.keys()) {
    if (target === service) continue;
    const outcome = cardOutcome(topology, service, { kind: 'card', service: target }, false);
    if (outcome.type !== 'operate' || items.has(outcome.way.label)) continue;
    const { label, operations } = outcome.way;
    items.set(label, {
      label,
      detail: few ? (signal) => previewDetail(operations, service, signal) : '',
      run: () => finishDrop({ type: 'card', service }, outcome, x, y),
    });
  }
  const joins = [...items.values()];
  if (few || joins.length === 0) return joins;
  const title = `Join ${service} to …`;
  return [{ label: title, detail: '', run: () => openMenu({ title, items: joins, x, y }) }];
}

/** Returns the menu item that lists whom `service` may be said to need, and which needs of it are taken back. */
function needItems({ topology }: Analysis, service: string, x: number, y: number): MenuItem[] {
  const workspace = drawnSession(workStore.getState())?.workspace;
  if (workspace === undefined) return [];
  const steps = [
    ...drawnNeedsOf(workspace, service),
    ...[...topology.services.keys(), 'outside'].flatMap((to) => {
      const need = drawNeed(workspace, service, to);
      return typeof need === 'string' ? [] : [need];
    }),
  ];
  if (steps.length === 0) return [];
  const items = steps.map(
    ({ label, operations }): MenuItem => ({
      label,
      detail: '',
      run: () => void operateAndAnnounce(operations, label),
    }),
  );
  const title = `${service} needs …`;
  return [{ label: title, detail: '', run: () => openMenu({ title, items, x, y }) }];
}

/** Opens the menu of every place that a card can go to. */
export function showPlaces(element: HTMLElement, service: string): void {
  const analysis = canvasAnalysis(workStore.getState());
  const unfolded = unfoldedId(workStore.getState());
  const { left, bottom } = element.getBoundingClientRect();
  const items = [
    ...placeMenuItems(analysis, layoutStore.getState().scene, service, left, bottom),
    ...joinItems(analysis, service, left, bottom),
    ...needItems(analysis, service, left, bottom),
    ...(unfolded === null ? [] : connectItems(unfolded, service)),
  ];
  openMenu({ title: `Where should ${service} go?`, items, x: left, y: bottom + 4 });
}
