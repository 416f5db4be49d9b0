// Gives every stack of a host its id. Compose identifies a project by its name alone, so two folders with one name are one project to it
// (CN801); here each keeps an id of its own.

import { memoize } from '../compose/memoize.ts';
import type { Network } from '../compose/topology.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import type { Host, Stack, StackInput } from './host.ts';
import type { HostFile } from './host-file.ts';

const noNetworks: ReadonlyMap<string, Network> = new Map();

/**
 * Returns the host of `inputs`, in their order, with its own file when it has one. `running` are the existing networks: their traits win
 * over the file's.
 */
export function openHost(
  inputs: readonly StackInput[],
  running = noNetworks,
  file: HostFile | null = null,
): Host {
  const counts = new Map<string, number>();
  const stacks = inputs.map((input): Stack => {
    const name = plainId(input);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    const id = count === 1 ? name : `${name}#${count}`;
    return { ...input, workspace: withoutOwnReader(input.workspace), id };
  });
  const networks = file ? new Map([...file.networks, ...running]) : running;
  return { stacks, networks, ...(file ? { file } : {}) };
}

/**
 * Returns a workspace without its own reader of proxies: routes of one stack lead through the proxy of another, so all are read together.
 */
const withoutOwnReader = memoize((workspace: Workspace): Workspace => {
  const { beside, ...input } = workspace.input;
  return beside ? { ...workspace, input } : workspace;
});

function plainId({ project, dir }: StackInput): string {
  if (project.name !== null) return project.name;
  return dir === null ? 'untitled' : `dir:${dir.replaceAll('/', ':')}`;
}
