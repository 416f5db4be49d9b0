// What holds for one namespace by itself: its way out, its way to and from the host, its published ports.

import type { Tri } from '../../../compose/topology.ts';
import { compareBytes } from '../../compare-bytes.ts';
import type { EngineBehaviour } from '../networks/engine-behaviour.ts';
import type { Endpoint, Segment } from '../networks/segment.ts';
import type { Isolation, Published, UnreadPort } from '../reach-model.ts';
import { agreed, both, either } from '../rows/tri.ts';
import { fromWire } from './from-wire.ts';
import { gatewayOrder } from './gateway-order.ts';
import { publishedPorts, unreadPorts } from './published-ports.ts';
import type { Namespace } from './resolve-namespaces.ts';

export interface NamespaceFacts {
  /** As an owner has it; whoever joins shows as joined. */
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
  readonly published: readonly Published[];
  readonly unreadPorts: readonly UnreadPort[];
  /** Some published port answers at the host's outside address. */
  readonly publishes: Tri;
}

/** The facts of all namespaces, by index. Those of one network that publish nothing share theirs. */
export function allFacts(
  namespaces: readonly Namespace[],
  behaviour: EngineBehaviour,
): readonly NamespaceFacts[] {
  const shared = new Map<Endpoint, NamespaceFacts>();
  return namespaces.map((namespace) => {
    const [only] = namespace.endpoints;
    const alike = namespace.endpoints.length === 1 && namespace.owner?.ports.length === 0;
    const known = only && alike ? shared.get(only) : undefined;
    if (known) return known;
    const facts = namespaceFacts(namespace, behaviour);
    if (only && alike) shared.set(only, facts);
    return facts;
  });
}

/** The facts of `namespace` on an Engine. */
export function namespaceFacts(namespace: Namespace, behaviour: EngineBehaviour): NamespaceFacts {
  const networks = networkKeys(namespace.endpoints);
  switch (namespace.kind) {
    case 'none':
      return {
        ...uniform(false),
        isolation: 'closed',
        networks,
        published: publishedPorts(namespace, [null]),
        unreadPorts: unreadPorts(namespace, [null]),
      };
    case 'host': // E4, H7, O12; A11: its ports are discarded
      return {
        ...uniform(true),
        isolation: 'open',
        networks,
        egressNeedsRoute: false,
        published: publishedPorts(namespace, [null]),
        unreadPorts: unreadPorts(namespace, [null]),
        publishes: false,
      };
    case 'unknown':
      return { ...uniform('unknown'), isolation: 'unknown', networks, published: [], unreadPorts: [] };
    case 'networks':
      return networkedFacts(namespace, networks, behaviour);
  }
}

/** Keys without repeats, sorted. */
function networkKeys(endpoints: readonly Endpoint[]): readonly string[] {
  const [first] = endpoints;
  if (endpoints.length === 1 && first) return [first.key];
  return [...new Set(endpoints.map(({ key }) => key))].sort(compareBytes);
}

function networkedFacts(
  namespace: Namespace,
  networks: readonly string[],
  behaviour: EngineBehaviour,
): NamespaceFacts {
  const segments = namespace.endpoints.map(({ segment }) => segment);
  const gateways = gatewayCandidates(namespace.endpoints, behaviour);
  const published = publishedPorts(namespace, gateways);
  const unread = unreadPorts(namespace, gateways);
  const publishes = [...published, ...unread].reduce<Tri>(
    (known, { reachableFrom }) => either(known, answersOutside(reachableFrom)),
    false,
  );
  return {
    isolation: isolationOf(segments),
    networks,
    gateways,
    egress: agreed(gateways.map((gateway) => gateway?.segment.answered ?? false)),
    egressNeedsRoute: agreed(gateways.map((gateway) => gateway?.segment.answeredByRoute ?? false)),
    toHost: segments.reduce<Tri>((known, { toHost }) => either(known, toHost), false),
    fromHost: segments.reduce<Tri>((known, { fromHost }) => either(known, fromHost), false),
    fromOutside: publishes,
    fromWire: fromWire(namespace, gateways, behaviour),
    published,
    unreadPorts: unread,
    publishes,
  };
}

function answersOutside(from: Published['reachableFrom']): Tri {
  return from === 'unknown' ? 'unknown' : from === 'outside';
}

function isolationOf(segments: readonly Segment[]): Isolation {
  if (segments.length === 0) return 'unknown';
  if (segments.some(({ internal }) => internal === false)) return 'bridged';
  const internal = segments.reduce<Tri>((known, segment) => both(known, segment.internal), true);
  return internal === true ? 'internal' : 'unknown';
}

function uniform(value: Tri): Omit<NamespaceFacts, 'isolation' | 'networks' | 'published' | 'unreadPorts'> {
  return {
    gateways: [null],
    egress: value,
    egressNeedsRoute: value,
    toHost: value,
    fromHost: value,
    fromOutside: value,
    fromWire: value,
    publishes: value,
  };
}

/** All endpoints that may be the gateway; null among them where there may be none. Never empty. */
function gatewayCandidates(
  endpoints: readonly Endpoint[],
  behaviour: EngineBehaviour,
): readonly (Endpoint | null)[] {
  const [first] = endpoints;
  if (endpoints.length === 1 && first?.segment.route === true) return [first]; // most services
  const certain = endpoints.filter(({ segment }) => segment.route === true);
  const candidates: (Endpoint | null)[] = endpoints.filter(
    (endpoint) =>
      endpoint.segment.route !== false &&
      !certain.some(
        (other) =>
          other.segment !== endpoint.segment && gatewayOrder(other, endpoint, behaviour) === 'before',
      ),
  );
  // An external network that may be internal gives a route or gives none.
  if (certain.length === 0) candidates.push(null);
  return candidates;
}
