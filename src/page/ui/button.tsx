import type { ComponentProps, ReactNode } from 'react';
import { Tip } from './tip.tsx';

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: 'plain' | 'primary' | 'quiet' | 'danger' | 'link';
  readonly small?: boolean;
  readonly icon?: ReactNode;
}

/** A button with a text and an optional icon. */
export function Button({
  look = 'plain',
  small = false,
  icon,
  className = '',
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      className={`bh-button bh-button-${look} ${small ? 'bh-button-small' : ''} ${className}`}
      {...rest}
    >
      {icon}
      {children}
    </button>
  );
}

/** A button that looks like a link. */
export function LinkButton({ className = 'bh-link', ...rest }: Omit<ComponentProps<'button'>, 'type'>) {
  return <button type="button" className={className} {...rest} />;
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'aria-label' | 'children'> {
  /** The action, for the screen reader and the tooltip. */
  readonly label: string;
  readonly small?: boolean;
  readonly icon: ReactNode;
}

/** A button that shows only an icon; its label, or its `title`, is the tooltip. */
export function IconButton({
  label,
  small = false,
  icon,
  className = '',
  title = label,
  ...rest
}: IconButtonProps) {
  return (
    <Tip content={title}>
      <button
        type="button"
        className={`bh-icon-button bh-rigid ${small ? 'bh-icon-button-small' : ''} ${className}`}
        aria-label={label}
        // A disabled button receives no pointer events, and so no `Tip`; the browser still shows its title.
        title={rest.disabled ? title : undefined}
        {...rest}
      >
        {icon}
      </button>
    </Tip>
  );
}
