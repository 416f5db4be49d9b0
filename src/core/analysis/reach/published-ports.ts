// O1–O10: where the ports of a namespace owner really answer. They are published on behalf of the gateway network only.

import type { Published } from '../reach-model.ts';
import type { Namespace } from './resolve-namespaces.ts';
import type { Endpoint } from './segment.ts';

/** The published ports of a namespace in file order; those that the Engine discards stay, as `nowhere`. */
export function publishedPorts(
  namespace: Namespace,
  gateways: readonly (Endpoint | null)[],
): readonly Published[] {
  const { owner } = namespace;
  if (!owner || owner.ports.length === 0) return [];
  const [first = null, ...others] = namespace.kind === 'networks' ? gateways : [null]; // A11, A12
  const published: Published[] = [];
  for (const item of owner.ports) {
    for (const { hostIp: said, hostPort, containerPort, protocol } of item.bindings) {
      const bind = bindOn(first, said);
      const cases = others.map((gateway) => bindOn(gateway, said));
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

function bindOn(
  gateway: Endpoint | null,
  said: string,
): { readonly hostIp: string; readonly reachableFrom: Published['reachableFrom'] } {
  const hostIp = said || gateway?.segment.hostBinding || '0.0.0.0'; // O9
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
