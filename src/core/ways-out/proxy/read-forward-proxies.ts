// Reads the configuration of the forward proxies among the services of a machine.

import { memoize } from '../../compose/memoize.ts';
import type { Service } from '../../compose/topology.ts';
import { newMeter, unlessGivenUp } from '../../ways-in/limits.ts';
import { keepsRunning } from '../../ways-in/network/running.ts';
import { forwardProgramOf } from '../../ways-in/ways/program-of.ts';
import type { ProgramContext, WaysContext } from '../../ways-in/ways-context.ts';
import { privoxy } from '../privoxy/privoxy.ts';
import { squid } from '../squid/squid.ts';
import { tinyproxy } from '../tinyproxy/tinyproxy.ts';
import type { ForwardProxy, ForwardReader } from './forward-proxy.ts';
import { proxyVariables } from './proxy-variables.ts';
import { reverseProxy } from './reverse-proxy.ts';

/** The forward proxies of a machine, and those whose configuration is unknown, with the reason as a sentence. */
export interface ForwardProxies {
  readonly proxies: readonly ForwardProxy[];
  readonly unread: ReadonlyMap<string, string>;
}

const readers: readonly ForwardReader[] = [
  squid,
  tinyproxy,
  privoxy,
  (context, service) => {
    const read = reverseProxy(context, service);
    // Whether one leads out that nobody names, and that cannot be read, is not asked here.
    return typeof read === 'string' && !isNamedAsProxy(context, service) ? null : read;
  },
  (context, service) =>
    forwardProgramOf(service) === null && !isNamedAsProxy(context, service)
      ? null
      : `${service.name} is a forward proxy whose configuration is not read.`,
];

/** True for a program that others are told to leave by, such as an nginx. */
function isNamedAsProxy({ topology }: WaysContext, { name }: Service): boolean {
  const own = name.slice(name.lastIndexOf('/') + 1);
  return [...topology.services.values()].some((one) => proxyVariables(one).includes(own));
}

/** Returns the forward proxies of a machine. */
export const forwardProxiesOf = memoize((context: WaysContext): ForwardProxies => {
  const proxies: ForwardProxy[] = [];
  const unread = new Map<string, string>();
  for (const name of context.reach.services) {
    const service = context.topology.services.get(name);
    if (!service || !keepsRunning(service)) continue;
    const read = unlessGivenUp<ForwardProxy | string | null>(
      () => firstRead(context, service),
      null,
      (because) => `${name}: ${because}`,
    );
    if (typeof read === 'string') unread.set(name, read);
    else if (read !== null) proxies.push(read);
  }
  return { proxies, unread };
});

function firstRead(
  context: WaysContext,
  service: Parameters<ForwardReader>[1],
): ForwardProxy | string | null {
  const own: ProgramContext = { ...context, meter: newMeter(1) };
  for (const reader of readers) {
    const read = reader(own, service);
    if (read !== null) return read;
  }
  return null;
}
