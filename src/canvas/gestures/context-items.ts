// What a right click, or Shift F10, offers for the thing under it: every gesture that it has, as words.

import { askForTyped } from '../../commands/card-commands.ts';
import type { CommandContext } from '../../commands/command.ts';
import { commandOf, runCommand } from '../../commands/registry.ts';
import type { DropTarget } from '../../core/layout/hit-test.ts';
import { uiStore } from '../../state/page-stores.ts';
import type { PaletteTarget } from '../../state/palette.ts';
import { showPlaces } from '../keyboard/card-events.ts';
import { detachTap } from '../keyboard/tap-events.ts';
import type { MenuItem } from '../menu/menu-store.ts';

/** What the menu is about. */
export type Subject =
  | { readonly type: 'service'; readonly name: string }
  | { readonly type: 'network'; readonly name: string }
  | { readonly type: 'tap'; readonly service: string; readonly network: string }
  | { readonly type: 'canvas' };

function item(label: string, run: () => void): MenuItem {
  return { label, detail: '', run };
}

/** Commands by id, those that have nothing to do now left out. */
function commandItems(context: CommandContext, ids: readonly string[]): MenuItem[] {
  return ids
    .map(commandOf)
    .filter((command) => command.when(context))
    .map(({ id, label }) => item(label, () => runCommand(id, context)));
}

/** Where a new container would go that is added over `target`. */
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

/** The items for a subject, which is selected already. `element` is what was asked about, `place` where a new thing would go. */
export function contextItems(
  context: CommandContext,
  subject: Subject,
  element: HTMLElement,
  place: PaletteTarget,
  x: number,
  y: number,
): readonly MenuItem[] {
  const { showOverlay } = uiStore.getState();
  switch (subject.type) {
    case 'service':
      return [
        item('Move, connect or join…', () => void showPlaces(element, subject.name)),
        ...commandItems(context, ['rename', 'duplicate', 'copy-services']),
        item(`Reach of ${subject.name}`, () => showOverlay({ kind: 'reach', service: subject.name })),
        item(`Blast radius of ${subject.name}`, () =>
          showOverlay({ kind: 'blast', start: subject.name, hops: null }),
        ),
        ...commandItems(context, ['delete']),
      ];
    case 'network':
      return [
        item('Add a container here…', () => askForTyped(context, place, x, y)),
        ...commandItems(context, ['rename']),
        item(`Network ${subject.name} alone`, () => showOverlay({ kind: 'isolate', network: subject.name })),
        ...commandItems(context, ['delete']),
      ];
    case 'tap':
      return [
        item(`Detach ${subject.service} from ${subject.network}`, () =>
          detachTap(subject.service, subject.network),
        ),
        item(`Network ${subject.network} alone`, () =>
          showOverlay({ kind: 'isolate', network: subject.network }),
        ),
      ];
    case 'canvas':
      return [
        item('Add what is typed…', () => askForTyped(context, place, x, y)),
        ...commandItems(context, [
          'select-all',
          'overlay-search',
          'overlay-needs',
          'overlay-outside-in',
          'fit',
        ]),
      ];
  }
}
