// Reach with what proxies and tunnels add to it.

import type { Tri } from '../compose/topology.ts';
import type { Entries } from './entries.ts';
import type { Family, FamilyReach, Reach, ServiceFacts } from './reach-model.ts';

/**
 * `plain` with the answers of `entries`, which are worked out when they are first asked for. What a tunnel leads to may answer the outside;
 * nothing that is known to answer becomes less.
 */
export function overEntries(plain: Reach, entries: () => Entries): Reach {
  const mayComeIn: ChangeFacts = (name, facts) =>
    facts.fromOutside === false && entries().tunnels(name).length > 0
      ? { ...facts, fromOutside: 'unknown' }
      : facts;
  let facts: ReadonlyMap<string, ServiceFacts> | null = null;
  const families: { [family in Family]?: FamilyReach } = {};
  return {
    ...withoutFacts(plain),
    get facts() {
      facts ??= new Map([...plain.facts].map(([name, facts]) => [name, mayComeIn(name, facts)]));
      return facts;
    },
    family: (of) => {
      const family = families[of] ?? familyOver(plain.family(of), mayComeIn);
      families[of] = family;
      return family;
    },
    proxied: (service) => entries().proxied(service),
    tunnels: (service) => entries().tunnels(service),
  };
}

type ChangeFacts = <T extends { readonly fromOutside: Tri }>(name: string, facts: T) => T;

function familyOver(plain: FamilyReach, change: ChangeFacts): FamilyReach {
  const { judged } = plain;
  return {
    ...(judged ? { judged: (way, from, to) => judged.call(plain, way, from, to) } : {}),
    facts: (name) => change(name, plain.facts(name)),
    direct: (from, to) => plain.direct(from, to),
    viaHost: (from, to) => plain.viaHost(from, to),
    viaGateway: (from, to) => plain.viaGateway(from, to),
    row: (kind, from) => plain.row(kind, from),
  };
}

/** The members but `facts`, which are worked out when they are first read. */
function withoutFacts(plain: Reach): Omit<Reach, 'facts'> {
  const { options, apart, addressFamilies, services, row, direct, viaHost, viaGateway, resolves } = plain;
  const { family, reaches, pair, proxied, tunnels, aliases, hostPorts } = plain;
  return {
    ...(hostPorts ? { hostPorts } : {}),
    options,
    apart,
    addressFamilies,
    services,
    family,
    row,
    direct,
    viaHost,
    viaGateway,
    resolves,
    aliases,
    reaches,
    pair,
    proxied,
    tunnels,
  };
}

/** A proxy that services ask for and that is not in the files. */
export interface GhostProxy {
  readonly name: string;
  /** Services that it would send to, in file order. */
  readonly targets: readonly string[];
}

/** Each of them, in the order of the first such service. */
export function ghostProxies({
  services,
  proxied,
}: Pick<Reach, 'services' | 'proxied'>): readonly GhostProxy[] {
  const targets = new Map<string, Set<string>>();
  for (const name of services)
    for (const { by, ghost, reachable } of proxied(name)) {
      if (!ghost || reachable === false) continue;
      targets.set(by, (targets.get(by) ?? new Set()).add(name));
    }
  return [...targets].map(([name, services]) => ({ name, targets: [...services] }));
}
