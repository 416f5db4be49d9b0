import { createContext, useContext } from 'react';
import type { CommandContext } from './command.ts';

/** Set once by the shell. */
export const CommandContextProvider = createContext<CommandContext | null>(null);

/** The context that commands run in. */
export function useCommandContext(): CommandContext {
  const context = useContext(CommandContextProvider);
  if (context === null) throw new Error('a command was used outside the shell');
  return context;
}
