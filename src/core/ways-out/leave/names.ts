// What a container makes of a host: an address, a service of its own networks, a name of the outside, or nothing.

import { isIpLiteral } from '../../compose/project/values/ip-literal.ts';
import type { Service } from '../../compose/topology.ts';
import { nameOn } from '../../fleet/at-machine.ts';
import type { Asker, Connector } from '../../fleet/connect.ts';
import { addressOfValue, type FleetAddress, readAddress } from '../../fleet/fleet-address.ts';
import type { Namespace } from '../../reach/namespaces/resolve-namespaces.ts';
import { itemAt } from '../../reach/rows/item-at.ts';
import type { WaysContext } from '../../ways-in/ways-context.ts';
import type { World } from './world.ts';

/** A service that asks, on its machine. */
export type ServiceAsker = Extract<Asker, { kind: 'service' }>;

/** Who a host is to an asker. */
export type Named =
  | { readonly kind: 'addresses'; readonly addresses: readonly FleetAddress[] }
  /** Services of the asker's machine, by their names on the fleet. */
  | { readonly kind: 'services'; readonly services: readonly string[] }
  | { readonly kind: 'gateway' }
  /** A name that nothing near the asker has: whoever resolves it asks the outside. */
  | { readonly kind: 'outside'; readonly name: string }
  | { readonly kind: 'unknown'; readonly because: string };

/** Returns the network stack of a service; null where nothing is known of its machine. */
export function spaceOf({ node, service }: ServiceAsker): Namespace | null {
  const base = node.base('ipv4');
  const index = base?.indexes.get(service.name);
  return base && index !== undefined ? itemAt(base.namespaceOf, index) : null;
}

/** Returns the service that owns the network stack of an asker, whose `dns` and `extra_hosts` count. */
export function ownerOf(asker: ServiceAsker): Service {
  return spaceOf(asker)?.owner ?? asker.service;
}

/** Returns the files of the containers of an asker's machine; null where nothing reads them. */
export function contextOf({ node }: Pick<Asker, 'node'>): WaysContext | null {
  return node.kind === 'machine' ? (node.facts?.context ?? null) : null;
}

/** Returns who a host is to an asker, before anybody outside is asked. */
export function namedBy(asker: Asker, host: string): Named {
  const name = host.replace(/\.$/, '').toLowerCase();
  const address = addressWritten(name);
  if (address) return { kind: 'addresses', addresses: [address] };
  if (name === 'localhost') return { kind: 'addresses', addresses: [loopback()] };
  if (asker.kind !== 'service') return { kind: 'outside', name };
  const extra = ownerOf(asker).extraHosts.find(({ key }) => key.toLowerCase() === name);
  if (extra?.value === 'host-gateway') return { kind: 'gateway' };
  const stated = extra?.value ? readAddress(extra.value) : null;
  if (stated) return { kind: 'addresses', addresses: [stated] };
  const answers = asker.node.facts?.names.answers(asker.service.name, name) ?? [];
  if (answers === 'unknown') return { kind: 'unknown', because: `who answers to ${host} is unknown` };
  if (answers.length > 0)
    return { kind: 'services', services: answers.map((service) => nameOn(asker.node, service)) };
  return { kind: 'outside', name };
}

/** Returns the addresses that a world gives a name; null for a name that does not exist. */
export function addressesIn(world: World, name: string): readonly FleetAddress[] | null {
  return world.addressesOf(name)?.flatMap((text) => readAddress(text) ?? []) ?? null;
}

/** Returns the address that a text is, also in the forms of one number that `inet_aton` takes: `3325256724`, `0xc6336414`. */
export function addressWritten(text: string): FleetAddress | null {
  const plain = text.replace(/^\[|\]$/g, '');
  if (isIpLiteral(plain)) return readAddress(plain);
  if (!/^(?:0x[0-9a-f]{1,8}|\d{1,10})$/i.test(plain)) return null;
  const value = BigInt(plain);
  return value <= 0xffff_ffffn ? addressOfValue(value, 'ipv4') : null;
}

function loopback(): FleetAddress {
  return addressOfValue(0x7f000001n, 'ipv4');
}

/** True when an asker has a network that leads out; unknown networks count as such. */
export function hasWayOut(asker: ServiceAsker): boolean {
  const space = spaceOf(asker);
  const paths = asker.node.paths('ipv4');
  if (!space || space.kind === 'host' || space.kind === 'unknown') return true;
  return space.kind === 'networks' && (paths?.gatewaysOf(space) ?? []).some((gateway) => gateway !== null);
}

/** Checks that a connector knows an asker as a service. */
export function serviceAsker(connector: Connector, name: string): ServiceAsker | null {
  const asker = connector.asker(name);
  return asker.kind === 'service' ? asker : null;
}
