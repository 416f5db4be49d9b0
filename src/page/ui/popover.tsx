import { Popover as BasePopover } from '@base-ui/react/popover';
import type { ReactNode } from 'react';
import { BeginFocus, useReturnFocus } from './focus.tsx';

interface PopoverProps {
  /** The accessible name. */
  readonly label: string;
  /** The position in pixels of the window. */
  readonly at: { readonly x: number; readonly y: number };
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly className?: string;
}

/**
 * A box at a point of the window, open while it is rendered. Its first control is focused; Escape, a press outside and Tab out of it close
 * it, and the focus is restored.
 */
export function Popover({ label, at: { x, y }, onClose, children, className = '' }: PopoverProps) {
  useReturnFocus();
  return (
    <BasePopover.Root open onOpenChange={(open) => open || onClose()}>
      <BasePopover.Portal>
        <BasePopover.Positioner
          className="bh-popup-place"
          anchor={{ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) }}
          align="start"
          collisionPadding={8}
          positionMethod="fixed"
        >
          <BasePopover.Popup
            className={`bh-popover bh-small ${className}`}
            aria-label={label}
            initialFocus={false}
            finalFocus={false}
            onKeyDown={(event) => event.stopPropagation()}
          >
            {children}
            <BeginFocus selector="input, select, textarea, button" />
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
