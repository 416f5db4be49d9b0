// The entry points of a Traefik that its command or its environment defines, and whether the outside reaches one: a router answers
// nobody at an entry point whose port is not published.

import { oncePer } from '../../compose/once-per.ts';
import type { Service, Tri } from '../../compose/topology.ts';
import type { ServiceFacts } from '../reach-model.ts';
import { either } from '../rows/tri.ts';

interface Entrypoint {
  /** The port inside the container. */
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  /** It is bound to the loopback address of its namespace. */
  readonly loopback: boolean;
}

/** By name, in lower case; empty where they stand in a file that is not read. An address with a variable in it is left out. */
const entrypointsOf = oncePer((proxy: Service): ReadonlyMap<string, Entrypoint> => {
  const words = [proxy.entrypoint, proxy.command].filter((part) => part !== null).join(' ');
  const found = new Map<string, Entrypoint>();
  const add = (name: string, address: string): void => {
    const read = /^(.*?):(\d{1,5})(?:\/(tcp|udp))?$/i.exec(address.trim());
    if (!read) return;
    const [, host = '', port = '', protocol = 'tcp'] = read;
    const loopback = /^(?:127\.|\[::1\]$|localhost$)/.test(host);
    found.set(name.toLowerCase(), {
      port: Number(port),
      protocol: protocol === 'udp' ? 'udp' : 'tcp',
      loopback,
    });
  };
  for (const [, name = '', address = ''] of words.matchAll(
    /--entrypoints\.([\w-]+)\.address[=\s]+["']?([^\s"',\]]+)/gi,
  ))
    add(name, address);
  for (const { key, value } of proxy.environment) {
    const [, name] = /^TRAEFIK_ENTRYPOINTS_(\w+?)_ADDRESS$/i.exec(key) ?? [];
    if (name !== undefined) add(name, value ?? '');
  }
  return found;
});

/**
 * Whether the outside reaches a router on these entry points of `proxy` (none: on all of them). Null where the file does not show
 * what they are: what holds for the proxy as a whole is then all there is to say.
 */
export function entrypointsFromOutside(
  proxy: Service,
  facts: Pick<ServiceFacts, 'isolation' | 'published' | 'unreadPorts'>,
  names: readonly string[],
): Tri | null {
  const known = entrypointsOf(proxy);
  if (known.size === 0 || facts.isolation === 'unknown' || facts.unreadPorts.length > 0) return null;
  const asked = names.length === 0 ? [...known.values()] : names.flatMap((name) => known.get(name) ?? []);
  if (asked.length === 0 || (names.length > 0 && asked.length < names.length)) return null;
  return asked.map((entrypoint) => answersOutside(entrypoint, facts)).reduce<Tri>(either, false);
}

function answersOutside(
  { port, protocol, loopback }: Entrypoint,
  { isolation, published }: Pick<ServiceFacts, 'isolation' | 'published'>,
): Tri {
  if (loopback) return false;
  if (isolation === 'open') return true;
  return published
    .filter((published) => published.containerPort === port && published.protocol === protocol)
    .map(({ reachableFrom }): Tri => (reachableFrom === 'unknown' ? 'unknown' : reachableFrom === 'outside'))
    .reduce<Tri>(either, false);
}
