// The text files of a fleet in which addresses and names of services stand.

import { dirname, extname, join } from 'node:path';
import type { FleetFacts } from '../../core/fleet/fleet-facts.ts';
import type { Io } from '../io.ts';

/** The ends of names of files in which places of services are written. */
const textFiles = /^(?:\.ya?ml|\.toml|\.conf|\.cfg|\.json|\.env|\.caddy|\.tmpl|)$/;
const maxFiles = 2000;
const maxDepth = 4;

/** Returns the text files below the folders of all machines. */
export function filesWithPlaces(io: Io, { fleet }: FleetFacts): ReadonlySet<string> {
  const root = dirname(fleet.file.file);
  const records = new Set([...fleet.machines.values()].map(({ stated }) => join(root, stated.record ?? '')));
  const found = new Set<string>();
  const visit = (folder: string, depth: number): void => {
    if (io.kindOf(folder) !== 'folder' || found.size > maxFiles) return;
    const { files, folders } = io.listFolder(folder);
    for (const name of files) {
      const path = join(folder, name);
      const isText = textFiles.test(extname(name.startsWith('.') ? `x${name}` : name));
      if (isText && !records.has(path) && io.linkAt(path) === null) found.add(path);
    }
    if (depth < maxDepth)
      for (const name of folders)
        if (!name.startsWith('.') && name !== 'node_modules') visit(join(folder, name), depth + 1);
  };
  for (const { stated } of fleet.machines.values())
    if (stated.stacks !== null) visit(join(root, stated.stacks), 0);
  return found;
}
