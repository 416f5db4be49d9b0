import { X } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { IconButton } from './icon-button.tsx';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly className?: string;
}

/**
 * A modal dialog on the browser's own element: focus stays inside, Escape closes, focus returns where it was.
 * It begins at the element marked `data-autofocus`, else at the first control.
 */
export function Dialog({ title, onClose, children, className = '' }: DialogProps) {
  const id = useId();
  const element = useRef<HTMLDialogElement>(null);

  // Closed before it leaves the page: one that has left gives no focus back.
  useLayoutEffect(() => {
    const dialog = element.current;
    if (dialog === null || dialog.open) return;
    dialog.showModal();
    dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => dialog.close();
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click closes by the backdrop; the keyboard has Escape and the close button.
    <dialog
      ref={element}
      className={`dialog ${className}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === element.current) onClose();
      }}
    >
      <div className="dialog-body">
        <header className="dialog-head">
          <h2 id={id}>{title}</h2>
          <IconButton label="Close" icon={<X size={16} />} onClick={onClose} />
        </header>
        {children}
      </div>
    </dialog>
  );
}
