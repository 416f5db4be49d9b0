// What follows from the stacks of a host together, before any rule. Each stack is looked at by itself, with what the others say of the
// networks it asks for; who reaches whom across them comes from the joined topology. Each answer is worked out when it is first asked for.

import { dockerNameOf } from '../compose/docker-name-of.ts';
import { lazily } from '../compose/lazily.ts';
import { memoize } from '../compose/memoize.ts';
import type { Network, Service } from '../compose/topology.ts';
import { type Facts, type ProjectFacts, projectFacts } from '../needs/project-facts.ts';
import { baseOf, computeReach } from '../reach/compute-reach.ts';
import { type HostNames, hostNameRows, hostNames } from '../reach/names/host-names.ts';
import type { Reach, ReachOptions } from '../reach/reach-model.ts';
import { reachWithWays, readWaysOf, type WaysSource, waysContextOf } from '../ways-in/ways/project-ways.ts';
import type { Host, Stack } from './host.ts';
import { type HostNeeds, hostNeeds } from './host-needs.ts';
import { type JoinedStacks, joinStacks } from './join-stacks.ts';

/** Options of the Engine, the same for all stacks; profiles and names belong to each stack. */
export type HostOptions = Omit<ReachOptions, 'profiles' | 'project' | 'elsewhere'>;

/** The options of a host beside its files. */
export interface HostQuestion {
  readonly options: HostOptions;
  /** True when `host.networks` are all networks of an Engine, so that others do not exist. */
  readonly live?: boolean;
}

/** The facts of all stacks together: services by `STACK/SERVICE`, networks by Docker name. Those of a project by itself keep their own names. */
export interface HostFacts extends Facts {
  readonly host: Host;
  readonly options: HostOptions;
  readonly live: boolean;
  readonly joined: JoinedStacks;
  readonly names: HostNames;
  readonly needs: HostNeeds;
  /** The facts of each stack by its id, with the knowledge of the host. */
  readonly analyses: ReadonlyMap<string, ProjectFacts>;
}

/** Returns the facts of a host; `analysesOf` computes those of each stack. */
export function hostFactsWith<F extends ProjectFacts>(
  host: Host,
  { options, live = false }: HostQuestion,
  analysesOf: (joined: JoinedStacks) => ReadonlyMap<string, F>,
): Omit<HostFacts, 'analyses'> & { readonly analyses: ReadonlyMap<string, F> } {
  type FactsOfHost = Omit<HostFacts, 'analyses'> & { readonly analyses: ReadonlyMap<string, F> };
  const alone = (): F | undefined => facts.analyses.get('');
  let joined: ReturnType<typeof joinedProxies> | null = null;
  const across = () => {
    joined ??= joinedProxies(host, facts.joined, options);
    return joined;
  };
  const facts: FactsOfHost = lazily<FactsOfHost>({
    host: () => host,
    options: () => options,
    live: () => live,
    joined: () => joinStacks(host),
    topology: () => facts.joined.topology,
    reach: () => alone()?.reach ?? across().reach,
    context: () => (alone() ?? across()).context,
    proxies: () => (alone() ?? across()).proxies,
    names: () => hostNames(baseOf(facts.reach, facts.topology), containersIn(facts.joined)),
    needs: () => hostNeeds(facts),
    analyses: () => analysesOf(facts.joined),
  });
  return facts;
}

/** Returns the facts of the host with each stack as it runs; null when no stack differs from its files. */
export const factsAsItRuns = memoize((facts: HostFacts): HostFacts | null => {
  const { host, options, live } = facts;
  if (host.stacks.every(({ asItRuns }) => asItRuns === undefined)) return null;
  const stacks = host.stacks.map((stack) => (stack.asItRuns ? { ...stack.asItRuns, id: stack.id } : stack));
  return hostFacts({ ...host, stacks }, { options, live });
});

/** Returns the facts of a host. */
export function hostFacts(host: Host, question: HostQuestion): HostFacts {
  return hostFactsWith(
    host,
    question,
    (joined) =>
      new Map(
        host.stacks.map((stack) => [
          stack.id,
          projectFacts(stack.workspace, stackOptions(stack, host, joined, question.options), {
            beside: host.beside ?? null,
          }),
        ]),
      ),
  );
}

function containersIn({ containers }: JoinedStacks): (service: Service) => readonly string[] {
  return ({ name }) => containers.get(name) ?? [];
}

/** Returns who reaches whom across all stacks. */
export function joinedReach(host: Host, joined: JoinedStacks, options: HostOptions): Reach {
  return joinedProxies(host, joined, options).reach;
}

function joinedProxies(
  host: Host,
  joined: JoinedStacks,
  options: HostOptions,
): Pick<HostFacts, 'reach' | 'context' | 'proxies'> {
  const { topology } = joined;
  const all: ReachOptions = { ...options, profiles: ['*'], project: null, elsewhere: host.networks };
  const reachWith = (wanted: ReachOptions): Reach =>
    computeReach(topology, wanted, hostNameRows(containersIn(joined)));
  const plain = reachWith(all);
  const source: WaysSource = {
    beside: host.beside,
    topology,
    plain,
    reachWith,
    stacks: host.stacks.map(({ id, workspace, project }) => ({
      workspace,
      project: project.name,
      prefix: id === '' ? '' : `${id}/`,
    })),
    containers: containersIn(joined),
  };
  type Found = Pick<HostFacts, 'reach' | 'context' | 'proxies'>;
  const found: Found = lazily<Found>({
    reach: () => reachWithWays(topology, plain, () => found.proxies),
    context: () => waysContextOf(source),
    proxies: () => readWaysOf(source),
  });
  return found;
}

/** Returns the options of one stack, with the host's knowledge of its external networks. */
export function stackOptions(
  { id, workspace, profiles, project }: Stack,
  host: Host,
  joined: JoinedStacks,
  options: HostOptions,
): ReachOptions {
  const ownOptions: ReachOptions = { ...options, profiles, project: project.name };
  if (id === '') return ownOptions;
  const elsewhere = new Map<string, Network>();
  for (const network of workspace.topology.networks.values()) {
    if (network.external !== true) continue;
    const name = dockerNameOf(network, project.name);
    if (name === null) continue;
    const made = joined.networks.get(name)?.madeBy === null ? undefined : joined.topology.networks.get(name);
    const known = made?.external === false ? made : host.networks.get(name);
    if (known) elsewhere.set(name, known);
  }
  return elsewhere.size === 0 ? ownOptions : { ...ownOptions, elsewhere };
}
