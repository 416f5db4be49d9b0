// The bridges of a project as they stand on a machine: their interfaces and addresses, and what Docker's rules say of each.

import type { Network } from '../../compose/topology.ts';
import { bridgeSetting, gatewayMode, isUndecided } from '../../reach/networks/bridge-traits.ts';
import type { Segment } from '../../reach/networks/segment.ts';
import type { ReachBase } from '../../reach/reach-base.ts';
import type { Family } from '../../reach/reach-model.ts';
import {
  type AddressRange,
  exactAddress,
  type KnownAddress,
  parseAddress,
  parseRange,
} from '../firewall/addresses.ts';
import { type InterfaceAddress, type Machine, networkOf } from '../machine.ts';

/** A Docker bridge in one address family. */
export interface Bridge {
  readonly segment: Segment;
  /** The name of the bridge's interface; `<bridge KEY>` while the name is unknown. */
  readonly interface: string;
  /** The host's own address on the bridge. */
  readonly gateway: KnownAddress;
  /** The address of an arbitrary container on the bridge. */
  readonly member: KnownAddress;
  /** True when everything that Docker's rules for the bridge depend on is known. */
  readonly isKnown: boolean;
  readonly internal: boolean;
  /** True when containers on the bridge may reach each other. */
  readonly icc: boolean;
  readonly mode: string;
  readonly masquerade: boolean;
  /** True when packets from elsewhere to containers on the bridge are dropped before all other rules. */
  readonly guarded: boolean;
}

/** The address pools from which a freshly installed Docker allocates subnets. */
const defaultPools: { readonly [family in Family]: readonly string[] } = {
  ipv4: ['172.17.0.0/16', '172.18.0.0/15', '172.20.0.0/14', '172.24.0.0/13', '192.168.0.0/16'],
  ipv6: ['fd00::/8'],
};

/** The bridge by which the tasks of a swarm leave their node, and its interface. */
const gatewayBridge = 'docker_gwbridge';

/** Returns the bridges of a project, by the index of their segment. */
export function bridgesOf(base: ReachBase, machine: Machine): ReadonlyMap<number, Bridge> {
  const bridges = new Map<number, Bridge>();
  for (const segment of base.segments.all) {
    const bridge = bridgeOf(base, segment, machine);
    if (bridge) bridges.set(segment.index, bridge);
  }
  return bridges;
}

function bridgeOf(base: ReachBase, segment: Segment, machine: Machine): Bridge | null {
  const { family, behaviour } = base;
  // SW2: tasks leave by docker_gwbridge, which no file names.
  const isGateway = behaviour.gatewayBridge && segment.dockerName === gatewayBridge;
  if (segment.hidden && !(isGateway && segment.present === true)) return null;
  if ((segment.kind !== 'bridge' && !segment.external) || segment.present === false) return null;
  const network = segment.keys
    .map((key) => base.topology.networks.get(key))
    .find((network) => network !== undefined);
  const isDefault = segment.dockerName === 'bridge';
  const mode = network && !segment.external ? gatewayMode(network, behaviour, family) : 'nat';
  const internal = mode === 'isolated' ? true : segment.internal;
  const own = isDefault ? 'docker0' : isGateway ? gatewayBridge : interfaceOf(segment, network, machine);
  const filtered = behaviour.filters[family];
  const known =
    !segment.external &&
    internal !== 'unknown' &&
    segment.carries !== 'unknown' &&
    segment.hostPath === true &&
    segment.present === true &&
    !(network && isUndecided(network, `com.docker.network.bridge.gateway_mode_${family}`));
  const addresses = machine.addresses?.filter(
    (interfaceAddress) =>
      interfaceAddress.interface === own && interfaceAddress.family === family && interfaceAddress.global,
  );
  return {
    segment,
    interface: own ?? `<bridge ${segment.keys[0] ?? ''}>`,
    ...addressesOn(segment, network, addresses ?? [], machine, {
      family,
      taken: fixedAddressesOn(base, segment),
    }),
    isKnown: known,
    internal: internal === true,
    icc: segment.carries !== false,
    mode,
    masquerade: filtered && segment.answered === true && internal !== true,
    guarded:
      filtered &&
      behaviour.dropsRoutedReplies &&
      internal === false &&
      mode === 'nat' &&
      !(network && bridgeSetting(network, 'trusted_host_interfaces')),
  };
}

function interfaceOf(
  segment: Segment,
  network: Network | undefined,
  { bridges = {} }: Machine,
): string | null {
  const named = network && segment.external === false ? bridgeSetting(network, 'name') : '';
  if (named !== '') return named;
  const names = segment.dockerName === null ? segment.keys : [segment.dockerName, ...segment.keys];
  const known = names.find((name) => Object.hasOwn(bridges, name));
  return known === undefined ? null : (bridges[known] ?? null);
}

/** Returns the addresses on a bridge: the subnet in the file, else that of the interface, else the one that Docker would allocate. */
function addressesOn(
  segment: Segment,
  network: Network | undefined,
  addresses: readonly InterfaceAddress[],
  { daemon }: Machine,
  { family, taken }: { readonly family: Family; readonly taken: readonly bigint[] },
): Pick<Bridge, 'gateway' | 'member'> {
  const key = segment.keys[0] ?? '';
  const stated = segment.external
    ? []
    : (network?.subnets ?? []).flatMap(({ subnet, gateway }) => {
        const range = parseRange(subnet ?? '', family);
        return range ? [{ range, gateway }] : [];
      });
  const [first] = stated;
  const [ownInterfaceAddress] = addresses;
  const ownRange = ownInterfaceAddress && networkOf(ownInterfaceAddress);
  const gatewayText = first
    ? (first.gateway ?? hostAddressOf(ownInterfaceAddress, first.range))
    : (ownInterfaceAddress?.address ?? null);
  // Without another word the host takes the first address of the subnet.
  const gatewayValue = gatewayText
    ? parseAddress(gatewayText, family)
    : first
      ? first.range.first + 1n
      : null;
  const pools = ownRange ? [ownRange] : poolsOf(daemon, family);
  const within = first ? stated.map(({ range }) => range) : pools;
  const others = [...(gatewayValue === null ? [] : [gatewayValue]), ...taken];
  const excluded = others.length === 0 ? {} : { excluded: others };
  return {
    gateway:
      gatewayValue === null
        ? { text: `gateway ${key}`, within: pools }
        : { text: `gateway ${key}`, within: [{ first: gatewayValue, last: gatewayValue }] },
    member: { text: `member ${key}`, within, ...excluded },
  };
}

/** Returns the fixed addresses of services on a segment, which Docker gives to no other container. */
function fixedAddressesOn({ services, family }: ReachBase, { keys }: Segment): readonly bigint[] {
  return services.flatMap(({ attachments }) =>
    attachments.flatMap(({ network, ipv4, ipv6 }) => {
      const text = keys.includes(network) ? (family === 'ipv4' ? ipv4 : ipv6) : null;
      return (text ? parseAddress(text, family) : null) ?? [];
    }),
  );
}

function hostAddressOf(
  ownInterfaceAddress: InterfaceAddress | undefined,
  { first, last }: AddressRange,
): string | null {
  const value = ownInterfaceAddress && parseAddress(ownInterfaceAddress.address, ownInterfaceAddress.family);
  return ownInterfaceAddress && value !== undefined && value !== null && value >= first && value <= last
    ? ownInterfaceAddress.address
    : null;
}

function poolsOf(daemon: Machine['daemon'], family: Family): readonly AddressRange[] {
  const given = daemon?.['default-address-pools'];
  const bases = Array.isArray(given)
    ? given.map((pool: unknown) =>
        typeof pool === 'object' && pool !== null && 'base' in pool ? String(pool.base) : '',
      )
    : [];
  const ownAddressRanges = bases.map((text) => parseRange(text, family)).filter((range) => range !== null);
  return ownAddressRanges.length > 0
    ? ownAddressRanges
    : defaultPools[family].map((text) => parseRange(text, family)).filter((range) => range !== null);
}

/** Returns the address of one container on a bridge: the fixed address from the file, if there is one. */
export function addressOn(bridge: Bridge, stated: string | null, family: Family): KnownAddress {
  return (stated === null ? null : exactAddress(stated, family)) ?? bridge.member;
}
