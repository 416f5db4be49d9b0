// The statements of `x-bulkhead.intents` in one file, for operations that add, remove and rename in them. The model does not hold
// them, so edits of them are verified here: the text is read again.

import { type Edits, normalizeEdits } from '../../../text/edit.ts';
import { type Result, refuse } from '../../../text/result.ts';
import { writtenText } from '../../../yaml/effective-node.ts';
import { removeNode } from '../../../yaml/remove-node.ts';
import { findNode, type Slice } from '../../../yaml/slice.ts';
import { childOf, itemsOf, type Path } from '../../../yaml/tree.ts';
import type { ComposeDocument } from '../../document.ts';
import {
  type IntentKind,
  type IntentStatement,
  intentKinds,
  readIntents,
} from '../../project/read/read-intents.ts';
import { topLevelTree } from '../../read-fragments.ts';
import type { Topology } from '../../topology.ts';
import type { ExamplePlace, Field } from '../field.ts';
import { renameEdits } from './whole-file.ts';

/** A statement of `x-bulkhead.intents`, such as `front -> db`; it may list several subjects or ports, separated by commas. */
export interface IntentOperation<T extends string> {
  readonly type: T;
  readonly kind: IntentKind;
  readonly text: string;
}

/** Returns the fields of the operations `intent` and `unintent`. `examples`: statements for tests. */
export function statementFields(
  examples: (place: ExamplePlace) => readonly Omit<PlacedStatement, 'path'>[],
): readonly [Field<{ readonly kind: IntentKind }>, Field<{ readonly text: string }>] {
  return [
    {
      usage:
        'never|must|no-way-out|no-lan|only-internet|no-host|out-only-through|only-names|sealed|exposed|guarded|only',
      parse(text = '') {
        const kind = intentKinds.find((known) => known === text.trim());
        return kind === undefined ? null : { kind };
      },
      format: ({ kind }) => kind,
      examples: (place) => examples(place).map(({ kind }) => ({ kind })),
    },
    {
      usage: ':STATEMENT',
      parse: (text = '') => (text.trim() === '' ? null : { text: text.trim() }),
      format: ({ text }) => text,
      examples: (place) => examples(place).map(({ text }) => ({ text })),
    },
  ];
}

export interface PlacedStatement extends IntentStatement {
  readonly kind: IntentKind;
}

/** Returns every statement in file order. */
export function statementsIn({ fragments }: ComposeDocument): readonly PlacedStatement[] {
  const { entries } = readIntents(topLevelTree(fragments, 'x-bulkhead'));
  return entries.flatMap(({ kind, statements }) => statements.map((statement) => ({ kind, ...statement })));
}

/** Removes a node, and its parents that hold nothing else. */
export function removeWithParents(slice: Slice, path: Path): Result<Edits> {
  let gone = path;
  while (gone.length > 1 && findNode(slice, gone)?.parent?.items.length === 1) gone = gone.slice(0, -1);
  return removeNode(slice, gone);
}

/** Refuses a result in which the file states anything but `expected`, in any order. */
export function confirmStatements(
  after: ComposeDocument,
  expected: readonly Omit<PlacedStatement, 'path'>[],
): Result<never> | null {
  const found = statementLines(statementsIn(after));
  const wanted = statementLines(expected);
  if (found.length === wanted.length && found.every((word, index) => word === wanted[index])) return null;
  return refuse('unusual-layout', 'the intents cannot be changed as they are written; edit the text');
}

function statementLines(statements: readonly Omit<PlacedStatement, 'path'>[]): readonly string[] {
  return statements.map(({ kind, text }) => `${kind}: ${text}`).sort();
}

/**
 * Returns the edits of the whole file that rename `name` to `to` in `x-bulkhead`: in intents and in disabled findings. A word without a
 * kind means a service if one has that name, else a network. `topology`: of the whole project.
 */
export function intentNameEdits(
  slice: Slice,
  document: ComposeDocument,
  kind: 'service' | 'network',
  name: string,
  to: string,
  topology: Topology,
): Edits {
  const bare = kind === 'service' || !topology.services.has(name);
  const renamed = (word: string): string => {
    if (word === name) return bare ? to : word;
    if (word === `${kind}:${name}`) return `${kind}:${to}`;
    // A port of `exposed`.
    const port = kind === 'service' && word.startsWith(`${name}:`) ? word.slice(name.length) : '';
    return /^:\d/.test(port) ? to + port : word;
  };
  const written = statementsIn(document).flatMap(
    ({ path }) => writtenText(slice, findNode(slice, path)?.node) ?? [],
  );
  const off = itemsOf(childOf(topLevelTree(document.fragments, 'x-bulkhead'), 'disable')).flatMap(
    (_, index) =>
      writtenText(slice, findNode(slice, ['x-bulkhead', 'disable', index, 'service'])?.node) ?? [],
  );
  const services = kind === 'service' ? renameEdits(slice, off, (text) => (text === name ? to : null)) : [];
  const statements = renameEdits(slice, written, (text) => text.replace(/[^\s,>]+(?<!-)|->/g, renamed));
  return normalizeEdits([...statements, ...services]);
}
