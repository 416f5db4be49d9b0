// Where the ports of a namespace owner answer in one family (O1–O10, F4). Ports are published through the network of the default route;
// without an IPv6 default route, the userland proxy may forward to IPv4.

import { isLoopbackAddress } from '../../compose/bind-addresses.ts';
import type { Service, Tri } from '../../compose/topology.ts';
import { loopbackPrefix } from '../as-read.ts';
import type { EngineBehaviour } from '../networks/engine-behaviour.ts';
import { type Endpoint, rolesOf, type SegmentTraits } from '../networks/segment.ts';
import { allFamilies, type Family, type Published, type UnreadPort } from '../reach-model.ts';
import { agreed, both, either } from '../rows/tri.ts';
import { gatewayCandidates } from './gateway-order.ts';
import type { Namespace } from './resolve-namespaces.ts';

/** The facts beyond the namespace that decide where ports answer. */
export interface PortContext {
  readonly behaviour: EngineBehaviour;
  readonly family: Family;
  /** Returns true when an address belongs to the host on a bridge. */
  readonly isBridgeAddress: (address: string) => boolean;
}

/** A published port in one address family. */
export interface FamilyPort extends Omit<Published, 'families'> {
  /** True when the userland proxy handles the port on any network, so packets are never translated. */
  readonly byProxy: boolean;
  /** True when the bind address is of this family, or when no address is stated. */
  readonly inFamily: boolean;
  /** A reason why it is unknown whether the port answers, apart from unknown facts about its network. */
  readonly doubt: PortDoubt | null;
}

export interface FamilyPorts {
  readonly published: readonly FamilyPort[];
  readonly unread: readonly UnreadPort[];
}

const noPorts: FamilyPorts = { published: [], unread: [] };

const anyAddress: { readonly [family in Family]: string } = { ipv4: '0.0.0.0', ipv6: '::' };

/** One possible binding of a container's ports; none are published when `publishes` is false. */
interface Binding {
  readonly publishes: Tri;
  readonly hostBinding: string;
  readonly byProxy: boolean;
  readonly doubt: PortDoubt | null;
}

/**
 * A reason to doubt that a published port answers: the Engine may lose a port bound in both families (F8), or the container answers the
 * host's neighbours through its own place on the physical network (O16).
 */
type PortDoubt = 'order' | 'wire';

const unbound: Binding = { publishes: false, hostBinding: '', byProxy: false, doubt: null };

/** Returns the ports of a namespace in one family, in file order; ports that the Engine discards are kept as `nowhere`. */
export function portsIn(namespace: Namespace, context: PortContext): FamilyPorts {
  const { behaviour, family, isBridgeAddress } = context;
  const { owner } = namespace;
  if (!owner || owner.ports.length === 0) return noPorts;
  const possibleBindings = bindingsOf(namespace, behaviour, family);
  const published: FamilyPort[] = [];
  const unread: UnreadPort[] = [];
  for (const { bindings, index, raw, unset } of owner.ports) {
    for (const { hostIp: address, ...ports } of bindings) {
      const outcomes = possibleBindings.map((binding) => bindingOutcome(binding, address, family, behaviour));
      const [first] = outcomes;
      const hostIp =
        first && outcomes.every(({ hostIp }) => hostIp === first.hostIp) ? first.hostIp : anyAddress[family];
      const outcome = agreed(outcomes.map(({ reachableFrom }) => reachableFrom));
      const atBridge = outcome === 'outside' && !isAnyAddress(hostIp) && isBridgeAddress(hostIp);
      published.push({
        hostIp,
        ...ports,
        reachableFrom: atBridge ? 'host' : outcome, // O17
        ...(atBridge ? { atBridge } : {}),
        service: owner.name,
        index,
        byProxy: possibleBindings.every(({ byProxy }) => byProxy),
        doubt: possibleBindings[0]?.doubt ?? null,
        inFamily: possibleBindings.some(({ hostBinding }) => isBoundIn(address, hostBinding, family)),
      });
    }
    if (bindings.length > 0 || unset.length === 0) continue;
    const address = loopbackPrefix.exec(raw)?.[1] ?? '';
    const outcome = agreed(
      possibleBindings.map((binding) => bindingOutcome(binding, address, family, behaviour).reachableFrom),
    );
    // The gateway decides whether the port answers at all; only a literal address shows that it is limited to the host.
    const known = outcome === 'nowhere' || (outcome === 'host' && address !== '');
    unread.push({ raw, reachableFrom: known ? outcome : 'unknown', service: owner.name, index });
  }
  return { published, unread };
}

/** Returns the possible bindings of a namespace's ports in one family (O10, F4); a single one when the gateways are certain. */
function bindingsOf(
  { kind, endpoints }: Namespace,
  behaviour: EngineBehaviour,
  family: Family,
): readonly Binding[] {
  if (kind !== 'networks') return [unbound]; // A11, A12
  const candidates = gatewayCandidates(endpoints, behaviour, family);
  return candidates.flatMap((endpoint): readonly Binding[] => {
    if (endpoint) {
      const binding = throughGateway(endpoint, family, behaviour);
      return [{ ...binding, doubt: doubtOf(endpoint, endpoints, family, behaviour) }];
    }
    if (behaviour.publishesInternal)
      return [{ ...unbound, publishes: family === 'ipv4' ? true : behaviour.proxiesIpv6 }]; // PD13
    if (family === 'ipv4') return [unbound];
    return gatewayCandidates(endpoints, behaviour, 'ipv4').map(throughProxy);
  });
}

function throughGateway(endpoint: Endpoint, family: Family, behaviour: EngineBehaviour): Binding {
  const { hostBinding } = endpoint.segment;
  const { publishes } = rolesOf(endpoint)[family];
  if (behaviour.filters[family]) return { ...unbound, publishes, hostBinding };
  return { ...unbound, publishes: both(publishes, behaviour.proxiesIpv6), hostBinding, byProxy: true }; // F6, F9
}

function doubtOf(
  gateway: Endpoint,
  endpoints: readonly Endpoint[],
  family: Family,
  behaviour: EngineBehaviour,
): PortDoubt | null {
  if (answersOnWire(gateway, endpoints)) return 'wire';
  return mayLosePort(gateway, endpoints, family, behaviour) ? 'order' : null;
}

/** True when a container with this gateway is also on the physical network (O16). */
export function answersOnWire(gateway: Endpoint, endpoints: readonly Endpoint[]): boolean {
  return !gateway.segment.onWire && endpoints.some(({ segment }) => segment.onWire);
}

/**
 * True when the Engine may lose IPv4 ports at start-up (F8): they are bound for a network without IPv6, so the proxy passes IPv6 on to it,
 * until another network becomes the IPv6 gateway.
 */
function mayLosePort(
  gateway: Endpoint,
  endpoints: readonly Endpoint[],
  family: Family,
  behaviour: EngineBehaviour,
): boolean {
  if (family === 'ipv6' || !behaviour.losesIpv4Ports || rolesOf(gateway).ipv6.present === true) return false;
  return gatewayCandidates(endpoints, behaviour, 'ipv6').some(
    (other) => other !== null && other.segment !== gateway.segment,
  );
}

function throughProxy(endpoint: Endpoint | null): Binding {
  if (!endpoint) return unbound;
  const { proxiesIpv6, hostBinding } = endpoint.segment;
  return { ...unbound, publishes: proxiesIpv6, hostBinding, byProxy: true };
}

function bindingOutcome(
  { publishes, hostBinding, doubt }: Binding,
  address: string,
  family: Family,
  behaviour: EngineBehaviour,
): Pick<Published, 'hostIp' | 'reachableFrom'> {
  const wildcard = anyAddress[family];
  const hostIp = address || (hostBinding === '0.0.0.0' ? wildcard : hostBinding) || wildcard; // O9
  if (publishes === false || !isBoundIn(address, hostBinding, family))
    return { hostIp, reachableFrom: 'nowhere' };
  const isLost = doubt === 'order' && isBoundIn(address, hostBinding, 'ipv6');
  if (publishes === 'unknown' || isLost) return { hostIp, reachableFrom: 'unknown' };
  if (!isLoopbackAddress(hostIp)) return { hostIp, reachableFrom: doubt === 'wire' ? 'unknown' : 'outside' }; // O2
  // F5: only the proxy listens on ::1, nothing translates it.
  const answers = either(family === 'ipv4', behaviour.proxiesIpv6);
  return { hostIp, reachableFrom: answers === true ? 'host' : answers === false ? 'nowhere' : answers }; // O3
}

/**
 * True when a port is bound in this family (F4): in both families without an address, else in the family of its own or its network's
 * address.
 */
function isBoundIn(address: string, hostBinding: string, family: Family): boolean {
  const shownAddress = address || (hostBinding === '0.0.0.0' ? '' : hostBinding);
  if (shownAddress === '') return true;
  const isIpv6 = shownAddress.includes(':') && !/^\[?::ffff:[\d.]+\]?$/i.test(shownAddress);
  return isIpv6 === (family === 'ipv6');
}

/**
 * True when the owner has a port that a network with these traits opens to others in this family (X8, X16, O4); a port with an unset
 * variable may be any port.
 */
export function opensPorts(owner: Service | null, traits: SegmentTraits, family: Family): Tri {
  const ports = openedPorts(owner, traits, family);
  return ports.some((port) => port !== null) || (ports.length > 0 ? 'unknown' : false);
}

/** Returns the container ports that a network with these traits opens; null stands for a port with an unset variable. */
export function openedPorts(
  owner: Service | null,
  { hostBinding }: SegmentTraits,
  family: Family,
): readonly (number | null)[] {
  return (owner?.ports ?? []).flatMap(({ bindings, unset }) => {
    if (bindings.length === 0 && unset.length > 0) return [null];
    return bindings
      .filter(({ hostIp }) => isBoundIn(hostIp, hostBinding, family))
      .map(({ containerPort }) => containerPort);
  });
}

/** True when a port answers or may answer beyond the host; a port on loopback never does, whatever its network (O1). */
export function mayAnswerOutside({
  hostIp,
  reachableFrom,
}: Pick<Published, 'hostIp' | 'reachableFrom'>): boolean {
  return reachableFrom === 'outside' || (reachableFrom === 'unknown' && !isLoopbackAddress(hostIp));
}

/** Returns whether any port answers beyond the host. */
export function answersOutside({ published, unread }: FamilyPorts): Tri {
  const known = published.filter(mayAnswerOutside);
  return [...known, ...unread].reduce<Tri>(
    (result, { reachableFrom: from }) => either(result, from === 'unknown' ? 'unknown' : from === 'outside'),
    false,
  );
}

/**
 * Returns whether any port answers at every address of the host, bridges included; unknown for a port that may be bound to a bridge's
 * address.
 */
export function answersEverywhere({ published, unread }: FamilyPorts): Tri {
  const bound = published.map(({ hostIp, reachableFrom, atBridge }): Tri => {
    // The owner of the bridge and other routes to it are not examined.
    if (atBridge) return 'unknown';
    const at = isAnyAddress(hostIp) || (mayBeBridgeAddress(hostIp) ? 'unknown' : false);
    return both(at, reachableFrom === 'unknown' ? 'unknown' : reachableFrom === 'outside');
  });
  return [...bound, answersOutside({ published: [], unread })].reduce<Tri>(either, false);
}

function isAnyAddress(address: string): boolean {
  return address === '0.0.0.0' || /^\[?[0:]*:[0:]*\]?$/.test(address);
}

/** True when an address may belong to a bridge: the first address of a private subnet. */
function mayBeBridgeAddress(address: string): boolean {
  return /^(10|172\.(1[6-9]|2\d|3[01])|192\.168)\..*\.1$/.test(address) || /^\[?fd.*::1\]?$/i.test(address);
}

/** Merges the ports of both families into one list (`docs/contracts/reach.md`). */
export function mergePorts(
  ipv4: FamilyPorts,
  ipv6: FamilyPorts,
): {
  readonly published: readonly Published[];
  readonly unreadPorts: readonly UnreadPort[];
} {
  if (ipv4.published.length === 0 && ipv4.unread.length === 0) return { published: [], unreadPorts: [] };
  return {
    published: ipv4.published.map(({ byProxy: _, inFamily: __, doubt: ___, ...port }, at) => {
      const other = ipv6.published[at]?.reachableFrom ?? 'nowhere';
      return {
        ...port,
        reachableFrom: widest(port.reachableFrom, other),
        families: familiesOf(port.reachableFrom, other),
      };
    }),
    unreadPorts: ipv4.unread.map((item, at) => {
      const other = ipv6.unread[at]?.reachableFrom ?? 'nowhere';
      return { ...item, reachableFrom: widest(item.reachableFrom, other) };
    }),
  };
}

function familiesOf(
  ipv4: Published['reachableFrom'],
  ipv6: Published['reachableFrom'],
): readonly Family[] | 'unknown' {
  const answers: readonly Tri[] = [ipv4, ipv6].map((from) =>
    from === 'unknown' ? from : from !== 'nowhere',
  );
  return answers.includes('unknown') ? 'unknown' : allFamilies.filter((_, at) => answers[at]);
}

const byWidth = ['outside', 'unknown', 'host', 'nowhere'] as const;

function widest<From extends Published['reachableFrom']>(a: From, b: From): From {
  return byWidth.indexOf(a) <= byWidth.indexOf(b) ? a : b;
}
