// Which files may own what an operation changes.

import { childOf, type Tree } from '../../../yaml/tree.ts';
import { entityFragment } from '../../fragment-at.ts';
import type { Topology } from '../../topology.ts';
import type { Layer, Workspace } from '../workspace.ts';
import { changedKeys } from './changed-keys.ts';

/**
 * The files that say the keys that differ from `expected`, the last sayer first, then those that speak of the service or
 * network at all, then the others in order of merging. Files that are only extended come last: others may build on them.
 */
export function touchedFiles(workspace: Workspace, before: Topology, expected: Topology): readonly string[] {
  const sayers: string[] = [];
  const speakers: string[] = [];
  for (const kind of ['service', 'network'] as const) {
    const [old, wanted] = [trees(before, kind), trees(expected, kind)];
    const merged = trees(workspace.topology, kind);
    for (const name of new Set([...old.keys(), ...wanted.keys()])) {
      if (merged.get(name) !== undefined && merged.get(name) === wanted.get(name)) continue;
      const layers = [...(workspace.layers.get(`${kind}:${name}`) ?? [])].reverse();
      const keys = changedKeys(old.get(name) ?? null, wanted.get(name) ?? null);
      for (const layer of layers) {
        const own = ownTree(layer, kind);
        (keys.some((key) => childOf(own, key) !== null) ? sayers : speakers).push(layer.document.file);
      }
    }
  }
  const roles = new Map(workspace.files.map(({ document, role }) => [document.file, role]));
  const all = [...new Set([...sayers, ...speakers, ...roles.keys()])];
  const isExtended = (file: string): boolean => roles.get(file) === 'extended';
  return [...all.filter((file) => !isExtended(file)), ...all.filter(isExtended)];
}

function trees(topology: Topology, kind: 'service' | 'network'): ReadonlyMap<string, Tree | null> {
  const entities = kind === 'service' ? topology.services : topology.networks;
  return new Map([...entities.values()].map(({ name, tree }) => [name, tree]));
}

function ownTree({ document, name }: Layer, kind: 'service' | 'network'): Tree | null {
  return entityFragment(document, kind, name)?.fragment.tree ?? null;
}
