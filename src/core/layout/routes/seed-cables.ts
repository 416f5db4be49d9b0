// The ways in, one per service and destination, with their labels. No geometry.

import type { LayoutInput, ProxiedHost, PublishedPort } from '../layout-input.ts';
import type { CableState } from '../scene.ts';

export interface CableSeed {
  readonly id: string;
  readonly service: string;
  /** The card it ends at: the service itself or the owner of its namespace. */
  readonly card: string;
  readonly state: CableState;
  readonly label: string;
  readonly title: string;
  readonly ports: readonly string[];
  readonly thin: boolean;
  /** Position among the cables of one card. */
  readonly index: number;
}

const states: readonly PublishedPort['reachableFrom'][] = ['outside', 'host', 'unknown', 'nowhere'];

function portLabel(port: PublishedPort): string {
  if (port.raw !== undefined) return port.raw;
  const host = port.hostPort === '' ? 'random' : port.hostPort;
  return `${host} → ${port.containerPort}/${port.protocol}`;
}

function whereTo(state: PublishedPort['reachableFrom']): string {
  switch (state) {
    case 'outside':
      return 'from outside';
    case 'host':
      return 'from this host only';
    case 'unknown':
      return 'unknown from where';
    case 'nowhere':
      return 'dead: nothing answers';
  }
}

/** What a proxy lets in, as one cable: the first host name, and which proxy sends it on. */
function proxiedWords(
  service: string,
  hosts: readonly ProxiedHost[],
): Pick<CableSeed, 'label' | 'title' | 'ports'> {
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
    ports: [...new Set(list)],
  };
}

/** Cables in file order; `cardOf` gives the card of a service's namespace, null where no cable can reach it. */
export function seedCables(
  input: LayoutInput,
  cardOf: (service: string) => string | null,
): readonly CableSeed[] {
  const seeds: CableSeed[] = [];
  const counts = new Map<string, number>();
  for (const service of input.topology.services.keys()) {
    const ports = input.published.get(service) ?? [];
    const card = cardOf(service);
    const proxied = input.proxied.get(service) ?? [];
    if (card === null) continue;
    const nextIndex = (): number => {
      const index = counts.get(card) ?? 0;
      counts.set(card, index + 1);
      return index;
    };
    if (proxied.length > 0) {
      const base = { id: `${service} proxied`, service, card, state: 'proxied', thin: false } as const;
      seeds.push({ ...base, ...proxiedWords(service, proxied), index: nextIndex() });
    }
    for (const state of states) {
      const own = ports.filter((port) => port.reachableFrom === state);
      const first = own.find((port) => port.hostPort !== '') ?? own[0];
      if (!first) continue;
      const more = own.length > 1 ? ` +${own.length - 1}` : '';
      const list = own.map((port) => (port.raw === undefined ? `${port.hostIp}:` : '') + portLabel(port));
      seeds.push({
        id: `${service} ${state}`,
        service,
        card,
        state,
        label: `${portLabel(first)}${more}`,
        title: `${service}, ${whereTo(state)}: ${list.join(', ')}`,
        ports: list,
        thin: own.every((port) => port.hostPort === ''),
        index: nextIndex(),
      });
    }
  }
  return seeds;
}
