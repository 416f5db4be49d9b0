// Files that belong to several stacks, such as one that all extend: what is changed in one stack is changed in each.

import type { Command, Session } from '../../core/session/session.ts';
import { textChange } from '../files/text-change.ts';
import type { PageStack } from './host-state.ts';

/** By file, the keys of the stacks that have it; files of one stack alone are left out. */
export type SharedFiles = ReadonlyMap<string, readonly string[]>;

/** The files that several of `stacks` have. */
export function sharedFiles(stacks: readonly PageStack[]): SharedFiles {
  const owners = new Map<string, string[]>();
  for (const { key, session } of stacks) {
    for (const file of session.workspace.input.texts.keys()) {
      const known = owners.get(file);
      if (known) known.push(key);
      else owners.set(file, [key]);
    }
  }
  return new Map([...owners].filter(([, keys]) => keys.length > 1));
}

/** One command for another stack, so that it says the same of a shared file. */
export interface Mirrored {
  readonly key: string;
  readonly command: Command;
}

/** What the other stacks get where the session of `key` went from `before` to `after`. */
export function mirrored(
  shared: SharedFiles,
  stacks: readonly PageStack[],
  key: string,
  before: Session,
  after: Session,
): readonly Mirrored[] {
  const all: Mirrored[] = [];
  for (const [file, keys] of shared) {
    if (!keys.includes(key)) continue;
    const text = after.workspace.input.texts.get(file);
    const opened = after.opened.input.texts.get(file);
    const edited = text !== undefined && text !== before.workspace.input.texts.get(file);
    const measured = opened !== undefined && opened !== before.opened.input.texts.get(file);
    for (const other of stacks) {
      if (other.key === key || !keys.includes(other.key)) continue;
      const theirs = other.session.workspace.input.texts.get(file) ?? '';
      if (edited && theirs !== text) {
        const { label = '', typedAt = null } = after.undo.at(-1) ?? {};
        const typed = typedAt === null ? {} : { typedAt };
        const edits = textChange(theirs, text);
        all.push({ key: other.key, command: { type: 'edit-text', file, edits, label, ...typed } });
      }
      if (measured) {
        all.push({ key: other.key, command: { type: 'set-opened', texts: new Map([[file, opened]]) } });
      }
    }
  }
  return all;
}
