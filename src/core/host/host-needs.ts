// Which service of a host needs a connection to which: by the files of each stack, by names that services of other stacks answer to, by the
// routes that services ask proxies for, and by what was seen.

import type { Service, Topology } from '../compose/topology.ts';
import { isRealPort, mentionsOf, namesOf } from '../needs/find-references.ts';
import { observedNeeds } from '../needs/observed-needs.ts';
import type { ProjectFacts } from '../needs/project-facts.ts';
import type { HostNames } from '../reach/names/host-names.ts';
import type { Reach, ReachOptions } from '../reach/reach-model.ts';
import type { Path } from '../yaml/tree.ts';
import { hostName, splitHostName } from './host.ts';
import { stackServiceOf } from './stack-service.ts';

/** One need; `from` and `to` are `STACK/SERVICE`. */
export interface HostNeed {
  readonly from: string;
  readonly to: string;
  /**
   * The reason for the need. `stack`: stated or inferred within one stack. `name`: a name that another stack answers to. `proxy`: the proxy
   * of a route. `observed`: a recorded connection.
   */
  readonly by: 'stack' | 'name' | 'proxy' | 'observed';
  /** The name in question; null for a proxy, and for a recorded connection. */
  readonly name: string | null;
  /** The path in the files of `from`; for a proxy, in those of `to`. */
  readonly at: Path;
}

export interface HostNeeds {
  readonly all: readonly HostNeed[];
  has(from: string, to: string): boolean;
  from(service: string): readonly HostNeed[];
  to(service: string): readonly HostNeed[];
}

/** The facts from which needs are computed: those of each stack, and those that join them. */
interface Sources {
  readonly topology: Topology;
  readonly reach: Reach;
  readonly names: HostNames;
  /** The facts of each stack, by its id. */
  readonly analyses: ReadonlyMap<string, Pick<ProjectFacts, 'topology' | 'needs'>>;
  readonly options: Pick<ReachOptions, 'observed'>;
}

/** Returns the needs of all stacks, by service in the order of the host. */
export function hostNeeds(sources: Sources): HostNeeds {
  const { topology, reach, names, options } = sources;
  const all: HostNeed[] = [];
  const seen = observedNeeds(topology, options.observed ?? null).byPair;
  for (const name of reach.services) {
    const own = stackServiceOf(sources, name);
    if (!own) continue;
    const { stack, service, facts } = own;
    for (const need of facts.needs.from(service.name)) {
      const to = hostName(stack, need.to);
      if (!topology.services.has(to)) continue;
      if (need.kind === 'observed') all.push({ from: name, to, by: 'observed', name: null, at: need.at });
      else all.push({ from: name, to, by: 'stack', name: need.name, at: need.at });
    }
    for (const { to } of seen.get(name) ?? []) {
      if (splitHostName(to).stack !== stack)
        all.push({ from: name, to, by: 'observed', name: null, at: ['services', service.name] });
    }
    all.push(...acrossByName(service, stack, names, topology));
    for (const { proxy, ghost, at } of reach.proxied(name)) {
      if (!ghost) all.push({ from: proxy, to: name, by: 'proxy', name: null, at: inStack(at) });
    }
  }
  return indexNeeds(all);
}

/** Returns a path of the joined model in the words of its own stack. */
function inStack(at: Path): Path {
  const [top, name, ...rest] = at;
  return typeof name === 'string' && top !== undefined ? [top, splitHostName(name).service, ...rest] : at;
}

function acrossByName(
  service: Service,
  stack: string,
  names: HostNames,
  topology: Topology,
): readonly HostNeed[] {
  if (mentionsOf(service).length === 0) return [];
  const from = hostName(stack, service.name);
  const ownNames = new Set(namesOf(service).map((name) => name.toLowerCase()));
  const found = new Map<string, HostNeed>();
  for (const { host, port, tagLike, at } of mentionsOf(service)) {
    const name = host.toLowerCase();
    if (ownNames.has(name)) continue;
    const answers = names.answers(from, name);
    const targets = answers === 'unknown' ? [] : answers.filter((to) => splitHostName(to).stack !== stack);
    if (targets.length === 0 || (tagLike && !isRealPort(port, targets, topology))) continue;
    for (const to of targets) {
      const need: HostNeed = { from, to, by: 'name', name: host, at };
      if (!found.has(`${to}\n${name}`)) found.set(`${to}\n${name}`, need);
    }
  }
  return [...found.values()];
}

function indexNeeds(all: readonly HostNeed[]): HostNeeds {
  const from = new Map<string, HostNeed[]>();
  const to = new Map<string, HostNeed[]>();
  for (const need of all) {
    from.set(need.from, [...(from.get(need.from) ?? []), need]);
    to.set(need.to, [...(to.get(need.to) ?? []), need]);
  }
  return {
    all,
    has: (a, b) => from.get(a)?.some((need) => need.to === b) ?? false,
    from: (service) => from.get(service) ?? [],
    to: (service) => to.get(service) ?? [],
  };
}

/**
 * True for a need of another stack that results only from a name to which the asker's own stack answers as well. Its own stack is meant:
 * the other answer is the mistake (CN803), and no need.
 */
export function isMistaken(needs: Pick<HostNeeds, 'from'>, { from, by, name }: HostNeed): boolean {
  if (by !== 'name' || name === null) return false;
  const asked = name.toLowerCase();
  return needs.from(from).some((other) => other.by === 'stack' && other.name?.toLowerCase() === asked);
}
