// Where the dock lies: at the right of the picture or below it, narrow while it was opened for details alone.

import { readPreference } from './preferences.ts';
import { isLyingPhone, isNarrowScreen, isWideScreen } from './small-screen.ts';
import type { Dock, DockSide, PaneId } from './ui-state.ts';

/** The side that each tab opens at in a wide window, until a person chooses one. */
const preferredSides: { readonly [pane in PaneId]: DockSide } = {
  details: 'right',
  findings: 'right',
  matrix: 'right',
  names: 'below',
  ports: 'below',
  yaml: 'right',
  diff: 'right',
  intents: 'right',
  overlay: 'right',
};

function rememberedSide(width: keyof Dock['sides']): DockSide | null {
  const side = readPreference(`dock.${width}`);
  return side === 'right' || side === 'below' ? side : null;
}

/** Returns the dock as it was left, wide or narrow by the pane it opens with. */
export function rememberedDock(pane: PaneId): Dock {
  return {
    narrow: pane === 'details',
    sides: { narrow: rememberedSide('narrow'), wide: rememberedSide('wide') },
  };
}

/** Returns the side of the dock with that pane: below in a narrow window, at the right of a phone that lies on its side, else where a person put it, else where the pane is best read. */
export function dockSideOf({ narrow, sides }: Dock, pane: PaneId): DockSide {
  if (isLyingPhone()) return 'right';
  if (isNarrowScreen()) return 'below';
  if (narrow) return sides.narrow ?? 'right';
  return sides.wide ?? (isWideScreen() ? preferredSides[pane] : 'below');
}
