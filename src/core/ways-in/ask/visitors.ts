// As whom a visitor of a published port arrives (measured: A1 to A5 of who-arrives). Over IPv4 everybody from outside keeps an own address. Over
// IPv6 that holds only where the publishing network has IPv6 and the daemon writes rules for it: else Docker's own proxy takes the connection,
// and the listener sees the gateway of that network.

import { holdsAddress, isLoopbackAddress, isWildcardAddress, rangeOf } from '../../compose/bind-addresses.ts';
import { isIpLiteral } from '../../compose/project/values/ip-literal.ts';
import type { Network, Tri } from '../../compose/topology.ts';
import { baseOf } from '../../reach/compute-reach.ts';
import type { Family } from '../../reach/reach-model.ts';
import {
  type Examples,
  gatewayExamples,
  memberExamples,
  type OutsideZone,
  outsideExamples,
  saidSubnets,
} from '../network/addresses.ts';
import type { WaysContext } from '../ways-context.ts';

/** The family of a connection to `host` of a URL: that of a literal address, else IPv4. */
export function familyOf(host: string): Family {
  return host.startsWith('[') ? 'ipv6' : 'ipv4';
}

/** The network of which `service` publishes its ports: that of its default route (G1). */
function publishingNetwork({ reach, topology }: WaysContext, service: string): Network | undefined {
  const gateway = reach.facts.get(service)?.gateway ?? null;
  return gateway === null ? undefined : topology.networks.get(gateway);
}

/** True where connections over IPv6 are led on with the address of who asks (A3). */
function keepsIpv6Address({ reach, topology }: WaysContext, network: Network | undefined): Tri {
  const { filters } = baseOf(reach, topology).behaviour;
  return filters.ipv6 && (network?.enableIpv6 ?? 'unknown');
}

/** Visitors from outside. */
export function outsideVisitors(
  ground: WaysContext,
  zone: OutsideZone,
  service: string,
  family: Family,
): (ranges: readonly string[]) => Examples {
  const network = publishingNetwork(ground, service);
  const subnets = saidSubnets(ground.topology.networks.values());
  const own = (ranges: readonly string[]) => outsideExamples(zone, ranges, subnets, family);
  const keeps = family === 'ipv4' ? true : keepsIpv6Address(ground, network);
  if (keeps === true) return own;
  const gateway = gatewayExamples(network, gatewayFamily(network));
  if (keeps === false) return () => gateway;
  return (ranges) => ({ addresses: [...gateway.addresses, ...own(ranges).addresses], all: false });
}

/** This machine at its loopback address, or at its address `outside` (A4). */
export function hostVisitor(
  ground: WaysContext,
  service: string,
  family: Family,
  outside: string | null = null,
): Examples {
  const network = publishingNetwork(ground, service);
  const gateway = gatewayExamples(network, family === 'ipv6' ? gatewayFamily(network) : 'ipv4');
  if (outside === null || !ground.reach.options.userlandProxy) return gateway;
  const keeps =
    family === 'ipv4' ? !isOnNetwork(ground, outside) || 'unknown' : keepsIpv6Address(ground, network);
  if (keeps === true) return { addresses: [outside], all: false };
  if (keeps === false) return gateway;
  return { addresses: [...gateway.addresses, outside], all: false };
}

/** Whether it is one of the machine's addresses on networks of Docker: from there it is masqueraded towards others on some Engines. */
function isOnNetwork({ topology }: WaysContext, address: string): boolean {
  return saidSubnets(topology.networks.values()).some((text) => {
    const subnet = rangeOf(text);
    return subnet !== null && holdsAddress(subnet, address);
  });
}

/** The address of this machine that a URL names; null for a loopback address, and for a name, which is taken to lead to one. */
export function outsideAddress(host: string): string | null {
  const bare = host.replace(/^\[|\]$/g, '');
  return isIpLiteral(bare) && !isLoopbackAddress(bare) && !isWildcardAddress(bare) ? bare : null;
}

/** Another container, which comes through Docker's own proxy as the gateway, or without it perhaps as itself (A5). */
export function containerVisitor(
  ground: WaysContext,
  from: string,
  service: string,
  family: Family,
): (ranges: readonly string[]) => Examples {
  const { reach, topology } = ground;
  if (reach.options.userlandProxy) {
    const visitor = hostVisitor(ground, service, family);
    return () => visitor;
  }
  const networks = [service, from].flatMap((name) => reach.facts.get(name)?.networks ?? []);
  return (ranges) => ({
    addresses: networks.flatMap((key) => {
      const network = topology.networks.get(key);
      return [...gatewayExamples(network).addresses, ...memberExamples(network, null, ranges).addresses];
    }),
    all: false,
  });
}

function gatewayFamily(network: Network | undefined): Family {
  return network?.enableIpv6 === true ? 'ipv6' : 'ipv4';
}
