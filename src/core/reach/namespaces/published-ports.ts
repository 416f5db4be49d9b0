// O1–O10, F4: where the ports of a namespace owner really answer in one family. They are published on behalf of the network that
// gives the default route; where none gives one for IPv6, the userland proxy may pass on to IPv4.

import { isLoopbackAddress } from '../../compose/bind-addresses.ts';
import type { Service, Tri } from '../../compose/topology.ts';
import { loopbackInFront } from '../as-read.ts';
import type { EngineBehaviour } from '../networks/engine-behaviour.ts';
import { type Endpoint, rolesOf, type SegmentTraits } from '../networks/segment.ts';
import { allFamilies, type Family, type Published, type UnreadPort } from '../reach-model.ts';
import { agreed, both, either } from '../rows/tri.ts';
import { gatewayCandidates } from './gateway-order.ts';
import type { Namespace } from './resolve-namespaces.ts';

/** What decides where ports answer, beside the namespace. */
export interface PortGround {
  readonly behaviour: EngineBehaviour;
  readonly family: Family;
  /** Whether an address is the host's own on a bridge. */
  readonly isBridgeAddress: (address: string) => boolean;
}

/** A published port as one family has it. */
export interface FamilyPort extends Omit<Published, 'families'> {
  /** Its packets end at the userland proxy, whatever the networks: nothing is translated. */
  readonly byProxy: boolean;
  /** Its address is one of this family, or none is said. */
  readonly inFamily: boolean;
  /** Why it is not known whether it answers, beside what is not known of its network. */
  readonly doubt: Doubt | null;
}

export interface FamilyPorts {
  readonly published: readonly FamilyPort[];
  readonly unread: readonly UnreadPort[];
}

const none: FamilyPorts = { published: [], unread: [] };

const anyAddress: { readonly [family in Family]: string } = { ipv4: '0.0.0.0', ipv6: '::' };

/** One way in which the ports of a container may be bound; `publishes` false: not at all. */
interface Binding {
  readonly publishes: Tri;
  readonly hostBinding: string;
  readonly byProxy: boolean;
  readonly doubt: Doubt | null;
}

/**
 * Why it is not known whether a port answers that is published: the Engine may lose one that is bound in both families (F8), or the container
 * answers neighbours of the host itself, over its own place on the physical network (O16).
 */
type Doubt = 'order' | 'wire';

const unbound: Binding = { publishes: false, hostBinding: '', byProxy: false, doubt: null };

/** The ports of a namespace in `family`, in file order; those that the Engine discards stay, as `nowhere`. */
export function portsIn(namespace: Namespace, ground: PortGround): FamilyPorts {
  const { behaviour, family, isBridgeAddress } = ground;
  const { owner } = namespace;
  if (!owner || owner.ports.length === 0) return none;
  const ways = bindingsOf(namespace, behaviour, family);
  const published: FamilyPort[] = [];
  const unread: UnreadPort[] = [];
  for (const { bindings, index, raw, unset } of owner.ports) {
    for (const { hostIp: address, ...ports } of bindings) {
      const fates = ways.map((way) => fateOf(way, address, family, behaviour));
      const [first] = fates;
      const hostIp =
        first && fates.every(({ hostIp }) => hostIp === first.hostIp) ? first.hostIp : anyAddress[family];
      const fate = agreed(fates.map(({ reachableFrom }) => reachableFrom));
      const atBridge = fate === 'outside' && !isAnyAddress(hostIp) && isBridgeAddress(hostIp);
      published.push({
        hostIp,
        ...ports,
        reachableFrom: atBridge ? 'host' : fate, // O17
        ...(atBridge ? { atBridge } : {}),
        service: owner.name,
        index,
        byProxy: ways.every(({ byProxy }) => byProxy),
        doubt: ways[0]?.doubt ?? null,
        inFamily: ways.some(({ hostBinding }) => isBoundIn(address, hostBinding, family)),
      });
    }
    if (bindings.length > 0 || unset.length === 0) continue;
    const address = loopbackInFront.exec(raw)?.[1] ?? '';
    const fate = agreed(ways.map((way) => fateOf(way, address, family, behaviour).reachableFrom));
    // Whether it answers at all depends on the gateway; only a literal address shows that the host alone is heard.
    const known = fate === 'nowhere' || (fate === 'host' && address !== '');
    unread.push({ raw, reachableFrom: known ? fate : 'unknown', service: owner.name, index });
  }
  return { published, unread };
}

/** O10, F4: the ways in which the ports may be bound in `family`; one where the gateways are certain. */
function bindingsOf(
  { kind, endpoints }: Namespace,
  behaviour: EngineBehaviour,
  family: Family,
): readonly Binding[] {
  if (kind !== 'networks') return [unbound]; // A11, A12
  const candidates = gatewayCandidates(endpoints, behaviour, family);
  return candidates.flatMap((endpoint): readonly Binding[] => {
    if (endpoint) {
      const way = throughGateway(endpoint, family, behaviour);
      return [{ ...way, doubt: doubtOf(endpoint, endpoints, family, behaviour) }];
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
): Doubt | null {
  if (answersOnWire(gateway, endpoints)) return 'wire';
  return mayBeLost(gateway, endpoints, family, behaviour) ? 'order' : null;
}

/** O16: whether a container with this gateway stands on the physical network as well. */
export function answersOnWire(gateway: Endpoint, endpoints: readonly Endpoint[]): boolean {
  return !gateway.segment.onWire && endpoints.some(({ segment }) => segment.onWire);
}

/**
 * F8: whether the Engine may lose ports over IPv4 at a start. They are bound for a network that has no IPv6, so the proxy takes IPv6 on to
 * it, until another network gives the IPv6 gateway.
 */
function mayBeLost(
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

function fateOf(
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

/** F4: without any address a port is bound in both families; else in that of its address, or of its network's. */
function isBoundIn(address: string, hostBinding: string, family: Family): boolean {
  const shownAddress = address || (hostBinding === '0.0.0.0' ? '' : hostBinding);
  if (shownAddress === '') return true;
  const isIpv6 = shownAddress.includes(':') && !/^\[?::ffff:[\d.]+\]?$/i.test(shownAddress);
  return isIpv6 === (family === 'ipv6');
}

/** Whether `owner` has a port that a network with these traits opens to others in `family` (X8, X16, O4); items without a value may be any. */
export function opensPorts(owner: Service | null, traits: SegmentTraits, family: Family): Tri {
  const ports = openedPorts(owner, traits, family);
  return ports.some((port) => port !== null) || (ports.length > 0 ? 'unknown' : false);
}

/** The container ports of such; null for an item without a value. */
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

/** True where a port answers beyond the host, or may: one on loopback never does, whatever its network turns out to be (O1). */
export function mayAnswerOutside({
  hostIp,
  reachableFrom,
}: Pick<Published, 'hostIp' | 'reachableFrom'>): boolean {
  return reachableFrom === 'outside' || (reachableFrom === 'unknown' && !isLoopbackAddress(hostIp));
}

/** Whether some port answers beyond the host. */
export function answersOutside({ published, unread }: FamilyPorts): Tri {
  const known = published.filter(mayAnswerOutside);
  return [...known, ...unread].reduce<Tri>(
    (so, { reachableFrom: from }) => either(so, from === 'unknown' ? 'unknown' : from === 'outside'),
    false,
  );
}

/** Whether some port answers at every address of the host, those of its bridges too; of one that may be bound to a bridge's it is not known. */
export function answersEverywhere({ published, unread }: FamilyPorts): Tri {
  const bound = published.map(({ hostIp, reachableFrom, atBridge }): Tri => {
    // Of whom the bridge is, and who else has a way to it, is not looked at.
    if (atBridge) return 'unknown';
    const at = isAnyAddress(hostIp) || (mayBeBridge(hostIp) ? 'unknown' : false);
    return both(at, reachableFrom === 'unknown' ? 'unknown' : reachableFrom === 'outside');
  });
  return [...bound, answersOutside({ published: [], unread })].reduce<Tri>(either, false);
}

function isAnyAddress(address: string): boolean {
  return address === '0.0.0.0' || /^\[?[0:]*:[0:]*\]?$/.test(address);
}

/** Whether a bridge may have the address: the first one of a private subnet. */
function mayBeBridge(address: string): boolean {
  return /^(10|172\.(1[6-9]|2\d|3[01])|192\.168)\..*\.1$/.test(address) || /^\[?fd.*::1\]?$/i.test(address);
}

/** The same ports as both families have them, put together (`docs/contracts/reach.md`). */
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
