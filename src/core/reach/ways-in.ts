// Every way from the outside into one service: published ports, an open namespace, proxies, and tunnels.

import type { Tri } from '../compose/topology.ts';
import type { Path } from '../yaml/tree.ts';
import { mayAnswerOutside } from './namespaces/published-ports.ts';
import type { Reach } from './reach-model.ts';

/** One way in. `port` is the host port, for a proxy the container port; '' for every port, or where it is not known. */
export interface WayIn {
  readonly reachableFrom: 'outside' | 'proxy' | 'tunnel';
  /** Never false. */
  readonly open: Exclude<Tri, false>;
  readonly port: string;
  readonly protocol: string;
  /** The host picks the port when the container starts: it is one, and no file says which. */
  readonly random: boolean;
  /** The item of `ports` as written, where a variable in it has no value and nothing can be read without; null else. */
  readonly unread: string | null;
  /** The host name that a proxy answers to; '' else. */
  readonly host: string;
  /** The name of the proxy or the tunnel; '' else. */
  readonly proxy: string;
  /** The service that publishes it. */
  readonly service: string;
  readonly at: Path;
}

/** Ports first, then proxies, then tunnels, each in file order. A joined service has those of its owner. */
export function waysIn(reach: Reach, name: string): readonly WayIn[] {
  const facts = reach.facts.get(name);
  if (!facts) return [];
  const ways: WayIn[] = [];
  const plain = { host: '', proxy: '', unread: null, random: false };
  for (const published of facts.published) {
    if (!mayAnswerOutside(published)) continue;
    const { reachableFrom, hostPort, protocol, service, index } = published;
    const open = reachableFrom === 'outside' ? true : 'unknown';
    const at = ['services', service, 'ports', index];
    const random = hostPort === '';
    ways.push({ reachableFrom: 'outside', open, port: hostPort, protocol, service, at, ...plain, random });
  }
  for (const { raw, reachableFrom, service, index } of facts.unreadPorts) {
    if (reachableFrom !== 'unknown') continue;
    const at = ['services', service, 'ports', index];
    const port = { port: '', protocol: '', service, at };
    ways.push({ reachableFrom: 'outside', open: 'unknown', ...plain, ...port, unread: raw });
  }
  const tunnels = reach.tunnels(name);
  if (
    ways.length === 0 &&
    (facts.fromOutside === true ||
      (facts.fromOutside === 'unknown' && tunnels.length === 0 && facts.published.length === 0))
  ) {
    const at = ['services', name, 'network_mode'];
    const open = facts.fromOutside;
    ways.push({ reachableFrom: 'outside', open, port: '', protocol: '', service: name, at, ...plain });
  }
  for (const { fromOutside, host, proxy, port, at } of reach.proxied(name)) {
    if (fromOutside === false) continue;
    const way = { port: port === null ? '' : String(port), protocol: 'tcp', service: name, at };
    ways.push({ reachableFrom: 'proxy', open: fromOutside, ...plain, host, proxy, ...way });
  }
  for (const { tunnel, certain, at } of tunnels) {
    const way = { proxy: tunnel, port: '', protocol: '', service: name, at };
    ways.push({ reachableFrom: 'tunnel', open: certain ? true : 'unknown', ...plain, ...way });
  }
  return ways;
}

/** The port of a way in that is no proxy's, in words: `443`, `53/udp`, `random port`, the item where it cannot be read, `every port`. */
export function wayInPort({ port, protocol, random, unread }: WayIn): string {
  if (unread !== null) return unread;
  if (random) return 'random port';
  if (port === '') return 'every port';
  return protocol === '' || protocol === 'tcp' ? port : `${port}/${protocol}`;
}
