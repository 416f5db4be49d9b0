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
  for (const other of reach?.services ?? []) {
    if (other === service.name || meant.includes(other) || reach?.direct(service.name, other) !== true)
      continue;
    const door = leaver.proxiesFor(name).find((proxy) => proxy.service === other);
    const image = topology?.services.get(other)?.image ?? '';
    const there = serviceAsker(leaver.connector, node.home === '' ? other : `${node.home}/${other}`);
    if (!there || !hasWayOut(there)) continue;
    if (door && !isLimited(door))
      yield {
        service: other,
        text: `${name} reaches ${other}, a proxy that lets out everything`,
        isKnown: true,
      };
    else if (leaver.unreadProxies(name).has(other))
      yield {
        service: other,
        text: `${name} reaches ${other}, a proxy whose list is not known`,
        isKnown: false,
      };
    else if (leadsOn.test(image))
      yield {
        service: other,
        text: `${name} reaches ${other}, which has a way out and leads on who logs in`,
        isKnown: true,
      };
  }
}
