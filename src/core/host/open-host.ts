// Gives every stack of a host the name it goes by. Compose knows a project by its name alone, so two folders of one name are
// one project to it (CN801); here each keeps a name of its own.

import type { Network } from '../compose/topology.ts';
import type { Host, Stack, StackInput } from './host.ts';

const nothingKnown: ReadonlyMap<string, Network> = new Map();

/** The host of `inputs`, in their order; `networks` are those that are known beside the files. */
export function openHost(inputs: readonly StackInput[], networks = nothingKnown): Host {
  const counts = new Map<string, number>();
  const stacks = inputs.map((input): Stack => {
    const name = plainId(input);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return { ...input, id: count === 1 ? name : `${name}#${count}` };
  });
  return { stacks, networks };
}

function plainId({ project, dir }: StackInput): string {
  if (project.name !== null) return project.name;
  return dir === null ? 'untitled' : `dir:${dir.replaceAll('/', ':')}`;
}
