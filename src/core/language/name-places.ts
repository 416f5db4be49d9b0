// Where the files of a project name a service or network. These are the places that a renaming would change, so they come from the edits of
// one: no other code knows all of them.

import type { ComposeDocument } from '../compose/document.ts';
import { entityFragments } from '../compose/fragment-at.ts';
import { networkNameEdits } from '../compose/operations/network/rename-network.ts';
import { type RenamingFile, serviceNameEdits } from '../compose/operations/service/rename-service.ts';
import { folderOf, resolvePath } from '../compose/workspace/paths.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import { childOf, type Span } from '../yaml/tree.ts';
import { isOnText, pathAt } from './path-at.ts';

/** A service or network of a project; with `file`, a service of a file that is only extended. */
export interface NamedEntity {
  readonly kind: 'service' | 'network';
  readonly name: string;
  readonly file: string | null;
}

/** An occurrence of a name in a file. */
export interface NamePlace extends Span {
  readonly file: string;
}

const nameCharacter = /[A-Za-z0-9._-]/;

/** Returns the word at an offset that may be a name; null when there is none. */
function wordAt(text: string, offset: number): (Span & { readonly word: string }) | null {
  let from = offset;
  let to = offset;
  while (from > 0 && nameCharacter.test(text[from - 1] ?? ' ')) from--;
  while (to < text.length && nameCharacter.test(text[to] ?? ' ')) to++;
  return from === to ? null : { from, to, word: text.slice(from, to) };
}

/** Returns a name that shares neither its start nor its end with `name`, so that a rename replaces the whole name. */
function unrelatedName(name: string): string {
  const letter =
    ['x', 'y', 'z'].find((candidate) => name.at(0) !== candidate && name.at(-1) !== candidate) ?? 'x';
  return letter.repeat(3);
}

/** Returns the range that a replacement changes, without the common start and end. */
function changedRange(text: string, span: Span, insert: string): Span {
  let { from, to } = span;
  let [start, end] = [0, insert.length];
  while (from < to && start < end && text[from] === insert[start]) {
    from++;
    start++;
  }
  while (to > from && end > start && text[to - 1] === insert[end - 1]) {
    to--;
    end--;
  }
  return { from, to };
}

/** The occurrences found in a text, cached because hover and references look a name up in turn. */
const known = new WeakMap<ComposeDocument, Map<string, readonly NamePlace[]>>();

function placesIn(
  workspace: Workspace,
  document: ComposeDocument,
  declares: boolean,
  named: NamedEntity,
): readonly NamePlace[] {
  const own = known.get(document) ?? new Map<string, readonly NamePlace[]>();
  known.set(document, own);
  const key = `${named.kind}:${named.name}:${declares}`;
  const places = own.get(key) ?? findPlaces(workspace, document, declares, named);
  own.set(key, places);
  return places;
}

function findPlaces(
  { files, topology }: Workspace,
  document: ComposeDocument,
  declares: boolean,
  { kind, name }: NamedEntity,
): readonly NamePlace[] {
  const namespace = new Set(
    files.filter(({ role }) => role !== 'extended').map((file) => file.document.file),
  );
  const naming: RenamingFile = {
    topology,
    declares,
    isNamespace: (file) => namespace.has(resolvePath(folderOf(document.file), file)),
  };
  const to = unrelatedName(name);
  const planned =
    kind === 'service'
      ? serviceNameEdits(document, { type: 'rename-service', service: name, to, keepAlias: false }, naming)
      : networkNameEdits(document, { type: 'rename-network', network: name, to }, naming);
  if (!planned.ok) return [];
  return planned.value.map(({ insert, ...span }) => ({
    file: document.file,
    ...changedRange(document.text, span, insert),
  }));
}

/** Returns every occurrence of a name by file, its declarations included; none while a text cannot be parsed. */
export function placesOfName(workspace: Workspace, named: NamedEntity): readonly NamePlace[] {
  if (named.file !== null) return [...declarationsOf(workspace, named), ...extensionsOf(workspace, named)];
  return workspace.files.flatMap(({ document, role }) =>
    placesIn(workspace, document, role !== 'extended', named),
  );
}

/** Returns the places where other files extend the service of a file. */
function extensionsOf(workspace: Workspace, { name, file }: NamedEntity): readonly NamePlace[] {
  return workspace.files.flatMap(({ document }) =>
    [...document.topology.services.values()].flatMap(({ name: service, extendsFrom }) => {
      if (extendsFrom === null || extendsFrom.file === null || extendsFrom.service !== name) return [];
      if (resolvePath(folderOf(document.file), extendsFrom.file) !== file) return [];
      return entityFragments(document, 'service', service).flatMap(({ fragment, from }) => {
        const tree = childOf(childOf(fragment.tree, 'extends'), 'service');
        if (tree?.kind !== 'scalar') return [];
        const span = unquoted(document.text, { from: tree.from + from, to: tree.to + from });
        return [{ file: document.file, ...span }];
      });
    }),
  );
}

/** Returns the keys that declare a name, from everything that extends and overrides, in file order. */
export function declarationsOf(
  workspace: Workspace,
  { kind, name, file }: NamedEntity,
): readonly NamePlace[] {
  return workspace.files.flatMap(({ document, role }) => {
    if (file === null ? role === 'extended' : document.file !== file) return [];
    return entityFragments(document, kind, name).flatMap(({ fragment: { keySpan }, from }) => {
      if (keySpan === null) return [];
      const span = unquoted(document.text, { from: keySpan.from + from, to: keySpan.to + from });
      return [{ file: document.file, ...span }];
    });
  });
}

function unquoted(text: string, { from, to }: Span): Span {
  const quoted = /^["']/.test(text[from] ?? '');
  return quoted ? { from: from + 1, to: to - 1 } : { from, to };
}

/** Returns the service or network named at an offset, with the name's range; null when there is none. */
export function namedAt(
  workspace: Workspace,
  file: string,
  offset: number,
): { readonly named: NamedEntity; readonly place: NamePlace } | null {
  if (workspace.stale) return null;
  const open = workspace.files.find(({ document }) => document.file === file);
  const word = open ? wordAt(open.document.text, offset) : null;
  if (!open || word === null) return null;
  const { document, role } = open;
  if (!isOnText(document, offset)) return null;
  const extended = extendedAt(workspace, document, offset);
  if (extended !== null && extended.name === word.word) return { named: extended, place: { file, ...word } };
  const { services, networks } = workspace.topology;
  const candidates: NamedEntity[] = [];
  if (services.has(word.word)) candidates.push({ kind: 'service', name: word.word, file: null });
  if (networks.has(word.word)) candidates.push({ kind: 'network', name: word.word, file: null });
  // Reading all of a large text takes a while; the key of an entry is known without.
  const path = role === 'extended' ? null : pathAt(document, offset);
  if (path?.length === 2 && path[1] === word.word) {
    const kind = path[0] === 'services' ? 'service' : path[0] === 'networks' ? 'network' : null;
    const declared = candidates.find((named) => named.kind === kind);
    if (declared) return { named: declared, place: { file, ...word } };
  }
  for (const named of candidates) {
    const places = placesIn(workspace, document, role !== 'extended', named);
    const place = places.find(({ from, to }) => offset >= from && offset <= to);
    if (place) return { named, place };
  }
  return null;
}

/** Returns the extended-only service of a file that is named at an offset, in `extends` or in its declaration; null when there is none. */
function extendedAt(workspace: Workspace, document: ComposeDocument, offset: number): NamedEntity | null {
  const path = pathAt(document, offset);
  const extendedFiles = new Set(
    workspace.files.filter(({ role }) => role === 'extended').map((file) => file.document.file),
  );
  const [top, name, key, below] = path ?? [];
  if (top !== 'services' || typeof name !== 'string') return null;
  if (path?.length === 2 && extendedFiles.has(document.file)) {
    return { kind: 'service', name, file: document.file };
  }
  const from = document.topology.services.get(name)?.extendsFrom ?? null;
  if (key !== 'extends' || below !== 'service' || from === null || from.file === null) return null;
  const file = resolvePath(folderOf(document.file), from.file);
  return extendedFiles.has(file) ? { kind: 'service', name: from.service, file } : null;
}
