// Which proxy serves the routes that services ask for, and whether it can: a service of the file that is such a proxy, else a ghost, which is
// a proxy that is not in the file. Whether one reaches the other comes from `Reach`.

import { dockerNameOf } from '../../compose/docker-name-of.ts';
import type { Network, Service, Topology, Tri } from '../../compose/topology.ts';
import type { Reach } from '../reach-model.ts';
import { both, either } from '../rows/tri.ts';
import { entrypointsFromOutside } from './entrypoints.ts';
import type { Proxied, ProxyKind, ProxyRoute } from './proxied.ts';
import { proxyKind, wantsEnabling } from './proxy-kind.ts';
import { routesOf } from './routes-of.ts';

type Facts = Pick<Reach, 'services' | 'facts' | 'direct' | 'options' | 'tunnels'>;

/** From service to its routes, for all active services that have some. */
export function findProxied(topology: Topology, reach: Facts): ReadonlyMap<string, readonly Proxied[]> {
  const found = new Map<string, readonly Proxied[]>();
  const proxies = proxiesOf(topology, reach);
  for (const name of reach.services) {
    const service = topology.services.get(name);
    if (!service || proxyKind(service) !== null) continue;
    const routes = routesOf(service).flatMap((route) => serve(topology, reach, proxies, service, route));
    if (routes.length > 0) found.set(name, routes);
  }
  return found;
}

function proxiesOf(topology: Topology, reach: Facts): ReadonlyMap<ProxyKind, readonly Service[]> {
  const proxies = new Map<ProxyKind, Service[]>();
  for (const name of reach.services) {
    const service = topology.services.get(name);
    const kind = service ? proxyKind(service) : null;
    if (!service || kind === null) continue;
    const list = proxies.get(kind);
    if (list) list.push(service);
    else proxies.set(kind, [service]);
  }
  return proxies;
}

/** The route with the proxy that serves it best; none where no proxy of the file takes it. */
function serve(
  topology: Topology,
  reach: Facts,
  proxies: ReadonlyMap<ProxyKind, readonly Service[]>,
  service: Service,
  route: ProxyRoute,
): readonly Proxied[] {
  const all = proxies.get(route.by) ?? [];
  if (all.length === 0) return ghost(reach, service, route);
  const candidates = all
    .filter((proxy) => route.by !== 'traefik' || !wantsEnabling(proxy) || isEnabled(service))
    .map((proxy): Proxied => {
      const reachable = canReach(topology, reach, proxy.name, service.name, route);
      const fromOutside = both(reachable, proxyFromOutside(reach, proxy, route));
      return { ...route, proxy: proxy.name, ghost: false, reachable, fromOutside, ...inferred };
    });
  const best =
    candidates.find(({ reachable }) => reachable === true) ??
    candidates.find(({ reachable }) => reachable === 'unknown') ??
    candidates[0];
  return best ? [best] : [];
}

/** Whether the outside reaches the proxy where it takes requests for the route: at a port of its entry points, or through a tunnel. */
function proxyFromOutside(reach: Facts, proxy: Service, { entrypoints }: ProxyRoute): Tri {
  const facts = reach.facts.get(proxy.name);
  if (!facts) return 'unknown';
  const entered = entrypointsFromOutside(proxy, facts, entrypoints);
  if (entered === null) return facts.fromOutside;
  return reach.tunnels(proxy.name).length > 0 ? either(entered, 'unknown') : entered;
}

const inferred = { reachableFrom: 'proxy', certainty: 'inferred' } as const;

/** A proxy elsewhere may be on any network that has a name outside this file; a closed container has none. */
function ghost(reach: Facts, service: Service, route: ProxyRoute): readonly Proxied[] {
  const reachable: Tri = reach.facts.get(service.name)?.isolation === 'closed' ? false : 'unknown';
  return [{ ...route, proxy: route.by, ghost: true, reachable, fromOutside: reachable, ...inferred }];
}

function isEnabled(service: Service): boolean {
  const label = service.labels.find(({ key }) => key.toLowerCase() === 'traefik.enable');
  return /^(?:true|1)$/i.test(label?.value?.trim() ?? '');
}

/** Over the named network where the file has it, else over any. */
function canReach(topology: Topology, reach: Facts, proxy: string, target: string, route: ProxyRoute): Tri {
  const direct = reach.direct(proxy, target);
  if (route.network === null || direct === false) return direct;
  const named = (reach.facts.get(target)?.networks ?? []).filter((key) =>
    isNamed(topology.networks.get(key), route.network ?? '', reach.options.project ?? topology.name),
  );
  // The proxy logs a warning about a name that it does not find, and takes another network.
  if (named.length === 0) return 'unknown';
  const facts = reach.facts.get(proxy);
  if (facts?.isolation === 'open') return direct;
  return named.some((key) => facts?.networks.includes(key)) ? direct : false;
}

/** Whether a network of the file goes by that name on the Engine; without a project name its ending decides. */
function isNamed(network: Network | undefined, name: string, project: string | null): boolean {
  if (!network) return false;
  const known = dockerNameOf(network, project);
  return known !== null ? known === name : name.endsWith(`_${network.name}`);
}

interface GhostProxy {
  readonly name: ProxyKind;
  readonly ghost: true;
  /** Services that it would send to, in file order. */
  readonly targets: readonly string[];
}

/** Each kind of proxy that services ask for and that is not in the file, in the order of the first such service. */
export function ghostProxies(reach: Reach): readonly GhostProxy[] {
  const targets = new Map<ProxyKind, Set<string>>();
  for (const name of reach.services) {
    for (const { by, ghost, reachable } of reach.proxied(name)) {
      if (!ghost || reachable === false) continue;
      const list = targets.get(by);
      if (list) list.add(name);
      else targets.set(by, new Set([name]));
    }
  }
  return [...targets].map(([name, services]) => ({ name, ghost: true, targets: [...services] }));
}
