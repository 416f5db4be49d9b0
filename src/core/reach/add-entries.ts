// Reach with proxies and tunnels added.

import type { Tri } from '../compose/topology.ts';
import type { Entries } from './entries.ts';
import type { Family, FamilyReach, Reach, ServiceFacts } from './reach-model.ts';

/**
 * Adds proxies and tunnels to a reach; the entries are computed on first use. A service behind a tunnel may answer the outside; no existing
 * answer becomes weaker.
 */
export function addEntries(plain: Reach, entries: () => Entries): Reach {
  const addTunnel: ChangeFacts = (name, facts) =>
    facts.fromOutside === false && entries().tunnels(name).length > 0
      ? { ...facts, fromOutside: 'unknown' }
      : facts;
  let facts: ReadonlyMap<string, ServiceFacts> | null = null;
  const families: { [family in Family]?: FamilyReach } = {};
  return {
    ...withoutFacts(plain),
    get facts() {
      facts ??= new Map([...plain.facts].map(([name, facts]) => [name, addTunnel(name, facts)]));
      return facts;
    },
    family: (of) => {
      const family = families[of] ?? familyWithEntries(plain.family(of), addTunnel);
      families[of] = family;
      return family;
    },
    proxied: (service) => entries().proxied(service),
    tunnels: (service) => entries().tunnels(service),
  };
}

type ChangeFacts = <T extends { readonly fromOutside: Tri }>(name: string, facts: T) => T;

function familyWithEntries(plain: FamilyReach, change: ChangeFacts): FamilyReach {
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

/** Returns all members of a reach except `facts`, which are computed on first use. */
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
export interface MissingProxy {
  readonly name: string;
  /** The services that the proxy would forward to, in file order. */
  readonly targets: readonly string[];
}

/** Returns the missing proxies in the order of the first service that asks for each. */
export function missingProxies({
  services,
  proxied,
}: Pick<Reach, 'services' | 'proxied'>): readonly MissingProxy[] {
  const targets = new Map<string, Set<string>>();
  for (const name of services)
    for (const { by, ghost, reachable } of proxied(name)) {
      if (!ghost || reachable === false) continue;
      targets.set(by, (targets.get(by) ?? new Set()).add(name));
    }
  return [...targets].map(([name, services]) => ({ name, targets: [...services] }));
}
