// Where a fact of the joined topology stands, in the files of the stack that it is about.

import { type Place, placeOf } from '../compose/workspace/place-of.ts';
import type { Path } from '../yaml/tree.ts';
import { aloneIn, type Host, splitHostName } from './host.ts';
import type { HostFacts } from './host-facts.ts';
import type { JoinedStacks } from './join-stacks.ts';

/** A path in the merged model of one stack. */
interface StackPath {
  readonly stack: string;
  readonly path: Path;
}

/** A path of the joined topology as the stack itself has it: of a network, the one that makes it. Null where no file here says it. */
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

/** The place in the files of a stack where a path of its merged model leads; null where there is no such stack. */
function placeInStack({ stacks }: Host, { stack, path }: StackPath): Place | null {
  const found = stacks.find(({ id }) => id === stack);
  return found ? placeOf(found.workspace, path) : null;
}

/** The place of a path of the joined topology; null where no file here says it. */
export function placeOnHost(facts: Pick<HostFacts, 'host' | 'joined'>, path: Path): Place | null {
  const { host } = facts;
  const ownStackPath = aloneIn(host) ? { stack: '', path } : stackPathOf(facts.joined, path);
  return ownStackPath && placeInStack(host, ownStackPath);
}
