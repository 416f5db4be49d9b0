import { useSyncExternalStore } from 'react';
import { uiStore } from '../../state/page-stores.ts';
import { dockSideOf } from '../../state/ui/dock.ts';
import { holdSeparator } from '../../state/ui/hand.ts';
import { followScreen, isSmallScreen } from '../../state/ui/small-screen.ts';
import type { DockSide, PaneId, SheetHeight } from '../../state/ui/ui-state.ts';
import { type SizeRange, useRememberedSize, useWindowSize } from '../../state/ui/use-remembered-size.ts';
import { useUi } from '../../state/use-store.ts';
import type { Separator } from '../../ui/separator.tsx';

/** The share of the window that the picture keeps beside the dock, and the width of the palette's rail. */
const pictureShare = 0.55;
const rail = 46;

interface DockSizes extends SizeRange {
  /** The name under which the size is remembered. */
  readonly key: string;
  readonly usual: number;
}

/** Returns the sizes of the dock at a side of a window: `narrow` is made for details alone, wide for a text of 560 px. */
function dockSizes(side: DockSide, narrow: boolean, window: { width: number; height: number }): DockSizes {
  if (side === 'below') {
    const range = { least: 150, most: Math.max(150, window.height - 200) };
    return narrow
      ? { key: 'details-below', ...range, usual: 260 }
      : { key: 'panes', ...range, usual: Math.round(window.height / 2) };
  }
  const range = {
    least: 250,
    most: Math.max(250, window.width - Math.round(window.width * pictureShare) - rail),
  };
  return narrow
    ? { key: 'details', ...range, usual: window.width < 1400 ? 280 : 320 }
    : { key: 'dock', ...range, usual: Math.max(580, Math.round(window.width * 0.36)) };
}

interface ShownDock {
  readonly side: DockSide;
  readonly narrow: boolean;
  readonly size: number;
  /** True while the strip has room for the worst finding and no list says the same. */
  readonly showsWorst: boolean;
  /** True while the tabs stand elsewhere, so that the dock says itself what it shows. */
  readonly titled: boolean;
  /** The height of the dock as the sheet of a phone; null in a larger window. */
  readonly sheet: SheetHeight | null;
  readonly separator: Parameters<typeof Separator>[0];
}

/** Returns where the dock lies with that pane, how large it is, and the separator that resizes it. */
export function useDock(pane: PaneId): ShownDock {
  const dock = useUi((state) => state.dock);
  const open = useUi((state) => state.open.panes);
  const whole = useUi((state) => state.wholeSheet);
  const small = useSyncExternalStore(followScreen, isSmallScreen);
  const size = useWindowSize();
  const side = dockSideOf(dock, pane);
  const { key, least, most, usual } = dockSizes(side, dock.narrow, size);
  const remembered = useRememberedSize(key, { least, most }, usual);
  return {
    side,
    narrow: dock.narrow,
    size: remembered.size,
    showsWorst: !small && (!open || (side === 'right' && pane !== 'findings')),
    titled: dock.narrow && side === 'right' && !small,
    sheet: !small ? null : !open ? 'closed' : whole ? 'whole' : 'half',
    separator: {
      label: side === 'right' ? 'Width of the panes' : 'Height of the panes',
      side: side === 'right' ? 'right' : 'bottom',
      size: remembered.size,
      least,
      most,
      onResize(wanted) {
        if (remembered.resize(wanted) === 0) uiStore.getState().setOpen('panes', false);
      },
      onReset: remembered.reset,
      onHeld: holdSeparator,
    },
  };
}
