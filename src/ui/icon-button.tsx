import type { ComponentProps, ReactNode } from 'react';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'aria-label' | 'children'> {
  /** What it does, for the screen reader and the tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
}

/** A button that shows only an icon; its label is spoken and shown on hover. */
export function IconButton({ label, icon, className = '', title, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      className={`icon-button ${className}`}
      aria-label={label}
      title={title ?? label}
      {...rest}
    >
      {icon}
    </button>
  );
}
