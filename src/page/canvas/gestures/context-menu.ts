// The menu of a thing on the canvas, on right click, long press, Shift F10 or the menu key: every gesture that it has, as
// words.

import { type DropTarget, hitTest } from '../../../core/layout/hit-test.ts';
import type { Point } from '../../../core/layout/scene.ts';
import { askForTyped } from '../../commands/card-commands.ts';
import type { CommandContext } from '../../commands/command.ts';
import { commandOf, runCommand } from '../../commands/registry.ts';
import { uiStore, workStore } from '../../state/page-stores.ts';
import type { PaletteTarget } from '../../state/palette/palette.ts';
import { isSelected } from '../../state/ui/selection.ts';
import { isSmallScreen } from '../../state/ui/small-screen.ts';
import { unfoldedId } from '../../state/work/selectors.ts';
import { connectItems } from '../host/station-menu.ts';
import { showPlaces } from '../keyboard/card-menu.ts';
import { detachTap } from '../keyboard/element-events.ts';
import { type MenuItem, openMenu } from '../menu/menu-store.ts';
import { layoutStore } from '../picture/layout-controller.ts';
import { followLongPress } from './long-press.ts';

/** The subject of the menu. */
type Subject =
  | { readonly type: 'service'; readonly name: string }
  | { readonly type: 'network'; readonly name: string }
  | { readonly type: 'tap'; readonly service: string; readonly network: string }
  | { readonly type: 'canvas' };

function item(label: string, run: () => void): MenuItem {
  return { label, detail: '', run };
}

/** Returns menu items for commands by id, except those that cannot run now. */
function commandItems(context: CommandContext, ids: readonly string[]): MenuItem[] {
  return ids
    .map(commandOf)
    .filter((command) => command.when(context))
    .map(({ id, label }) => item(label, () => runCommand(id, context)));
}

/** Returns the place for a new container that is added over `target`. */
export function placeOver(target: DropTarget): PaletteTarget {
  switch (target.kind) {
    case 'lane':
      return { type: 'lane', network: target.network };
    case 'wall':
      return { type: 'lane', network: target.networks[0] };
    case 'closed':
    case 'host':
      return { type: target.kind };
    case 'card':
      return { type: 'card', service: target.service };
    case 'unknown':
    case 'outside':
    case 'canvas':
      return { type: 'canvas' };
  }
}

/** Returns items that connect a service of the open stack to networks of other stacks. */
function itemsAcross(service: string): readonly MenuItem[] {
  const unfolded = unfoldedId(workStore.getState());
  return unfolded === null ? [] : connectItems(unfolded, service);
}

/** Returns the items that only look at a selected subject: all that a phone has. */
function lookItems(context: CommandContext, subject: Subject): readonly MenuItem[] {
  const { showOverlay } = uiStore.getState();
  switch (subject.type) {
    case 'service':
      return [
        item(`Reach of ${subject.name}`, () => showOverlay({ kind: 'reach', service: subject.name })),
        item(`Blast radius of ${subject.name}`, () =>
          showOverlay({ kind: 'blast', start: subject.name, hops: null }),
        ),
      ];
    case 'network':
    case 'tap': {
      const network = subject.type === 'tap' ? subject.network : subject.name;
      return [item(`Network ${network} alone`, () => showOverlay({ kind: 'isolate', network }))];
    }
    case 'canvas':
      return commandItems(context, ['overlay-search', 'overlay-needs', 'overlay-outside-in', 'fit']);
  }
}

/** Returns the items for a selected subject. `element` is the clicked element, `place` the position for a new service. */
function contextItems(
  context: CommandContext,
  subject: Subject,
  element: HTMLElement,
  place: PaletteTarget,
  x: number,
  y: number,
): readonly MenuItem[] {
  const look = lookItems(context, subject);
  if (isSmallScreen()) return look;
  switch (subject.type) {
    case 'service':
      return [
        item('Move, connect or join…', () => void showPlaces(element, subject.name)),
        ...commandItems(context, ['draw-need', 'only-outside', 'rename', 'duplicate', 'copy-services']),
        ...look,
        ...itemsAcross(subject.name),
        ...commandItems(context, ['delete']),
      ];
    case 'network':
      return [
        item('Add a container here…', () => askForTyped(context, place, x, y)),
        ...commandItems(context, ['rename', 'split']),
        ...look,
        ...commandItems(context, ['delete']),
      ];
    case 'tap':
      return [
        item(`Detach ${subject.service} from ${subject.network}`, () =>
          detachTap(subject.service, subject.network),
        ),
        ...look,
      ];
    case 'canvas':
      return [
        item('Add a container or network…', () => askForTyped(context, place, x, y)),
        ...commandItems(context, ['select-all']),
        ...look,
      ];
  }
}

/** Returns the target under a point of the picture for a new service. */
export function targetAt(point: Point): DropTarget {
  return hitTest(layoutStore.getState().scene, point, {
    service: null,
    lanes: new Set(),
    splits: false,
    join: false,
    ring: null,
  });
}

function subjectAt(element: Element): Subject {
  const tap = element.closest('[data-tap]')?.getAttribute('data-tap')?.split(' ') ?? [];
  const [service, network] = tap;
  if (service !== undefined && network !== undefined) return { type: 'tap', service, network };
  const card = element.closest('[data-service]')?.getAttribute('data-service');
  if (card) return { type: 'service', name: card };
  const lane = element.closest('[data-network]')?.getAttribute('data-network');
  return lane ? { type: 'network', name: lane } : { type: 'canvas' };
}

function titleOf(subject: Subject): string {
  switch (subject.type) {
    case 'service':
    case 'network':
      return subject.name;
    case 'tap':
      return `${subject.service} on ${subject.network}`;
    case 'canvas':
      return 'Canvas';
  }
}

/** Listens on the canvas; returns a function that stops it. */
export function startContextMenu(
  root: HTMLElement,
  context: CommandContext,
  toPicture: (point: Point) => Point,
): () => void {
  function show(element: HTMLElement, x: number, y: number): void {
    const subject = subjectAt(element);
    const { selection, select } = uiStore.getState();
    // Where the thing is one of several selected, the selection stays, and the menu is about all of them.
    if (subject.type === 'canvas') select([]);
    else if (!isSelected(selection, subject)) select([subject]);
    const place = placeOver(targetAt(toPicture({ x, y })));
    openMenu({ title: titleOf(subject), items: contextItems(context, subject, element, place, x, y), x, y });
  }

  function onContextMenu(event: MouseEvent): void {
    if (!(event.target instanceof HTMLElement || event.target instanceof SVGElement)) return;
    if (event.target.closest('input, .bh-overlay-bar')) return;
    event.preventDefault();
    const element = event.target.closest<HTMLElement>('[data-service], [data-tap], [data-network]') ?? root;
    show(element, event.clientX, event.clientY);
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return;
    if (!(event.target instanceof HTMLElement)) return;
    event.preventDefault();
    const { left, top, height } = event.target.getBoundingClientRect();
    show(event.target, left + 20, top + Math.min(height, 40));
  }

  const stop = new AbortController();
  followLongPress(root, stop.signal, ({ target, clientX, clientY }) =>
    target?.dispatchEvent(
      new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX, clientY }),
    ),
  );
  root.addEventListener('contextmenu', onContextMenu, { signal: stop.signal });
  root.addEventListener('keydown', onKey, { signal: stop.signal });
  return () => stop.abort();
}
