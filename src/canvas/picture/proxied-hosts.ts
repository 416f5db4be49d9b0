import type { Analysis } from '../../core/analysis/analyze.ts';
import type { ProxiedHost } from '../../core/layout/layout-input.ts';

/** The ways in that proxies give to each service, inferred; those that lead nowhere are left out. */
export function proxiedHosts({ reach }: Analysis): ReadonlyMap<string, readonly ProxiedHost[]> {
  const hosts = new Map<string, readonly ProxiedHost[]>();
  for (const service of reach.services) {
    const own = reach
      .proxied(service)
      .filter((each) => each.reachable !== false && each.fromOutside !== false)
      .map(({ proxy, ghost, host, port }) => ({ proxy, ghost, host, port }));
    if (own.length > 0) hosts.set(service, own);
  }
  return hosts;
}
