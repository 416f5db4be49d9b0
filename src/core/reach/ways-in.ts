// The ways from the outside into one service: published ports, the host's network, proxies and tunnels.

import type { Tri } from '../compose/topology.ts';
import type { Path } from '../yaml/tree.ts';
import { mayAnswerOutside } from './namespaces/published-ports.ts';
import type { Reach } from './reach-model.ts';

/** A way into one service. `port` is the host port, or the container port behind a proxy; '' for every port, or when it is unknown. */
export interface WayIn {
  readonly reachableFrom: 'outside' | 'proxy' | 'tunnel';
  /** True when the way is certainly open, unknown when it may be; never false. */
  readonly open: Exclude<Tri, false>;
  readonly port: string;
  readonly protocol: string;
  /** True when the host picks the port at start-up, so that no file states it. */
  readonly random: boolean;
  /** The item of `ports` as written, when an unset variable makes it unreadable; null otherwise. */
  readonly unread: string | null;
  /** The host name that a proxy answers to; '' without a proxy. */
  readonly host: string;
  /** The service that runs the proxy or tunnel; '' without one. */
  readonly proxy: string;
  /** The service that publishes the port. */
  readonly service: string;
  readonly at: Path;
}

/**
 * Returns the ways into a service: published ports, then proxies, then tunnels, each in file order. A service that joins a namespace has
 * the ways of its owner.
 */
export function waysIn(reach: Reach, name: string): readonly WayIn[] {
  const facts = reach.facts.get(name);
  if (!facts) return [];
  const ways: WayIn[] = [];
  const emptyFields = { host: '', proxy: '', unread: null, random: false };
  for (const published of facts.published) {
    if (!mayAnswerOutside(published)) continue;
    const { reachableFrom, hostPort, protocol, service, index } = published;
    const open = reachableFrom === 'outside' ? true : 'unknown';
    const at = ['services', service, 'ports', index];
    const random = hostPort === '';
    ways.push({
      reachableFrom: 'outside',
      open,
      port: hostPort,
      protocol,
      service,
      at,
      ...emptyFields,
      random,
    });
  }
  for (const { raw, reachableFrom, service, index } of facts.unreadPorts) {
    if (reachableFrom !== 'unknown') continue;
    const at = ['services', service, 'ports', index];
    const port = { port: '', protocol: '', service, at };
    ways.push({ reachableFrom: 'outside', open: 'unknown', ...emptyFields, ...port, unread: raw });
  }
  const tunnels = reach.tunnels(name);
  if (
    ways.length === 0 &&
    (facts.fromOutside === true ||
      (facts.fromOutside === 'unknown' && tunnels.length === 0 && facts.published.length === 0))
  ) {
    const at = ['services', name, 'network_mode'];
    const open = facts.fromOutside;
    ways.push({ reachableFrom: 'outside', open, port: '', protocol: '', service: name, at, ...emptyFields });
  }
  for (const { fromOutside, host, proxy, port, at } of reach.proxied(name)) {
    if (fromOutside === false) continue;
    const way = { port: port === null ? '' : String(port), protocol: 'tcp', service: name, at };
    ways.push({ reachableFrom: 'proxy', open: fromOutside, ...emptyFields, host, proxy, ...way });
  }
  for (const { tunnel, certain, at } of tunnels) {
    const way = { proxy: tunnel, port: '', protocol: '', service: name, at };
    ways.push({ reachableFrom: 'tunnel', open: certain ? true : 'unknown', ...emptyFields, ...way });
  }
  return ways;
}

/** Returns the port of a way in without a proxy, in words: `443`, `53/udp`, `random port`, `every port`, or the unreadable item. */
export function wayInPort({ port, protocol, random, unread }: WayIn): string {
  if (unread !== null) return unread;
  if (random) return 'random port';
  if (port === '') return 'every port';
  return protocol === '' || protocol === 'tcp' ? port : `${port}/${protocol}`;
}
