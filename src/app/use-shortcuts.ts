import { useEffect } from 'react';
import { tinykeys } from 'tinykeys';
import type { CommandContext } from '../commands/command.ts';
import { shortcutBindings } from '../commands/shortcut-bindings.ts';

/** The keyboard of the page. */
export function useShortcuts(context: CommandContext): void {
  useEffect(() => tinykeys(window, shortcutBindings(context)), [context]);
}
