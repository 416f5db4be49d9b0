// The context of all steps of an export to Swarm: the project as Compose reads it, the options, and the notes.

import { fileOf, offsetOf } from '../../compose/offset-path.ts';
import { withEntry } from '../../compose/operations/steps/expect-model.ts';
import { interpolateTree } from '../../compose/workspace/entity.ts';
import { mainDocument } from '../../compose/workspace/open-workspace.ts';
import { folderOf, resolvePath } from '../../compose/workspace/paths.ts';
import { placeOf } from '../../compose/workspace/place-of.ts';
import { folderSeenFrom } from '../../compose/workspace/seen-from.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import { mapTree } from '../../yaml/make-tree.ts';
import { deref, type MapTree, type Path, type Tree } from '../../yaml/tree.ts';
import { keyText, type PlatformNote, type PlatformSource } from '../platform/platform-export.ts';

export interface SwarmOptions {
  /** How to export ports of services that are only on internal networks. */
  readonly internalPorts: 'drop' | 'edge' | 'refuse';
  /** How to export ports bound to loopback. */
  readonly loopback: 'drop' | 'refuse';
}

export type NoteList = 'kept' | 'changed' | 'lost';

/** A note with its path in the merged model; [] is the project. */
export interface DraftNote {
  readonly list: NoteList;
  readonly cause: string;
  readonly at: Path;
  readonly message: string;
}

export interface StackContext {
  readonly source: PlatformSource;
  readonly options: SwarmOptions;
  /** Services that publish in host mode, since ingress mode would open more (SW6). */
  readonly inHostMode: ReadonlySet<string>;
  note(list: NoteList, cause: string, at: Path, message: string): void;
}

/** Returns the note with its place in a file. */
export function placedNote(workspace: Workspace, { cause, at, message }: DraftNote): PlatformNote {
  const path = offsetOf(at) === null ? (fileOf(at)?.path ?? at) : [];
  const [top, name, ...rest] = path;
  const service = top === 'services' && typeof name === 'string' ? name : null;
  const key = keyText(service === null ? path : rest);
  if (at.length === 0) return { cause, service, key, place: null, message };
  const { file, line, column } = placeOf(workspace, at);
  return { cause, service, key, place: { file, line, column }, message };
}

/** Returns the mapping, or an empty one for any other value. */
export function mapOf(tree: Tree | null | undefined): MapTree {
  const node = deref(tree);
  return node?.kind === 'map' ? node : mapTree([]);
}

/** Returns the mapping with `key` in place of `old`; an existing `key` keeps its position. */
export function insteadOf(tree: MapTree, old: string, key: string, value: Tree | null): MapTree {
  const known = tree.entries.some((entry) => entry.key === key);
  if (known || value === null)
    return withEntry(
      withEntry(tree, old, () => null),
      key,
      () => value,
    );
  const entries = tree.entries.map((entry) =>
    entry.key === old ? { ...entry, key, value, merged: null } : entry,
  );
  if (entries.every((entry) => entry.key !== key)) return withEntry(tree, key, () => value);
  return { ...tree, entries };
}

/** Returns a service or network as Compose reads it: with variables, `!reset` and `!override` applied. */
export function readOut(workspace: Workspace, kind: 'service' | 'network', name: string, tree: Tree): Tree {
  const [first, ...others] = workspace.layers.get(`${kind}:${name}`) ?? [];
  const { environment } = first?.document ?? mainDocument(workspace);
  // Values from several environments were interpolated when they were merged.
  const shared = others.every(({ document }) => document.environment === environment);
  return readOutOf(tree, shared ? environment : new Map());
}

/** Like `readOut`, for a value whose variables are already substituted. */
export function readOutOf(tree: Tree, environment: ReadonlyMap<string, string>): Tree {
  return withoutMarks(interpolateTree(tree, environment));
}

/** Applies `!reset`, which removes a value, and drops `!override`, which has no effect in one file (semantics 4.3). */
function withoutMarks(tree: Tree): Tree {
  const node = deref(tree);
  if (node === null) return tree;
  const tag = node.tag?.startsWith('!') && !node.tag.startsWith('!!') ? null : node.tag;
  switch (node.kind) {
    case 'scalar':
      return tag === node.tag ? node : { ...node, tag };
    case 'seq':
      return { ...node, tag, items: node.items.filter(stays).map(withoutMarks) };
    case 'map': {
      const entries = node.entries.filter(({ value }) => stays(value));
      return {
        ...node,
        tag,
        entries: entries.map((entry) => ({ ...entry, value: withoutMarks(entry.value) })),
      };
    }
  }
}

function stays(tree: Tree): boolean {
  return deref(tree)?.tag !== '!reset';
}

/** Returns a short mount's source relative to the main file's folder; a volume name stays. */
export function sourceFromMain(workspace: Workspace, at: Path, source: string): string {
  return /^\.{1,2}(?:\/|$)/.test(source) ? fileFromMain(workspace, at, source) : source;
}

/**
 * Returns a path relative to the main file's folder, since included and extended files have folders of their own. `at` is its path in the
 * model.
 */
export function fileFromMain(workspace: Workspace, at: Path, path: string): string {
  if (path === '' || path.startsWith('/') || path.startsWith('~')) return path;
  const folder = folderSeenFrom(workspace, at);
  const main = folderOf(mainDocument(workspace).file);
  return folder === main ? path : relative(main, `${folder}/${path}`);
}

function relative(from: string, path: string): string {
  const parts = resolvePath('', path).split('/');
  const base = resolvePath('', from).split('/').filter(Boolean);
  let same = 0;
  while (same < base.length && same < parts.length && base[same] === parts[same]) same++;
  const steps = [...base.slice(same).map(() => '..'), ...parts.slice(same)].join('/');
  return steps.startsWith('../') ? steps : `./${steps}`;
}
