// From operations on the joined topology to those on the files of each stack. A network of another stack becomes an external one; a
// service never moves.

import { freeName } from '../compose/free-name.ts';
import type { Operation } from '../compose/operations/operation.ts';
import { type StackEdit, splitHostName } from './host.ts';
import type { HostFacts } from './host-facts.ts';

/** The edits of each stack, and the stacks that make a network that others join, so that they come up first. */
export interface EditsAcross {
  readonly edits: readonly StackEdit[];
  readonly first: readonly string[];
}

interface Draft {
  readonly byStack: Map<string, Operation[]>;
  /** The stack in which each new network is made, by network: the stack of its first service. */
  readonly homes: ReadonlyMap<string, string>;
  /** The keys of networks in each stack so far, by stack and Docker name. */
  readonly keys: Map<string, string>;
  readonly first: Set<string>;
}

/** Returns operations on the joined topology as edits of the stacks; null when one of them concerns nothing in a stack's files. */
export function editsAcross(context: HostFacts, operations: readonly Operation[]): EditsAcross | null {
  const homes = homesOf(operations);
  const draft: Draft = { byStack: new Map(), homes, keys: new Map(), first: new Set() };
  for (const operation of operations) {
    if (operation.type === 'intent' || operation.type === 'unintent') return null;
    const service = 'service' in operation ? splitHostName(operation.service) : null;
    const network = 'network' in operation ? operation.network : null;
    const stack = service?.stack ?? (network === null ? undefined : ownerOf(context, draft, network));
    if (stack === undefined || !context.analyses.has(stack)) return null;
    const key = network === null ? null : keyIn(context, draft, stack, network);
    const own = {
      ...operation,
      ...(service ? { service: service.service } : {}),
      ...(key === null ? {} : { network: key }),
    };
    add(draft, stack, own as Operation);
  }
  const edits = [...draft.byStack].map(
    ([stack, ownOperations]): StackEdit => ({ stack, operations: ownOperations }),
  );
  // The stack that makes the network goes first.
  edits.sort((a, b) => Number(draft.first.has(b.stack)) - Number(draft.first.has(a.stack)));
  return { edits, first: [...draft.first] };
}

function homesOf(operations: readonly Operation[]): ReadonlyMap<string, string> {
  const homes = new Map<string, string>();
  for (const { network } of operations.filter((operation) => operation.type === 'add-network')) {
    for (const operation of operations) {
      if (operation.type !== 'attach' || operation.network !== network || homes.has(network)) continue;
      homes.set(network, splitHostName(operation.service).stack);
    }
  }
  return homes;
}

function ownerOf({ joined }: HostFacts, { homes }: Draft, network: string): string | undefined {
  return homes.get(network) ?? joined.networks.get(network)?.madeBy ?? undefined;
}

function add({ byStack }: Draft, stack: string, operation: Operation): void {
  const ownOperations = byStack.get(stack);
  if (ownOperations) ownOperations.push(operation);
  else byStack.set(stack, [operation]);
}

/** Returns the key of a network in the files of a stack, adding a declaration when there is none. */
function keyIn(context: HostFacts, draft: Draft, stack: string, network: string): string {
  const at = JSON.stringify([stack, network]);
  const before = draft.keys.get(at) ?? writtenKey(context, stack, network);
  if (before !== null) return before;
  const taken = context.analyses.get(stack)?.topology.networks ?? new Map<string, unknown>();
  const home = draft.homes.get(network);
  const name = network.replaceAll('/', '-');
  const key = freeName(name, taken);
  draft.keys.set(at, key);
  if (home === stack) return key;
  if (home !== undefined) {
    // Other stacks find it by its name in Docker.
    const there = keyIn(context, draft, home, network);
    add(draft, home, { type: 'network-name', network: there, name });
  }
  draft.first.add(home ?? ownerOf(context, draft, network) ?? stack);
  add(draft, stack, { type: 'add-network', network: key, internal: false });
  add(draft, stack, { type: 'external', network: key, external: true });
  if (key !== name) add(draft, stack, { type: 'network-name', network: key, name });
  return key;
}

function writtenKey({ joined }: HostFacts, stack: string, network: string): string | null {
  for (const [key, name] of joined.dockerNames.get(stack) ?? []) if (name === network) return key;
  return null;
}
