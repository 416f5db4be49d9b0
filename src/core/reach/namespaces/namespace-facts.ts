// The facts of a single namespace in one family: the way out, the ways to and from the host, the published ports.

import type { Tri } from '../../compose/topology.ts';
import { compareBytes } from '../../text/compare-bytes.ts';
import type { EngineBehaviour } from '../networks/engine-behaviour.ts';
import type { Endpoint, Segment } from '../networks/segment.ts';
import type { Family, Isolation } from '../reach-model.ts';
import { agreed, both, either } from '../rows/tri.ts';
import { gatewayCandidates } from './gateway-order.ts';
import {
  answersEverywhere,
  answersOutside,
  type FamilyPorts,
  opensPorts,
  type PortContext,
  portsIn,
} from './published-ports.ts';
import type { Namespace } from './resolve-namespaces.ts';

export interface NamespaceFacts {
  /** The isolation of the namespace owner; services that join it are `joined`. */
  readonly isolation: Isolation;
  readonly networks: readonly string[];
  /** The possible gateways; a single entry when the gateway is certain. */
  readonly gateways: readonly (Endpoint | null)[];
  readonly egress: Tri;
  readonly egressNeedsRoute: Tri;
  readonly toHost: Tri;
  readonly fromHost: Tri;
  readonly fromOutside: Tri;
  readonly fromWire: Tri;
  readonly ports: FamilyPorts;
  /**
   * True when a published port answers at the host's outside address by translation (`publishes`) or only through the userland proxy (F4).
   */
  readonly publishes: Tri;
  readonly publishesByProxy: Tri;
  /** The same facts for ports that answer at every host address, those of bridges included (X5). */
  readonly everywhere: { readonly publishes: Tri; readonly publishesByProxy: Tri };
}

/**
 * Returns the facts of all namespaces in one family, by index. Namespaces on the same single network that publish nothing share their
 * facts. `before` returns the earlier facts of a namespace with the same owner and endpoints.
 */
export function factsOfNamespaces(
  namespaces: readonly Namespace[],
  context: PortContext,
  previous: (namespace: Namespace) => NamespaceFacts | undefined = () => undefined,
): readonly NamespaceFacts[] {
  const shared = new Map<Endpoint, NamespaceFacts>();
  return namespaces.map((namespace) => {
    const [only] = namespace.endpoints;
    const isShareable = namespace.endpoints.length === 1 && namespace.owner?.ports.length === 0;
    const cached = only && isShareable ? shared.get(only) : undefined;
    if (cached) return cached;
    const facts = previous(namespace) ?? namespaceFacts(namespace, context);
    if (only && isShareable) shared.set(only, facts);
    return facts;
  });
}

function namespaceFacts(namespace: Namespace, context: PortContext): NamespaceFacts {
  const { behaviour, family } = context;
  const networks = networkKeys(namespace.endpoints);
  const ports = portsIn(namespace, context);
  switch (namespace.kind) {
    case 'none':
      return {
        ...uniformFacts(false),
        isolation: 'closed',
        networks,
        ports,
      };
    case 'host': // E4, H7, O12; A11: its ports are discarded
      return {
        ...uniformFacts(true),
        isolation: 'open',
        networks,
        egressNeedsRoute: false,
        ports,
        publishes: false,
        publishesByProxy: false,
        everywhere: { publishes: false, publishesByProxy: false },
      };
    case 'unknown':
      return { ...uniformFacts('unknown'), isolation: 'unknown', networks, ports };
    case 'networks':
      return networkedFacts(namespace, networks, ports, behaviour, family);
  }
}

/** Returns the keys of the networks that the file names, sorted and without repeats. */
function networkKeys(endpoints: readonly Endpoint[]): readonly string[] {
  const [first] = endpoints;
  if (endpoints.length === 1 && first && !first.segment.hidden) return [first.key];
  const named = endpoints.filter(({ segment }) => !segment.hidden);
  return [...new Set(named.map(({ key }) => key))].sort(compareBytes);
}

function networkedFacts(
  namespace: Namespace,
  networks: readonly string[],
  ports: FamilyPorts,
  behaviour: EngineBehaviour,
  family: Family,
): NamespaceFacts {
  const segments = namespace.endpoints.map(({ segment }) => segment);
  const named = segments.filter(({ hidden }) => !hidden);
  const gateways = gatewayCandidates(namespace.endpoints, behaviour, family);
  const viaProxy =
    !behaviour.filters[family] || (family === 'ipv6' && gateways.every((gateway) => gateway === null));
  const answers = answersOutside(ports);
  const everywhere = answersEverywhere(ports);
  return {
    isolation: isolationOf(named),
    networks,
    gateways,
    egress: agreed(gateways.map((gateway) => gateway?.segment.answered ?? false)),
    egressNeedsRoute: agreed(gateways.map((gateway) => gateway?.segment.answeredByRoute ?? false)),
    toHost: segments.reduce<Tri>((result, { toHost }) => either(result, toHost), false),
    fromHost: segments.reduce<Tri>((result, { fromHost }) => either(result, fromHost), false),
    fromOutside: either(answers, isOnPhysicalNetwork(gateways, segments)), // O11
    fromWire: fromWire(namespace, gateways, family),
    ports,
    publishes: viaProxy ? false : answers,
    publishesByProxy: viaProxy ? answers : false,
    everywhere: { publishes: viaProxy ? false : everywhere, publishesByProxy: viaProxy ? everywhere : false },
  };
}

/** True when a container without ports published on the host is on the physical network with every port (O11). */
function isOnPhysicalNetwork(gateways: readonly (Endpoint | null)[], segments: readonly Segment[]): Tri {
  const publishing = gateways.some((gateway) => gateway !== null && !gateway.segment.onWire);
  if (publishing) return false;
  return segments.reduce<Tri>(
    (known, { onWire, othersOnWire }) => either(known, onWire && othersOnWire),
    false,
  );
}

function isolationOf(segments: readonly Segment[]): Isolation {
  if (segments.length === 0) return 'unknown';
  if (segments.some(({ internal }) => internal === false)) return 'bridged';
  const internal = segments.reduce<Tri>((known, segment) => both(known, segment.internal), true);
  return internal === true ? 'internal' : 'unknown';
}

function uniformFacts(value: Tri): Omit<NamespaceFacts, 'isolation' | 'networks' | 'ports'> {
  return {
    gateways: [null],
    egress: value,
    egressNeedsRoute: value,
    toHost: value,
    fromHost: value,
    fromOutside: value,
    fromWire: value,
    publishes: value,
    publishesByProxy: false,
    everywhere: { publishes: value, publishesByProxy: false },
  };
}

/**
 * True when a neighbour of the host with a route reaches a port of the namespace at the container's own address in this family (O3–O8,
 * O11). The default route goes through one of the gateways.
 */
function fromWire(
  { owner, endpoints }: Namespace,
  gateways: readonly (Endpoint | null)[],
  family: Family,
): Tri {
  let known: Tri = agreed(
    gateways.map((gateway) =>
      gateway ? both(gateway.segment.publishedOnWire, opensPorts(owner, gateway.segment, family)) : false,
    ),
  );
  for (const { segment } of endpoints) {
    known = either(known, segment.othersOnWire);
    // Since release 29 a routed network opens published ports without being the gateway (X8).
    const routed = segment.answersBridges === 'published' && segment.publishedOnWire === true;
    if (routed) known = either(known, opensPorts(owner, segment, family));
  }
  return known;
}
