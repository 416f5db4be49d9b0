// The proxies that the variables of a service name (LV25).

import type { Service } from '../../compose/topology.ts';

const names: ReadonlySet<string> = new Set(['http_proxy', 'https_proxy', 'all_proxy']);

/** Returns the hosts that the proxy variables of a service name. */
export function proxyVariables({ environment }: Pick<Service, 'environment'>): readonly string[] {
  return environment.flatMap(({ key, value }) => {
    if (!names.has(key.toLowerCase()) || value === null) return [];
    const [, host] = /^(?:[a-z0-9+]+:\/\/)?(?:[^@/]*@)?(\[[^\]]+\]|[^:/]+)/i.exec(value) ?? [];
    return host ?? [];
  });
}
