// The top-level keys of a stack beside services and networks, and notes on the files and volumes that it names.

import { nameList } from '../../compose/name-list.ts';
import { withEntry } from '../../compose/operations/steps/expect-model.ts';
import type { Service } from '../../compose/topology.ts';
import { mainDocument } from '../../compose/workspace/open-workspace.ts';
import { topLevel } from '../../compose/workspace/top-level.ts';
import { shellCommand } from '../../quote/shell-word.ts';
import { withoutRepeatedItems } from '../../rules/facts/stack-lists.ts';
import { mapTree, plainTree, textTree } from '../../yaml/make-tree.ts';
import {
  childOf,
  deref,
  entriesOf,
  type MapTree,
  type Path,
  scalarText,
  type Tree,
} from '../../yaml/tree.ts';
import { fileFromMain, mapOf, readOutOf, type StackContext, sourceFromMain } from './stack-context.ts';
import { stackEntry } from './stack-keys.ts';

/** Returns the value of each top-level key except `services` and `networks`. */
export function stackResources(
  context: StackContext,
  services: readonly Service[],
): ReadonlyMap<string, Tree | null> {
  const { workspace } = context.source;
  const found = new Map<string, Tree | null>();
  for (const key of topKeys(context)) {
    const tree = topLevel(workspace, key);
    if (tree === null) continue;
    switch (key) {
      case 'version':
        context.note(
          'changed',
          'version',
          [key],
          'An old version makes a stack refuse newer keys; without one it accepts them all.',
        );
        break;
      case 'name':
        context.note(
          'changed',
          'name',
          [key],
          `A stack gets its name when it is deployed: ${shellCommand(['docker', 'stack', 'deploy', '-c', 'FILE', context.source.project ?? 'NAME'])}`,
        );
        break;
      case 'include':
        break;
      case 'models':
        context.note('lost', 'refused-key', [key], 'A stack has no models.');
        break;
      case 'secrets':
      case 'configs':
        found.set(key, filesTree(context, key, readOutOf(tree, mainDocument(workspace).environment)));
        break;
      default:
        found.set(key, withoutRepeatedItems(mapOf(readOutOf(tree, mainDocument(workspace).environment))));
    }
  }
  noteMounts(context, services);
  return found;
}

function topKeys({ source }: StackContext): readonly string[] {
  const keys = source.workspace.files.flatMap(({ document, role }) =>
    role === 'extended'
      ? []
      : document.fragments.flatMap(({ kind, name }) => (kind === 'rest' && name !== '' ? [name] : [])),
  );
  return [...new Set(keys)].filter((key) => key !== 'services' && key !== 'networks');
}

/** Returns `secrets` and `configs`: those from a file stay; those from a text or variable must be created first. */
function filesTree(context: StackContext, section: 'secrets' | 'configs', tree: Tree): Tree {
  const { note, source } = context;
  const what = section === 'secrets' ? 'secret' : 'config';
  const map = mapOf(tree);
  const entries = map.entries.map((entry) => {
    const at: Path = [section, entry.key];
    const made = ['content', 'environment'].find((key) => childOf(entry.value, key) !== null);
    if (made !== undefined) {
      const name = scalarText(childOf(entry.value, 'name')) ?? entry.key;
      note(
        'changed',
        'made-before',
        [...at, made],
        `A stack file cannot contain it. Create it before the stack is deployed: ${shellCommand(['docker', what, 'create'], [name])} FILE`,
      );
      const external = mapTree([
        ['external', plainTree(true)],
        ['name', textTree(name)],
      ]);
      return { ...entry, value: external };
    }
    const file = scalarText(childOf(entry.value, 'file'));
    const path = file === null ? null : fileFromMain(source.workspace, [...at, 'file'], file);
    const moved =
      path === file ? entry.value : withEntry(deref(entry.value), 'file', () => textTree(path ?? ''));
    return { ...entry, value: stackEntry(context, what, moved, at, ['content', 'environment']) ?? moved };
  });
  return { ...map, entries };
}

/** Reports unchanged keys that have another effect in a swarm. */
function noteMounts({ note, source }: StackContext, services: readonly Service[]): void {
  const using = (type: string): readonly string[] =>
    services.flatMap(({ name, mounts }) => (mounts.some((mount) => mount.type === type) ? [name] : []));
  const bound = using('bind');
  if (bound.length > 0)
    note(
      'kept',
      'bind-mount',
      [],
      `Bind mounts are folders of the task's machine: they must exist on every machine, and none is created (${nameList(bound)}).`,
    );
  const volumes = using('volume');
  if (volumes.length > 0)
    note(
      'kept',
      'local-volume',
      [],
      `Each machine has a volume of its own: a task that moves finds another one. Pin it with deploy.placement.constraints, or use a shared driver (${nameList(volumes)}).`,
    );
  const exposing = services.filter(({ expose }) => expose.length > 0).map(({ name }) => name);
  if (exposing.length > 0)
    note(
      'kept',
      'expose',
      [],
      `\`expose\` is ignored with a warning; it stays, since it states on which ports services listen (${nameList(exposing)}).`,
    );
  for (const { key } of entriesOf(topLevel(source.workspace, 'volumes'))) {
    const external = scalarText(childOf(childOf(topLevel(source.workspace, 'volumes'), key), 'external'));
    if (external === 'true')
      note(
        'kept',
        'external-volume',
        ['volumes', key],
        'It must exist on every machine that may run a task.',
      );
  }
}

/** Returns mounts in forms that a stack accepts, with paths relative to the main file's folder. */
export function withMounts(context: StackContext, tree: MapTree, at: Path): MapTree {
  const { workspace } = context.source;
  return withEntry(tree, 'volumes', (tree) => {
    if (tree?.kind !== 'seq') return tree;
    const items = tree.items.flatMap((item, index) => {
      const where: Path = [...at, 'volumes', index];
      const node = deref(item);
      if (node?.kind === 'map') {
        const type = scalarText(childOf(node, 'type'));
        if (type === 'image') {
          context.note(
            'lost',
            'image-mount',
            where,
            'A stack cannot mount an image. Copy what it needs into its own image.',
          );
          return [];
        }
        const from = scalarText(childOf(node, 'source'));
        const path = from === null ? null : fileFromMain(workspace, where, from);
        const moved = path === from ? node : withEntry(node, 'source', () => textTree(path ?? ''));
        return stackEntry(context, 'volume-mount', moved, where) ?? [];
      }
      const text = scalarText(node) ?? '';
      const [source = '', ...rest] = text.split(':');
      const path = rest.length === 0 ? source : sourceFromMain(workspace, where, source);
      return [path === source ? item : textTree([path, ...rest].join(':'))];
    });
    return items.length === 0 ? null : { ...tree, items };
  });
}
