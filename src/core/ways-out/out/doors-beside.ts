// Neighbours of a service that lead it out: proxies that let out more than a list, and images with a shell (LV2).

import type { Leaver } from '../leave/leaver.ts';
import { hasWayOut, type ServiceAsker, serviceAsker } from '../leave/names.ts';
import type { ForwardProxy } from '../proxy/forward-proxy.ts';

/** A neighbour with a way out that leads on whoever reaches it. */
export interface DoorBeside {
  readonly service: string;
  /** What it is, in one sentence without a full stop. */
  readonly text: string;
  /** False for a proxy whose list is not known. */
  readonly isKnown: boolean;
}

/** Images with a shell or a way on for whoever reaches them. */
const leadsOn =
  /(?:^|\/)(?:openssh-server|sshd|docker-sshd|code-server|ttyd|wetty|guacamole|dante|microsocks)(?:[:@]|$)/;

/** True for a proxy that lets out some names alone. */
function isLimited(proxy: ForwardProxy): boolean {
  return proxy.allowed.every(({ names }) => names !== 'everything' && names !== 'unknown');
}

/** Yields the neighbours that lead a service on, except the proxies that it is meant to leave by. */
export function* doorsBeside(
  leaver: Leaver,
  { name, node, service }: ServiceAsker,
  meant: readonly string[],
): Generator<DoorBeside> {
  const { reach, topology } = node.facts ?? {};
  const proxies = leaver.proxiesFor(name);
  const unread = leaver.unreadProxies(name);
  for (const other of reach?.services ?? []) {
    const proxy = proxies.find((one) => one.service === other);
    const isOpen = proxy !== undefined && !isLimited(proxy);
    const isUnread = unread.has(other);
    if (!isOpen && !isUnread && !leadsOn.test(topology?.services.get(other)?.image ?? '')) continue;
    if (other === service.name || meant.includes(other) || reach?.direct(service.name, other) !== true)
      continue;
    const there = serviceAsker(leaver.connector, node.home === '' ? other : `${node.home}/${other}`);
    if (!there || !hasWayOut(there)) continue;
    yield {
      service: other,
      isKnown: isOpen || !isUnread,
      text: isOpen
        ? `${name} reaches ${other}, a proxy that lets out everything`
        : isUnread
          ? `${name} reaches ${other}, a proxy whose list is not known`
          : `${name} reaches ${other}, which has a way out and leads on who logs in`,
    };
  }
}
