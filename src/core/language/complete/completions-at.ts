// What is offered at a place of a compose file, with the text that choosing it writes there.

import type { Choice } from './choice.ts';
import { choicesAt } from './choices-at.ts';
import { cursorContext } from './cursor-context.ts';
import type { ProjectNames } from './project-names.ts';

const plain = /^[A-Za-z_][\w./-]*$/;

/** Returns a choice as it is inserted: a key gets a colon when none follows, a name that YAML would misread gets quotes. */
function insertedText(choice: Choice, asKey: boolean, following: string): string {
  const bare = choice.kind === 'word' || choice.label.startsWith('service:') || plain.test(choice.label);
  const name = bare ? choice.label : JSON.stringify(choice.label);
  if (!asKey || /^\s*:/.test(following)) return name;
  // No blank is left behind the colon of a key whose value stands below it.
  return choice.kind === 'key' && !choice.block ? `${name}: ` : `${name}:`;
}

/** A choice with the text that replaces the word at the cursor. */
export interface OfferedChoice extends Choice {
  readonly insert: string;
}

/** The choices, the most likely first; `from` is the column, from 0, at which the word at the cursor begins. */
export interface Completions {
  readonly from: number;
  /** True when an entry's name is completed and nothing is typed yet; the list then appears on request only. */
  readonly onRequestOnly: boolean;
  readonly choices: readonly OfferedChoice[];
}

/** Returns the completions at a column of a line; null when there are none. Lines count from 1, columns from 0. */
export function completionsAt(
  lineAt: (line: number) => string,
  lines: number,
  line: number,
  column: number,
  names: ProjectNames,
): Completions | null {
  const found = cursorContext(lineAt, line, column);
  if (found === null) return null;
  const { place, from, word } = found;
  const taken = place === 'key' ? siblingKeys(lineAt, lines, line, from) : new Set<string>();
  const following = lineAt(line).slice(column);
  const choices = choicesAt(found, names)
    .filter(({ label }) => !taken.has(label))
    .map((choice) => {
      const asKey = place === 'key' || (place === 'item' && choice.kind === 'key');
      return { ...choice, insert: insertedText(choice, asKey, following) };
    });
  return choices.length === 0 ? null : { from, onRequestOnly: word === '' && place === 'key', choices };
}

/** Returns the keys at `column` in the same block as `line`, without those of `line` itself. */
export function siblingKeys(
  lineAt: (line: number) => string,
  lines: number,
  line: number,
  column: number,
): ReadonlySet<string> {
  const keys = new Set<string>();
  function look(at: number): boolean {
    const text = lineAt(at);
    if (/^\s*(#|$)/.test(text)) return true;
    const [, dashes = '', key] = /^((?:\s|- )*)(?:["']?([^\s"':#]+)["']?\s*:)?/.exec(text) ?? [];
    if (dashes.length < column) return false;
    const opensItem = dashes.length === column && dashes.includes('-');
    // Another item of the list is another map.
    if (opensItem && at > line) return false;
    if (dashes.length === column && key !== undefined) keys.add(key);
    return !opensItem;
  }
  const ownDash = /^\s*- /.test(lineAt(line));
  for (let at = line - 1; at >= 1 && !ownDash; at--) if (!look(at)) break;
  for (let at = line + 1; at <= lines; at++) if (!look(at)) break;
  return keys;
}
