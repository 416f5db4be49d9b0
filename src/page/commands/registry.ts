// Every command of the page. A new one is an object in one of the lists; buttons, shortcuts and palette follow.

import { editorStore } from '../state/page-stores.ts';
import { cardCommands } from './card-commands.ts';
import type { Command, CommandContext } from './command.ts';
import { editCommands } from './edit-commands.ts';
import { draftCommands, fileCommands, matrixCommands } from './file-commands.ts';
import { hostCommands } from './host-commands.ts';
import { needCommands } from './need-commands.ts';
import { overlayCommands } from './overlay-commands.ts';
import { recordCommands } from './record-commands.ts';
import { saveCommands } from './save-commands.ts';
import { serviceCommands } from './service-commands.ts';
import { viewCommands } from './view-commands.ts';

/** The commands that a surrounding editor takes over: its files, their history, its theme, and the text beside the picture. */
const editorCommands: ReadonlySet<string> = new Set([
  ...['open', 'open-folder', 'paste', 'new', 'example', 'example-host', 'restore-previous', 'carry-over'],
  ...['download', 'review', 'share', 'recent', 'forget', 'put-aside', 'update'],
  ...['theme', 'theme-system', 'show-yaml'],
]);

/** True when a surrounding editor has taken over the command. */
export function isEditorCommand({ id }: Command): boolean {
  return editorCommands.has(id) && editorStore.getState().editor !== null;
}

export const commands: readonly Command[] = [
  ...editCommands,
  ...cardCommands,
  ...needCommands,
  ...serviceCommands,
  ...fileCommands,
  ...saveCommands,
  ...draftCommands,
  ...matrixCommands,
  ...overlayCommands,
  ...recordCommands,
  ...viewCommands,
  ...hostCommands,
].map((command) => ({ ...command, when: (context) => !isEditorCommand(command) && command.when(context) }));

const byId = new Map(commands.map((command) => [command.id, command]));

/** Returns the command of an id that the code names; throws for an unknown id. */
export function commandOf(id: string): Command {
  const command = byId.get(id);
  if (command === undefined) throw new Error(`no such command: ${id}`);
  return command;
}

/** Runs a command if it can run; returns false otherwise. */
export function runCommand(id: string, context: CommandContext): boolean {
  const command = commandOf(id);
  if (!command.when(context)) return false;
  command.run(context);
  return true;
}
