// Who comes in through proxies and tunnels, beside what address and port show. The shape and the reach that holds it; the ways in
// (`core/ways-in`) give the answers.

import type { Tri } from '../compose/topology.ts';
import type { Path } from '../yaml/tree.ts';
import type { Family, FamilyReach, Reach, ServiceFacts } from './reach-model.ts';

/** A route of a proxy to a service. Always inferred: what runs with the configuration is not in the files. */
export interface Proxied {
  /** The program: `traefik`, `caddy`, `nginx`. */
  readonly by: string;
  /** The service that is this proxy; the program where no service of the files is. */
  readonly proxy: string;
  /** True where the proxy is not in the files. */
  readonly ghost: boolean;
  /** Host name as written; `*` for any, or where none is given. */
  readonly host: string;
  /** Container port; null where it is not known. */
  readonly port: number | null;
  /** Docker name of the network that the service asks the proxy to use; null where it names none. */
  readonly network: string | null;
  /** The entrances of the proxy that the route is on. */
  readonly entrances: readonly string[];
  /** True where labels or variables of the service itself ask for it. */
  readonly asked: boolean;
  /** Whether the proxy can open a connection to the service; unknown for a ghost. */
  readonly reachable: Tri;
  /** Whether the outside reaches the service on this route. */
  readonly fromOutside: Tri;
  readonly reachableFrom: 'proxy';
  readonly certainty: 'inferred';
  /** What declares it; for a file of the proxy, the proxy. */
  readonly at: Path;
}

/** A way in through a tunnel. */
export interface Tunnel {
  /** The service that is the tunnel. */
  readonly tunnel: string;
  /** What runs in it: `cloudflared`, `tailscale`. */
  readonly program: string;
  /** True where its configuration leads to the service; else where it leads is not in these files. */
  readonly certain: boolean;
  /** What lets it reach the service. */
  readonly at: Path;
}

export interface Entries {
  proxied(service: string): readonly Proxied[];
  tunnels(service: string): readonly Tunnel[];
}

/** Nothing leads requests on. */
export const noEntries: Entries = { proxied: () => [], tunnels: () => [] };

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
