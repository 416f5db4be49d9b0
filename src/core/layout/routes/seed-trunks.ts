// The trunks, one for each service and origin, with their labels. No geometry.

import { portParts } from '../../describe/port.ts';
import { answersFrom } from '../../describe/reach.ts';
import type { LayoutInput } from '../layout-input.ts';
import type { ProxiedHost, PublishedPort, SceneTrunk } from '../scene.ts';

export interface TrunkSeed
  extends Pick<
    SceneTrunk,
    'id' | 'kind' | 'ports' | 'hosts' | 'via' | 'label' | 'title' | 'lines' | 'hasRandomPorts'
  > {
  readonly service: string;
  /** The card where the trunk ends: that of the service, or of its namespace owner. */
  readonly card: string;
}

const states: readonly PublishedPort['reachableFrom'][] = ['outside', 'host', 'unknown', 'nowhere'];

function portLabel(port: PublishedPort): string {
  if (port.raw !== undefined) return port.raw;
  const { host, target } = portParts(port, 'random');
  return `${host} → ${target}`;
}

/** Returns the label of a proxied service's trunk: the first host name, and the proxy that routes it. */
function proxiedText(
  service: string,
  hosts: readonly ProxiedHost[],
): Pick<TrunkSeed, 'label' | 'title' | 'lines'> {
  const [first] = hosts;
  const name = first?.host === '*' ? 'any host' : (first?.host ?? '');
  const others = new Set(hosts.map((each) => each.host)).size - 1;
  const list = hosts.map(({ proxy, ghost, host, port }) => {
    const where = port === null ? '' : `, port ${port}`;
    return `${host} by ${proxy}${ghost ? ' (not in this file)' : ''}${where}`;
  });
  return {
    label: `${name}${others > 0 ? ` +${others}` : ''}`,
    title: `${service}, through a proxy, inferred from labels or environment: ${[...new Set(list)].join('; ')}`,
    lines: [...new Set(list)],
  };
}

/** Returns trunks in file order; `cardOf` gives the card of a service's namespace, or null when no trunk can reach it. */
export function seedTrunks(
  input: LayoutInput,
  cardOf: (service: string) => string | null,
): readonly TrunkSeed[] {
  const seeds: TrunkSeed[] = [];
  for (const service of input.topology.services.keys()) {
    const ports = input.published.get(service) ?? [];
    const card = cardOf(service);
    const proxied = input.proxied.get(service) ?? [];
    if (card === null) continue;
    if (proxied.length > 0) {
      const proxies = proxied.flatMap(({ proxy, ghost }) => (ghost ? [] : [cardOf(proxy)]));
      const via = proxies.find((each) => each !== null && each !== card) ?? null;
      const base = {
        id: `${service} proxied`,
        service,
        card,
        kind: 'proxied',
        hasRandomPorts: false,
      } as const;
      const words = proxiedText(service, proxied);
      seeds.push({ ...base, ...words, ports: [], hosts: proxied, via });
    }
    for (const state of states) {
      const ownPorts = ports.filter((port) => port.reachableFrom === state);
      const first = ownPorts.find((port) => port.hostPort !== '') ?? ownPorts[0];
      if (!first) continue;
      const more = ownPorts.length > 1 ? ` +${ownPorts.length - 1}` : '';
      const list = ownPorts.map(
        (port) => (port.raw === undefined ? `${port.hostIp}:` : '') + portLabel(port),
      );
      seeds.push({
        id: `${service} ${state}`,
        service,
        card,
        kind: state,
        ports: ownPorts,
        hosts: [],
        via: null,
        label: `${portLabel(first)}${more}`,
        title: `${service}, ${answersFrom[state].where}: ${list.join(', ')}`,
        lines: list,
        hasRandomPorts: ownPorts.every((port) => port.hostPort === ''),
      });
    }
  }
  return seeds;
}
