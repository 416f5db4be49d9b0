import { createContext, type ReactNode, useContext } from 'react';
import { useUi, useWork } from '../state/use-store.ts';
import { Button, IconButton } from '../ui/button.tsx';
import type { CommandContext } from './command.ts';
import { commandOf } from './registry.ts';
import { shortcutLabel } from './shortcuts.ts';

interface CommandButtonProps {
  readonly id: string;
  readonly icon?: ReactNode;
  /** The text of the button; an icon alone without it. */
  readonly children?: ReactNode;
  readonly look?: 'plain' | 'primary' | 'quiet' | 'link';
  readonly small?: boolean;
  readonly className?: string;
  /** Text added to the tooltip, such as the name of the step that undo reverts. */
  readonly detail?: string;
}

const mac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

/** A button for a registered command, disabled while the command cannot run. */
export function CommandButton({
  id,
  icon,
  children,
  look = 'plain',
  small = false,
  className = '',
  detail,
}: CommandButtonProps) {
  const context = useCommandContext();
  const command = commandOf(id);
  // `when` reads these stores: it is called again when one of them changes, and only a changed result renders.
  const inWork = useWork(() => command.when(context));
  const inUi = useUi(() => command.when(context));
  const [shortcut] = command.shortcuts;
  const words = detail === undefined ? command.label : `${command.label}: ${detail}`;
  const title = shortcut === undefined ? words : `${words} (${shortcutLabel(shortcut, mac)})`;
  const shared = {
    'data-command': id,
    title,
    small,
    className,
    disabled: !(inWork && inUi),
    onClick: () => {
      if (command.when(context)) command.run(context);
    },
  };
  if (children === undefined) return <IconButton {...shared} label={command.label} icon={icon} />;
  return (
    <Button {...shared} look={look} icon={icon}>
      {children}
    </Button>
  );
}

/** The command context of the page, set once by the shell. */
export const CommandContextProvider = createContext<CommandContext | null>(null);

/** Returns the context in which commands run. */
export function useCommandContext(): CommandContext {
  const context = useContext(CommandContextProvider);
  if (context === null) throw new Error('a command was used outside the shell');
  return context;
}
