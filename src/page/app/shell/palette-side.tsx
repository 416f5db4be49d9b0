import type { CSSProperties } from 'react';
import { PalettePanel } from '../../panels/palette/palette-panel.tsx';
import { uiStore } from '../../state/page-stores.ts';
import { holdSeparator } from '../../state/ui/hand.ts';
import { useRememberedSize } from '../../state/ui/use-remembered-size.ts';
import { Separator } from '../../ui/separator.tsx';

const range = { least: 150, most: 300 };
const usual = 192;

/** The palette at the left edge with the separator that resizes it; closed, it is a rail as wide as its icons. */
export function PaletteSide({ open }: { readonly open: boolean }) {
  const { size, resize, reset } = useRememberedSize('palette', range, usual);
  return (
    <div
      className="bh-palette-side bh-rigid bh-relative"
      style={open ? ({ '--size': `${size}px` } as CSSProperties) : undefined}
    >
      {open && (
        <Separator
          label="Width of the palette"
          side="left"
          size={size}
          {...range}
          onResize={(wanted) => {
            if (resize(wanted) === 0) uiStore.getState().setOpen('palette', false);
          }}
          onReset={reset}
          onHeld={holdSeparator}
        />
      )}
      <PalettePanel open={open} />
    </div>
  );
}
