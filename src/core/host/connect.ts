// Connects a service to a network of another stack: it is declared as external in the stack of the service, so that it is not made twice. The
// stack that makes it has to be up first.

import type { Operation } from '../compose/operations/operation.ts';
import { parseOperation } from '../compose/operations/operation-text.ts';
import { networkCreateCommand } from '../quote/shell-word.ts';
import { ok, type Result, refuse } from '../text/result.ts';
import type { HostNetwork, Stack } from './host.ts';
import type { HostFacts } from './host-facts.ts';

/** One transaction on the files of the service's stack. */
export interface HostConnection {
  readonly operations: readonly Operation[];
  /** The key of the network in that stack. */
  readonly key: string;
  /** A sentence on what must exist before the stack comes up; null when the stack makes the network itself. */
  readonly note: string | null;
}

/** Returns the operations that put `service` of the stack `id` on the network with the Docker name `network`. */
export function connectAcross(
  { host, joined }: HostFacts,
  id: string,
  service: string,
  network: string,
): Result<HostConnection> {
  const stack = host.stacks.find((each) => each.id === id);
  const target = joined.networks.get(network);
  if (stack === undefined) return refuse('not-found', `There is no stack ${id}`);
  if (target === undefined) return refuse('not-found', `This host has no network ${network}`);
  if (network.includes('/')) {
    const owner = network.slice(0, network.indexOf('/'));
    const message = `The Docker name of ${network} is unknown: name the project of ${owner}, or the network, in its file first`;
    return refuse('not-found', message);
  }
  const key = keyOf(stack, joined.dockerNames.get(id), network);
  const texts = key.isNew
    ? [
        `add-network=${key.name}`,
        `external=${key.name}:true`,
        ...(key.name === network ? [] : [`network-name=${key.name}:${network}`]),
      ]
    : [];
  const operations: Operation[] = [];
  for (const text of [...texts, `attach=${service}:${key.name}`]) {
    const parsed = parseOperation(text);
    if (!parsed.ok) return parsed;
    operations.push(parsed.value);
  }
  return ok({ operations, key: key.name, note: noteOf(target, id) });
}

/** Returns the key under which the stack declares the network, or a free one for it. */
function keyOf(
  { workspace }: Stack,
  names: ReadonlyMap<string, string> | undefined,
  network: string,
): { readonly name: string; readonly isNew: boolean } {
  for (const [key, name] of names ?? []) if (name === network) return { name: key, isNew: false };
  const taken = workspace.topology.networks;
  let name = network;
  for (let count = 2; taken.has(name); count++) name = `${network}-${count}`;
  return { name, isNew: true };
}

/** Returns the note on an external network: Compose does not start a stack while it is missing. */
function noteOf({ name, madeBy }: HostNetwork, stack: string): string | null {
  if (madeBy === stack) return null;
  return madeBy === null
    ? `No stack here makes ${name}: run ${networkCreateCommand(name)} before ${stack} comes up.`
    : `${madeBy} makes ${name}: it has to be up before ${stack}.`;
}
