// Spells a random topology out as a compose file that the Engine accepts. Ports, subnets and names hang on its number, so
// that many can stand side by side.

import type { NetworkPlan, PortPlan, ServicePlan, TopologyPlan } from './topology-plan.ts';

/** A cable that a macvlan network hangs on. */
export interface Cable {
  readonly name: string;
  readonly gateway: string;
}

export interface WrittenTopology {
  readonly yaml: string;
  readonly cables: readonly Cable[];
}

const serviceNames = ['web', 'App', 'db', 'cache', 'log-tail', 'mon'];
/** Their order in the file is not their order by bytes. */
const networkNames = ['mid', 'Front', 'back', 'mid-2'];
export const bridgeOption = 'com.docker.network.bridge.';

/** The file of the topology with number `index`, of at most 500. */
export function planYaml(plan: TopologyPlan, index: number): WrittenTopology {
  const services = plan.services.map((service, i) => serviceOf(plan, index, service, i));
  const used = new Set(plan.services.flatMap((service) => networksOf(plan, service)));
  const cables: Cable[] = [];
  const lines = ['services:', ...services.flat(), 'networks:'];
  plan.networks.forEach((network, n) => {
    if (!used.has(n)) return;
    if (network.kind === 'macvlan') cables.push(cableOf(index, n));
    lines.push(...networkLines(network, index, n));
  });
  lines.push('  default:', `    internal: ${plan.defaultInternal}`);
  return { yaml: `${lines.join('\n')}\n`, cables };
}

function networksOf(plan: TopologyPlan, { mode, on }: ServicePlan): readonly number[] {
  return mode === 'networks' ? [...new Set(on.map((n) => n % plan.networks.length))] : [];
}

/** The service that a joined one names: an earlier one, joined itself or not. The first of all has none to join. */
function joinedBy(plan: TopologyPlan, i: number): number | null {
  const service = plan.services[i];
  return service?.mode === 'join' && i > 0 ? service.joins % i : null;
}

function portOf(index: number, i: number): number {
  return 10_000 + index * 10 + i;
}

function serviceOf(plan: TopologyPlan, index: number, service: ServicePlan, i: number): readonly string[] {
  const lines = [
    `  ${serviceNames[i]}:`,
    '    image: bulkhead-probe:1',
    `    command: httpd -f -p ${portOf(index, i)} -h /etc`,
  ];
  if (service.dropAll) lines.push('    cap_drop: [ALL]');
  const joined = joinedBy(plan, i);
  if (joined !== null) return [...lines, `    network_mode: service:${serviceNames[joined]}`]; // A9: nothing else
  const { mode } = service;
  if (mode === 'none' || mode === 'host' || mode === 'bridge') lines.push(`    network_mode: ${mode}`);
  // One listener per host port and per address: what is published or has an address stands once.
  const once = service.ports.length > 0 || service.address || mode === 'host';
  if (service.twice && !once) lines.push('    scale: 2');
  lines.push(...membershipLines(plan, index, service, i));
  const ports = service.ports.flatMap((port, n) => {
    const target = portOf(index, i);
    return portLines(port, target, target + 5000 * (n + 1));
  });
  if (ports.length > 0) lines.push('    ports:', ...ports);
  return [...lines, ...linkLines(plan, service, i)];
}

function membershipLines(
  plan: TopologyPlan,
  index: number,
  service: ServicePlan,
  i: number,
): readonly string[] {
  const lines: string[] = [];
  for (const n of networksOf(plan, service)) {
    const network = plan.networks[n];
    const details: string[] = [];
    if (service.aliases) details.push(`aliases: [${networkNames[n]}-${i}]`);
    if (service.address && network && hasSubnet(network))
      details.push(`ipv4_address: ${prefixOf(network, index, n)}.${50 + i}`);
    lines.push(`      ${networkNames[n]}:${details.length > 0 ? ` { ${details.join(', ')} }` : ''}`);
  }
  return lines.length > 0 ? ['    networks:', ...lines] : [];
}

const hostIps = {
  all: '',
  zero: '0.0.0.0',
  loopback: '127.0.0.1',
  'host address': '203.0.113.2',
  'all of IPv6': '::',
  'IPv6 loopback': '::1',
} as const;

/** One item of `ports`. */
export function portLines({ bind, form }: PortPlan, target: number, published: number): readonly string[] {
  const hostIp = hostIps[bind];
  const address = hostIp.includes(':') ? `[${hostIp}]` : hostIp;
  if (form === 'short') return [`      - "${address && `${address}:`}${published}:${target}"`];
  const lines = [`      - target: ${target}`, `        published: "${published}"`];
  return hostIp ? [...lines, `        host_ip: "${hostIp}"`] : lines;
}

/** Links that the Engine takes: between members of user networks, or within the default bridge. */
function linkLines(plan: TopologyPlan, { link, mode }: ServicePlan, i: number): readonly string[] {
  if (!link || i === 0) return [];
  const to = link.to % i;
  const target = plan.services[to];
  if (!target || joinedBy(plan, to) !== null) return [];
  const kindOf = (m: ServicePlan['mode']): string => (m === 'default' || m === 'join' ? 'networks' : m);
  if (kindOf(target.mode) !== kindOf(mode) || mode === 'none' || mode === 'host') return [];
  return [`    links: ["${serviceNames[to]}${link.alias ? ':linked' : ''}"]`];
}

function hasSubnet({ kind, subnet }: NetworkPlan): boolean {
  return subnet || kind === 'macvlan';
}

/** The first three numbers of its addresses. */
function prefixOf({ kind }: NetworkPlan, index: number, n: number): string {
  const k = index * 4 + n;
  return kind === 'macvlan' ? `198.18.${k % 256}` : `10.${100 + (k >> 8)}.${k & 255}`;
}

// Not the first address: from 28 on an internal macvlan network has no gateway and gives that one to a container.
function cableOf(index: number, n: number): Cable {
  const k = (index * 4 + n) % 256;
  return { name: `bhwire${k}`, gateway: `198.18.${k}.254` };
}

function networkLines(network: NetworkPlan, index: number, n: number): readonly string[] {
  const lines = [`  ${networkNames[n]}:`, `    internal: ${network.internal}`];
  if (network.named !== 'no')
    lines.push(`    name: ${network.named === 'first' ? 'aa' : 'zz'}-${index}-${n}`);
  if (network.ipv6) lines.push('    enable_ipv6: true');
  const options: string[] = [];
  if (network.kind === 'macvlan') {
    lines.push('    driver: macvlan');
    options.push(`parent: ${cableOf(index, n).name}`);
  } else {
    if (!network.icc) options.push(`${bridgeOption}enable_icc: "false"`);
    if (!network.masquerade) options.push(`${bridgeOption}enable_ip_masquerade: "false"`);
    if (network.loopbackBinding) options.push(`${bridgeOption}host_binding_ipv4: "127.0.0.1"`);
    if (network.inhibit) options.push(`${bridgeOption}inhibit_ipv4: "true"`);
  }
  if (options.length > 0) lines.push('    driver_opts:', ...options.map((option) => `      ${option}`));
  const subnets: string[] = [];
  if (hasSubnet(network)) {
    const prefix = prefixOf(network, index, n);
    const gateway = network.kind === 'macvlan' && !network.internal ? `, gateway: ${prefix}.254` : '';
    subnets.push(`{ subnet: ${prefix}.0/24${gateway} }`);
  }
  // Up to 26 the Engine has none of its own to give.
  if (network.ipv6) subnets.push(`{ subnet: 'fdcc:${(index * 4 + n).toString(16)}::/64' }`);
  if (subnets.length > 0) lines.push('    ipam:', `      config: [${subnets.join(', ')}]`);
  return lines;
}
