// What holds for one namespace by itself in one family: its way out, its way to and from the host, its published ports.

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
  type PortGround,
  portsIn,
} from './published-ports.ts';
import type { Namespace } from './resolve-namespaces.ts';

export interface NamespaceFacts {
  /** The isolation of the owner; services that join it are `joined`. */
  readonly isolation: Isolation;
  readonly networks: readonly string[];
  /** All that may be the gateway; one entry when it is certain. */
  readonly gateways: readonly (Endpoint | null)[];
  readonly egress: Tri;
  readonly egressNeedsRoute: Tri;
  readonly toHost: Tri;
  readonly fromHost: Tri;
  readonly fromOutside: Tri;
  readonly fromWire: Tri;
  readonly ports: FamilyPorts;
  /** Some published port answers at the host's outside address, by translation or by the userland proxy alone (F4). */
  readonly publishes: Tri;
  readonly publishesByProxy: Tri;
  /** The same at every address of the host, that of a bridge too (X5). */
  readonly everywhere: { readonly publishes: Tri; readonly publishesByProxy: Tri };
}

/**
 * The facts of all namespaces in `family`, by index. Those of one network that publish nothing share theirs. `before`: what was worked out of a
 * namespace with the same owner and endpoints.
 */
export function allFacts(
  namespaces: readonly Namespace[],
  ground: PortGround,
  before: (namespace: Namespace) => NamespaceFacts | undefined = () => undefined,
): readonly NamespaceFacts[] {
  const shared = new Map<Endpoint, NamespaceFacts>();
  return namespaces.map((namespace) => {
    const [only] = namespace.endpoints;
    const alike = namespace.endpoints.length === 1 && namespace.owner?.ports.length === 0;
    const known = only && alike ? shared.get(only) : undefined;
    if (known) return known;
    const facts = before(namespace) ?? namespaceFacts(namespace, ground);
    if (only && alike) shared.set(only, facts);
    return facts;
  });
}

function namespaceFacts(namespace: Namespace, ground: PortGround): NamespaceFacts {
  const { behaviour, family } = ground;
  const networks = networkKeys(namespace.endpoints);
  const ports = portsIn(namespace, ground);
  switch (namespace.kind) {
    case 'none':
      return {
        ...uniform(false),
        isolation: 'closed',
        networks,
        ports,
      };
    case 'host': // E4, H7, O12; A11: its ports are discarded
      return {
        ...uniform(true),
        isolation: 'open',
        networks,
        egressNeedsRoute: false,
        ports,
        publishes: false,
        publishesByProxy: false,
        everywhere: { publishes: false, publishesByProxy: false },
      };
    case 'unknown':
      return { ...uniform('unknown'), isolation: 'unknown', networks, ports };
    case 'networks':
      return networkedFacts(namespace, networks, ports, behaviour, family);
  }
}

/** Keys of the networks that the file knows, without repeats, sorted. */
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
  const atEvery = answersEverywhere(ports);
  return {
    isolation: isolationOf(named),
    networks,
    gateways,
    egress: agreed(gateways.map((gateway) => gateway?.segment.answered ?? false)),
    egressNeedsRoute: agreed(gateways.map((gateway) => gateway?.segment.answeredByRoute ?? false)),
    toHost: segments.reduce<Tri>((known, { toHost }) => either(known, toHost), false),
    fromHost: segments.reduce<Tri>((known, { fromHost }) => either(known, fromHost), false),
    fromOutside: either(answers, ownPlace(gateways, segments)), // O11
    fromWire: fromWire(namespace, gateways, family),
    ports,
    publishes: viaProxy ? false : answers,
    publishesByProxy: viaProxy ? answers : false,
    everywhere: { publishes: viaProxy ? false : atEvery, publishesByProxy: viaProxy ? atEvery : false },
  };
}

/** O11: whether who publishes nothing on the host stands on the physical network with every port. */
function ownPlace(gateways: readonly (Endpoint | null)[], segments: readonly Segment[]): Tri {
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

function uniform(value: Tri): Omit<NamespaceFacts, 'isolation' | 'networks' | 'ports'> {
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
 * Whether a neighbour of the host, given a route, reaches some port of a namespace at the container's own address (O3–O8, O11): in
 * `family`, for a namespace with networks whose default route goes by one of `gateways`.
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
    // X8: from 29 on a routed network opens published ports without being the gateway.
    const routed = segment.answersBridges === 'published' && segment.publishedOnWire === true;
    if (routed) known = either(known, opensPorts(owner, segment, family));
  }
  return known;
}
