// The keyboard map made from the registry, and shortcuts as people read them. A shortcut does nothing while a person types in a field, or
// while a dialog or menu is open.

import type { KeyBindingMap } from 'tinykeys';
import type { CommandContext } from './command.ts';
import { commands, isEditorCommand } from './registry.ts';

/** True when a key press goes to a field, where letters, Delete and undo have another meaning. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox' && target.type !== 'radio';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Returns the bindings for `tinykeys(window, …)`. */
export function shortcutBindings(context: CommandContext): KeyBindingMap {
  const bindings: KeyBindingMap = {};
  for (const command of commands) {
    for (const shortcut of command.shortcuts) {
      bindings[shortcut] = (event) => {
        // What is typed while a menu is open is for the menu, also where the menu does not hold the focus.
        if (event.defaultPrevented || document.querySelector('dialog[open], [role="menu"]') !== null) return;
        if (isEditorCommand(command)) return;
        if (!command.whileTyping && isTyping(event.composedPath()[0] ?? null)) return;
        // The browser's own action (save page, open file) is always prevented, also where the command has nothing to do.
        if (shortcut.includes('$mod')) event.preventDefault();
        if (!command.when(context)) return;
        event.preventDefault();
        command.run(context);
      };
    }
  }
  return bindings;
}

const words = new Map([
  ['Shift', '⇧'],
  ['Delete', 'Del'],
  ['Escape', 'Esc'],
]);

/** Returns a key as it is printed on it: a letter is a capital, a word keeps its first letter large. */
const printedKey = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);

/** Returns a shortcut in readable form: `Ctrl Z`, on a Mac `⌘Z`. */
export function shortcutLabel(shortcut: string, mac: boolean): string {
  const parts = shortcut.split('+').map((part) => {
    if (part === '$mod') return mac ? '⌘' : 'Ctrl';
    return words.get(part) ?? printedKey(part);
  });
  return parts.join(mac ? '' : ' ');
}

/** The keys that belong to a part of the page, not to a command: each with the part and what it does there. */
export const partKeys: readonly (readonly [part: string, keys: readonly string[], does: string])[] = [
  ['On a card', ['←', '→', '↑', '↓'], 'Go to the next card in that direction'],
  ['On a card', ['Enter'], 'Select it; again: go to its details'],
  ['On a card', ['M'], 'Move, connect or join it: every place with its effect'],
  ['On a lane or a membership', ['Enter'], 'Select it'],
  ['On anything in the picture', ['⇧ F10'], 'Open its menu'],
  ['On an item of the palette', ['Enter'], 'Add it'],
  ['In the details', ['1', '…', '9'], 'Go to a section'],
  ['In the matrix', ['←', '→', '↑', '↓'], 'Go to the next pair'],
  ['In the matrix', ['Enter'], 'Explain the pair'],
];
