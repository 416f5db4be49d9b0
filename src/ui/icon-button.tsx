import type { ComponentProps, ReactNode } from 'react';
import { Tip } from './tip.tsx';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'aria-label' | 'children'> {
  /** What it does, for the screen reader and the tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
}

/** A button that shows only an icon; its label, or its `title`, is the tooltip. */
export function IconButton({ label, icon, className = '', title = label, ...rest }: IconButtonProps) {
  return (
    <Tip content={title}>
      <button
        type="button"
        className={`bh-icon-button ${className}`}
        aria-label={label}
        // A button that is disabled hears no pointer; the browser still shows its title.
        title={rest.disabled ? title : undefined}
        {...rest}
      >
        {icon}
      </button>
    </Tip>
  );
}
