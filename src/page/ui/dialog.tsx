import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { BeginFocus, useReturnFocus } from './focus.tsx';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** The width in pixels, less in a narrow window. */
  readonly width?: number;
  readonly className?: string;
}

/**
 * A modal dialog, open while it is rendered. It traps the focus, closes on Escape or a press outside, and then restores the focus. The
 * focus starts at the element marked `data-autofocus`, else at the dialog.
 */
export function Dialog({ title, onClose, children, width = 520, className = '' }: DialogProps) {
  useReturnFocus();
  return (
    <BaseDialog.Root open onOpenChange={(open) => open || onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="bh-dialog-backdrop" />
        <BaseDialog.Popup
          className={`bh-dialog ${className}`}
          style={{ width: `min(${width}px, calc(100vw - 32px))` }}
          initialFocus={false}
          finalFocus={false}
        >
          <div className="bh-dialog-body bh-column bh-gap-3">
            <BeginFocus selector="[data-autofocus]" />
            <header className="bh-dialog-head bh-row bh-gap-3">
              <BaseDialog.Title>{title}</BaseDialog.Title>
              <BaseDialog.Close className="bh-icon-button bh-rigid" aria-label="Close" title="Close">
                <X size={16} aria-hidden="true" />
              </BaseDialog.Close>
            </header>
            {children}
          </div>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
