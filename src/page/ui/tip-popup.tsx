import { Tooltip } from '@base-ui/react/tooltip';
import { type ReactElement, type ReactNode, useId, useState } from 'react';

export interface TipProps {
  /** The content, rendered when the tip is shown. */
  readonly content: ReactNode;
  /** The delay before the tip is shown on hover, in milliseconds. */
  readonly delay?: number;
  /** One focusable element. */
  readonly children: ReactElement;
}

/** The implementation of `Tip`, fetched on demand. */
export function TipPopup({ content, delay = 500, children }: TipProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <Tooltip.Root
      open={open}
      onOpenChange={(next, details) => {
        setOpen(next);
        if (typeof content !== 'string' || details.reason !== 'escape-key') return;
        // A tooltip that only names its button does not use up Escape: the page handles the key, too.
        details.cancel();
        details.allowPropagation();
      }}
    >
      <Tooltip.Trigger
        delay={delay}
        aria-describedby={open ? id : undefined}
        render={children as ReactElement<Record<string, unknown>>}
      />
      <Tooltip.Portal>
        <Tooltip.Positioner
          className="bh-popup-place"
          sideOffset={6}
          collisionPadding={6}
          positionMethod="fixed"
        >
          <Tooltip.Popup id={id} role="tooltip" className="bh-tooltip bh-tiny">
            {content}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
