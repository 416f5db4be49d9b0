// For tests only: what an operation did not mean is as it was: other services and networks to the byte and the object, other
// sections and keys in what they say, comments, line endings, the byte order mark and the end of the file.

import { Lexer } from 'yaml';
import { deref, entriesOf, type Tree } from '../../../yaml/tree.ts';
import type { ComposeDocument, Fragment } from '../../document.ts';
import type { Operation } from '../../operations/operation.ts';
import { kindOf } from '../../operations/registry.ts';
import { touchedKeys } from './touched-keys.ts';

/** What else changed; null where nothing did. */
export function checkSurroundings(
  before: ComposeDocument,
  after: ComposeDocument,
  operations: readonly Operation[],
): string | null {
  return (
    strayLines(before.text, after.text) ??
    strayBlanks(before, after) ??
    strayComments(before.text, after.text, operations) ??
    strayEntries(before, after, operations) ??
    (operations.length === 1 ? strayIdentity(before, after) : null)
  );
}

function strayLines(before: string, after: string): string | null {
  const crlf = before.includes('\r\n');
  if (crlf ? /(?<!\r)\n|\r(?!\n)/.test(after) && !/(?<!\r)\n|\r(?!\n)/.test(before) : after.includes('\r'))
    return 'line endings';
  if (after.startsWith('\ufeff') !== before.startsWith('\ufeff')) return 'byte order mark';
  // A text in block style may need its line ending where it becomes the last.
  if (/\n$/.test(before) && !/\n$/.test(after)) return 'end of the file';
  if (/\n$/.test(after) && !/\n$/.test(before) && !/[|>]\+?\d?[ \t]*(?:#.*)?\r?\n/.test(after))
    return 'end of the file';
  return null;
}

/** No blank line is added, but with the copy of an anchored value that moves, or above a new top-level key where the file has them. */
function strayBlanks(
  { text: before, fragments: old }: ComposeDocument,
  after: ComposeDocument,
): string | null {
  if (before.includes('&')) return null;
  const isBlank = (line: string): boolean => line.trim() === '';
  const blanks = (text: string): number => text.split('\n').filter(isBlank).length;
  const added = blanks(after.text) - blanks(before);
  if (added <= 0) return null;
  const keys = topLevelKeys(after.fragments) - topLevelKeys(old);
  const usual = Math.max(0, ...before.split(/\S.*\n/).map((run) => blanks(run) - 1));
  return added > keys * usual ? 'a blank line was added' : null;
}

/** A section that is cut at its entries has a fragment of its own for its key. */
function topLevelKeys(fragments: readonly Fragment[]): number {
  return fragments.filter(({ kind, name }) => kind === 'rest' && name !== '').length;
}

/** True for an operation that takes a value away, or replaces it as a whole, with the comments in it. */
function isReplacing(operation: Operation): boolean {
  return 'inner' in operation || kindOf(operation).replaces === true;
}

/** Operations that only add or change one word lose no comment. */
function strayComments(before: string, after: string, operations: readonly Operation[]): string | null {
  if (operations.some(isReplacing)) return null;
  const marks = (text: string): number => text.split('#').length;
  if (marks(after) >= marks(before)) return null;
  return comments(after) < comments(before) ? 'a comment was lost' : null;
}

function comments(text: string): number {
  let count = 0;
  for (const token of new Lexer().lex(text)) if (token.startsWith('#')) count++;
  return count;
}

interface Part {
  readonly fragment: Fragment;
  readonly text: string;
}

function partsOf(document: ComposeDocument): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>();
  let from = 0;
  for (const fragment of document.fragments) {
    const text = document.text.slice(from, from + fragment.length);
    parts.set(`${fragment.kind}:${fragment.name}`, { fragment, text });
    from += fragment.length;
  }
  return parts;
}

function strayEntries(
  before: ComposeDocument,
  after: ComposeDocument,
  operations: readonly Operation[],
): string | null {
  if (operations.length > 1 && operations.some((operation) => operation.type.startsWith('rename')))
    return null;
  const keys = touchedKeys(operations);
  const now = partsOf(after);
  for (const [id, { fragment, text }] of partsOf(before)) {
    const later = now.get(id);
    if (!later) {
      if (!keys.gone(id)) return `${id} is gone`;
      continue;
    }
    const edited = keys.of(id);
    if (edited === null && !keys.everywhere && content(text) !== content(later.text))
      return `${id} was rewritten`;
    if (keys.everywhere && fragment.kind === 'rest') continue;
    const stray = strayKey(fragment, later.fragment, edited);
    if (stray !== null) return `${stray} of ${id} changed`;
  }
  return null;
}

/** An entry without the blank and comment lines behind it, which belong to what follows. */
function content(text: string): string {
  return text.replace(/(?:[\s,}\]]|#[^\n]*(?=\n|$)|\n\.\.\.)*$/, '');
}

function strayKey(before: Fragment, after: Fragment, edited: ReadonlySet<string> | null): string | null {
  const later = new Map(entriesOf(after.tree).map((entry) => [entry.key, plainValue(entry.value)]));
  for (const { key, value } of entriesOf(before.tree)) {
    if (edited?.has(key)) continue;
    if (later.get(key) !== plainValue(value)) return `"${key}"`;
  }
  const known = new Set(entriesOf(before.tree).map((entry) => entry.key));
  for (const key of later.keys()) if (!known.has(key) && !edited?.has(key)) return `"${key}" (new)`;
  return null;
}

/** Services whose own text says everything and did not change are the same objects. */
function strayIdentity(before: ComposeDocument, after: ComposeDocument): string | null {
  const now = partsOf(after);
  for (const [id, { fragment, text }] of partsOf(before)) {
    if (fragment.kind !== 'service' || /[*<&]/.test(text) || now.get(id)?.text !== text) continue;
    const name = fragment.name;
    if (before.topology.services.get(name) !== after.topology.services.get(name))
      return `service ${name} is another object`;
  }
  return null;
}

/** The content of a value tree as one text, keys in byte order: positions, comments, quotes and anchors do not count. */
function plainValue(tree: Tree | null): string {
  const node = deref(tree);
  if (!node) return 'null';
  if (node.kind === 'scalar') return JSON.stringify([node.value === null ? null : node.text, node.tag]);
  if (node.kind === 'seq') return `[${node.items.map(plainValue).join()}]`;
  const entries = entriesOf(node).map(({ key, value }) => `${JSON.stringify(key)}:${plainValue(value)}`);
  return `{${entries.sort().join()}}`;
}
