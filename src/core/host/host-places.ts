// Where a fact of the joined topology stands, in the files of the stack that it is about.

import { type Place, placeOf } from '../compose/workspace/place-of.ts';
import type { Path } from '../yaml/tree.ts';
import { type Host, splitHostName, standaloneStack } from './host.ts';
import type { HostFacts } from './host-facts.ts';
import type { JoinedStacks } from './join-stacks.ts';

/** A path in the merged model of one stack. */
interface StackPath {
  readonly stack: string;
  readonly path: Path;
}

/**
 * Returns a path of the joined topology in the model of its own stack; for a network, of the stack that makes it. Null when no file here
 * contains it.
 */
export function stackPathOf(joined: JoinedStacks, path: Path): StackPath | null {
  const [top, name, ...rest] = path;
  if (typeof name !== 'string') return null;
  if (top === 'services' && joined.topology.services.has(name)) {
    const { stack, service } = splitHostName(name);
    return { stack, path: ['services', service, ...rest] };
  }
  const network = top === 'networks' ? joined.networks.get(name) : undefined;
  const stack = network?.madeBy ?? network?.namedBy[0];
  if (stack === undefined) return null;
  const keys = joined.dockerNames.get(stack) ?? new Map<string, string>();
  const key = [...keys].find(([, dockerName]) => dockerName === name)?.[0];
  return key === undefined ? null : { stack, path: ['networks', key, ...rest] };
}

/** Returns the place in a stack's files of a path in its merged model; null without such a stack. */
function placeInStack({ stacks }: Host, { stack, path }: StackPath): Place | null {
  const found = stacks.find(({ id }) => id === stack);
  return found ? placeOf(found.workspace, path) : null;
}

/** Returns the place of a path of the joined topology; null when no file here contains it. */
export function placeOnHost(facts: Pick<HostFacts, 'host' | 'joined'>, path: Path): Place | null {
  const { host } = facts;
  const ownStackPath = standaloneStack(host) ? { stack: '', path } : stackPathOf(facts.joined, path);
  return ownStackPath && placeInStack(host, ownStackPath);
}
