// The names that resolve on each network, with their services (D2, D6), and the references to names that do not resolve. Only the file's
// own services are known.

import { memoize } from '../../compose/memoize.ts';
import type { Service } from '../../compose/topology.ts';
import type { RuleContext } from '../../findings/finding.ts';
import type { ServiceView } from '../../findings/service-view.ts';
import type { Need } from '../../needs/needs.ts';
import { namesOn } from '../../reach/names/held-names.ts';
import { livesOnNetworks } from './networks.ts';
import { oncePerContext } from './once-per-context.ts';

type Names = ReadonlyMap<string, readonly string[]>;

type NamesByNetwork = ReadonlyMap<string, Names>;

/** The active services by the name to which they answer, by network, in file order. */
export const namesByNetwork = oncePerContext((context): NamesByNetwork => {
  const members = new Map<string, Service[]>();
  for (const { service, facts } of context.views.values()) {
    if (service.mode.kind !== 'networks' && service.mode.kind !== 'network') continue;
    const on =
      service.mode.kind === 'network'
        ? facts.networks
        : service.attachments.map((attachment) => attachment.network);
    for (const network of on) {
      const list = members.get(network);
      if (list) list.push(service);
      else members.set(network, [service]);
    }
  }
  return new Map([...members].map(([network, services]) => [network, holdersOn(network, services)]));
});

function holdersOn(network: string, services: readonly Service[]): Names {
  const holders = new Map<string, string[]>();
  for (const service of services) {
    const containers = service.containerName ? [service.containerName] : [];
    for (const name of namesOn(service, network, containers)) {
      const list = holders.get(name);
      if (list) list.push(service.name);
      else holders.set(name, [service.name]);
    }
  }
  return holders;
}

interface UnreachableReference {
  readonly need: Need;
  /** True when a network outside the file may know the name. */
  readonly foreign: boolean;
}

/** The references that CN402 reports: from checked services to active ones, one per user and name, that no network of the user resolves. */
export const unreachableReferences = oncePerContext((context): readonly UnreachableReference[] => {
  const found: UnreachableReference[] = [];
  for (const view of context.checked.values()) {
    // Lookups without Docker's DNS are separate (D5, D7).
    if (!view.owner || !livesOnNetworks(view.owner)) continue;
    const unknown = unknownReferences(context, view);
    if (unknown.length === 0) continue;
    const foreign = view.facts.networks.some(
      (network) => context.topology.networks.get(network)?.external !== false,
    );
    for (const need of unknown) found.push({ need, foreign });
  }
  return found;
});

const none: readonly Need[] = [];

/** Returns the references of one service to active ones by names that Docker registers (D6), but on no network of this service. */
function unknownReferences(context: RuleContext, { service, facts }: ServiceView): readonly Need[] {
  const needs = context.needs.from(service.name);
  if (needs.length === 0) return needs;
  const byNetwork = namesByNetwork(context);
  let found: Map<string, Need> | null = null;
  for (const need of needs) {
    if (need.kind !== 'reference' || found?.has(need.name) || !context.reach.facts.has(need.to)) continue;
    if (facts.networks.some((network) => byNetwork.get(network)?.has(need.name))) continue;
    if (!registeredNames(byNetwork).has(need.name)) continue;
    found ??= new Map();
    found.set(need.name, need);
  }
  return found === null ? none : [...found.values()];
}

const registeredNames = memoize((byNetwork: NamesByNetwork): ReadonlySet<string> => {
  const all = new Set<string>();
  for (const names of byNetwork.values()) for (const name of names.keys()) all.add(name);
  return all;
});
