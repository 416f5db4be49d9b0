// O1–O10: where the ports of a namespace owner really answer. They are published on behalf of the gateway network only.

import type { Endpoint } from '../networks/segment.ts';
import type { Published, UnreadPort } from '../reach-model.ts';
import { agreed } from '../rows/tri.ts';
import type { Namespace } from './resolve-namespaces.ts';

/** The published ports of a namespace in file order; those that the Engine discards stay, as `nowhere`. */
export function publishedPorts(
  namespace: Namespace,
  gateways: readonly (Endpoint | null)[],
): readonly Published[] {
  const { owner } = namespace;
  if (!owner || owner.ports.length === 0) return [];
  const [first = null, ...others] = publishingGateways(namespace, gateways);
  const published: Published[] = [];
  for (const item of owner.ports) {
    for (const { hostIp: address, hostPort, containerPort, protocol } of item.bindings) {
      const bind = bindOn(first, address);
      const cases = others.map((gateway) => bindOn(gateway, address));
      published.push({
        hostIp: cases.every(({ hostIp }) => hostIp === bind.hostIp) ? bind.hostIp : '0.0.0.0',
        hostPort,
        containerPort,
        protocol,
        reachableFrom: cases.every(({ reachableFrom }) => reachableFrom === bind.reachableFrom)
          ? bind.reachableFrom
          : 'unknown',
        service: owner.name,
        index: item.index,
      });
    }
  }
  return published;
}

/** Loopback written out in front of an item, whatever the rest of it will be. */
const boundToLoopback = /^(?:127\.\d+\.\d+\.\d+|\[::1\]):/;

/** The items of `ports` that cannot be read without variables that have no value, in file order. */
export function unreadPorts(
  namespace: Namespace,
  gateways: readonly (Endpoint | null)[],
): readonly UnreadPort[] {
  const { owner } = namespace;
  if (!owner || owner.ports.length === 0) return [];
  const unread: UnreadPort[] = [];
  for (const { raw, index, bindings, unset } of owner.ports) {
    if (bindings.length > 0 || unset.length === 0) continue;
    const address = boundToLoopback.test(raw) ? '127.0.0.1' : '';
    const fates = publishingGateways(namespace, gateways).map((one) => bindOn(one, address).reachableFrom);
    const fate = agreed(fates);
    // Whether it answers at all depends on the gateway; only a literal address shows that the host alone is heard.
    const reachableFrom = fate === 'nowhere' || (fate === 'host' && address !== '') ? fate : 'unknown';
    unread.push({ raw, reachableFrom, service: owner.name, index });
  }
  return unread;
}

/** A11, A12: without networks of its own a namespace publishes nothing. */
function publishingGateways(
  { kind }: Namespace,
  gateways: readonly (Endpoint | null)[],
): readonly (Endpoint | null)[] {
  return kind === 'networks' ? gateways : [null];
}

function bindOn(
  gateway: Endpoint | null,
  address: string,
): { readonly hostIp: string; readonly reachableFrom: Published['reachableFrom'] } {
  const hostIp = address || gateway?.segment.hostBinding || '0.0.0.0'; // O9
  // O10: no gateway, nothing published.
  if (!gateway || gateway.segment.publishes === false) return { hostIp, reachableFrom: 'nowhere' };
  if (gateway.segment.publishes === 'unknown') return { hostIp, reachableFrom: 'unknown' };
  return { hostIp, reachableFrom: isLoopback(hostIp) ? 'host' : 'outside' }; // O2, O3
}

/** 127.0.0.0/8 and ::1, in any spelling. */
function isLoopback(address: string): boolean {
  if (address === '0.0.0.0') return false; // nearly all
  const bare = address.replace(/^\[|\]$/g, '').toLowerCase();
  return /^(::ffff:)?127\./.test(bare) || /^[0:]*:0*1$/.test(bare);
}
