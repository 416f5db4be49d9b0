// The addresses as which visitors of a published port arrive (measured as A1 to A5 of who-arrives). Over IPv4 outside visitors keep their
// address. Over IPv6 they do only if the publishing network has IPv6 and the daemon writes rules for it; otherwise Docker's own proxy
// accepts the connection, and the listener sees that network's gateway.

import { holdsAddress, isLoopbackAddress, isWildcardAddress, rangeOf } from '../../compose/bind-addresses.ts';
import { isIpLiteral } from '../../compose/project/values/ip-literal.ts';
import type { Network, Tri } from '../../compose/topology.ts';
import { baseOf } from '../../reach/compute-reach.ts';
import type { Family } from '../../reach/reach-model.ts';
import {
  type Examples,
  gatewayExamples,
  memberExamples,
  neighbourExamples,
  type OutsideZone,
  outsideExamples,
  statedSubnets,
} from '../network/addresses.ts';
import type { WaysContext } from '../ways-context.ts';

/** Returns the family of a connection to a URL's host: that of a literal address, else IPv4. */
export function familyOf(host: string): Family {
  return host.startsWith('[') ? 'ipv6' : 'ipv4';
}

/** Returns the network through which a service publishes its ports: that of its default route (G1). */
function publishingNetwork({ reach, topology }: WaysContext, service: string): Network | undefined {
  const gateway = reach.facts.get(service)?.gateway ?? null;
  return gateway === null ? undefined : topology.networks.get(gateway);
}

/** True when IPv6 connections are forwarded with the visitor's address (A3). */
function keepsIpv6Address({ reach, topology }: WaysContext, network: Network | undefined): Tri {
  const { filters } = baseOf(reach, topology).behaviour;
  return filters.ipv6 && (network?.enableIpv6 ?? 'unknown');
}

/** Returns examples of the addresses of a zone: with a record of the machine, the LAN is what it has beside it. */
export function zoneExamples(
  { reach, topology }: WaysContext,
  zone: OutsideZone,
  ranges: readonly string[],
  family: Family,
): Examples {
  const beside = zone === 'lan' ? (reach.hostPorts?.around(family) ?? []) : [];
  return beside.length > 0
    ? neighbourExamples(beside, ranges, family)
    : outsideExamples(zone, ranges, statedSubnets(topology.networks.values()), family);
}

/** Returns the addresses as which visitors from outside arrive. */
export function outsideVisitors(
  context: WaysContext,
  zone: OutsideZone,
  service: string,
  family: Family,
): (ranges: readonly string[]) => Examples {
  const network = publishingNetwork(context, service);
  const own = (ranges: readonly string[]) => zoneExamples(context, zone, ranges, family);
  const keeps = family === 'ipv4' ? true : keepsIpv6Address(context, network);
  if (keeps === true) return own;
  const gateway = gatewayExamples(network, gatewayFamily(network));
  if (keeps === false) return () => gateway;
  return (ranges) => ({ addresses: [...gateway.addresses, ...own(ranges).addresses], all: false });
}

/** Returns the address as which this machine arrives, from its loopback address or from an outside address (A4). */
export function hostVisitor(
  context: WaysContext,
  service: string,
  family: Family,
  outside: string | null = null,
): Examples {
  const network = publishingNetwork(context, service);
  const gateway = gatewayExamples(network, family === 'ipv6' ? gatewayFamily(network) : 'ipv4');
  if (outside === null || !context.reach.options.userlandProxy) return gateway;
  const keeps =
    family === 'ipv4' ? !isOnNetwork(context, outside) || 'unknown' : keepsIpv6Address(context, network);
  if (keeps === true) return { addresses: [outside], all: false, as: 'machine' };
  if (keeps === false) return gateway;
  return { addresses: [...gateway.addresses, outside], all: false };
}

/** True when an address belongs to the machine on one of Docker's networks, from where some Engines masquerade it towards others. */
function isOnNetwork({ topology }: WaysContext, address: string): boolean {
  return statedSubnets(topology.networks.values()).some((text) => {
    const subnet = rangeOf(text);
    return subnet !== null && holdsAddress(subnet, address);
  });
}

/**
 * Returns the address of this machine that a URL names; null for a loopback address, and for a name, which is assumed to lead to loopback.
 */
export function outsideAddress(host: string): string | null {
  const bare = host.replace(/^\[|\]$/g, '');
  return isIpLiteral(bare) && !isLoopbackAddress(bare) && !isWildcardAddress(bare) ? bare : null;
}

/** Returns the addresses as which another container arrives: the gateway's, through Docker's proxy, or possibly its own without it (A5). */
export function containerVisitor(
  context: WaysContext,
  from: string,
  service: string,
  family: Family,
): (ranges: readonly string[]) => Examples {
  const { reach, topology } = context;
  if (reach.options.userlandProxy) {
    const visitor = hostVisitor(context, service, family);
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
