// A segment: one real network of the Engine as its members meet it in one address family. Several networks of a file may be
// one segment.

import type { Tri } from '../../compose/topology.ts';
import type { Evidence, Family } from '../reach-model.ts';
import { both } from '../rows/tri.ts';
import type { KeptApart } from './engine-behaviour.ts';

/** The role of one family of a network, which counts for both families: gateways are chosen and ports bound for the two together (G1, F4). */
export interface FamilyRole {
  /** The network has addresses of this family (F1). */
  readonly present: Tri;
  /** Can give a default route (G1). */
  readonly route: Tri;
  /** As the default route: ports are published on its behalf (O10, O11). */
  readonly publishes: Tri;
}

/** What a network does in one family, once its driver, options and the Engine are weighed. */
export interface NetworkTraits extends FamilyRole {
  readonly kind: 'bridge' | 'macvlan' | 'ipvlan' | 'overlay' | 'unknown';
  /** True when another project or a person makes it: all that depends on its options is unknown. */
  readonly external: boolean;
  readonly internal: Tri;
  /** Members stand on the physical network with their own addresses (O11, V1). */
  readonly onWire: boolean;
  /** Members reach each other on every port (C2, C4, C8). */
  readonly carries: Tri;
  /** Members look each other up by name (D2); not so on the default bridge (D5). */
  readonly resolvesNames: boolean;
  /** The host has an address here that members reach (H1, H2), and reaches the members (H5). */
  readonly toHost: Tri;
  readonly fromHost: Tri;
  /** As the default route: connections beyond the host are answered; or would be, given a route back (E1, E5, E11). */
  readonly answered: Tri;
  readonly answeredByRoute: Tri;
  /** As the default route: leads to the host's outside address (H1, H6). */
  readonly hostPath: Tri;
  /** As the default route: passes on to ports published for other networks (X2, X6). */
  readonly passesToPublished: Tri;
  /** As the default route: answers of containers on other bridges come back (X8, X10). */
  readonly repliesCome: Tri;
  /** `host_binding_ipv4`, '' where not set (O9). */
  readonly hostBinding: string;
  /**
   * Answers containers on other bridges at the container's own address: by its published ports, as the gateway or in any case
   * (X8, X16), or by all of them (X10).
   */
  readonly answersBridges: 'none' | 'gateway' | 'published' | 'all' | 'unknown';
  /** As the default route: published ports answer the host's neighbours at the container's own address (O3, O4, O6, O8). */
  readonly publishedOnWire: Tri;
  /** The same for every port, and by any membership (O5, O7, O11, V1). */
  readonly othersOnWire: Tri;
  /** How far it is kept from other networks that lead out (PD1). */
  readonly keptApart: KeptApart;
  readonly evidence: Evidence;
}

export interface SegmentTraits extends NetworkTraits {
  readonly roles: { readonly [family in Family]: FamilyRole };
  /** As the IPv4 default route, where nothing gives one for IPv6: the userland proxy takes IPv6 connections to published ports (F4). */
  readonly proxiesIpv6: Tri;
}

export interface Segment extends SegmentTraits {
  readonly index: number;
  /** Keys in the file, in file order; `bridge` for the default bridge. */
  readonly keys: readonly string[];
  /** Real name; null while it depends on an unknown project name. */
  readonly dockerName: string | null;
  /** A network of the Engine that no file names (SW2): no service is said to be on it. */
  readonly hidden?: true;
  /** Whether a variable without a value names it, in the file or on the Engine. */
  readonly undecided: boolean;
  /** Segments that may turn out to be this one once the project name, or that variable, is known. */
  readonly maybeSame: readonly number[];
  /** Segments that may be routed to from here below Docker's eyes (C8: ipvlan l3 on one parent). */
  readonly maybeRouted: readonly number[];
}

/** One membership of a namespace in a segment. */
export interface Endpoint {
  readonly segment: Segment;
  /** Key by which the service is attached. */
  readonly key: string;
  readonly gatewayPriority: number;
  /** F7: IPv6 is switched off inside the container there, or may be. */
  readonly ipv6?: false | 'unknown';
}

/** The roles of both families of the network for this member (F7). */
export function rolesOf({ segment: { roles }, ipv6 }: Pick<Endpoint, 'segment' | 'ipv6'>): Segment['roles'] {
  if (ipv6 === undefined) return roles;
  const { present, route, publishes } = roles.ipv6;
  const off = { present: both(ipv6, present), route: both(ipv6, route), publishes: both(ipv6, publishes) };
  return { ...roles, ipv6: off };
}

/** A NAT bridge with icc, masquerade and an address of its own, made by this project. */
export const plainBridgeTraits: NetworkTraits = {
  kind: 'bridge',
  external: false,
  internal: false,
  onWire: false,
  carries: true,
  resolvesNames: true,
  toHost: true,
  fromHost: true,
  present: true,
  route: true,
  answered: true,
  answeredByRoute: false,
  hostPath: true,
  passesToPublished: true,
  repliesCome: true,
  publishes: true,
  hostBinding: '',
  answersBridges: 'none',
  publishedOnWire: false,
  othersOnWire: false,
  keptApart: 'strict',
  evidence: 'measured',
};

/** The traits of a network in a family in which `present` says whether it has addresses: without any, nothing passes (F1). */
export function whilePresent(traits: NetworkTraits, present: Tri): NetworkTraits {
  if (present === true) return { ...traits, present };
  const masked = (fact: Tri): Tri => both(present, fact);
  return {
    ...traits,
    present,
    carries: masked(traits.carries),
    toHost: masked(traits.toHost),
    fromHost: masked(traits.fromHost),
    route: masked(traits.route),
    answered: masked(traits.answered),
    answeredByRoute: masked(traits.answeredByRoute),
    hostPath: masked(traits.hostPath),
    passesToPublished: masked(traits.passesToPublished),
    repliesCome: masked(traits.repliesCome),
    publishes: masked(traits.publishes),
    answersBridges: present === false || traits.answersBridges === 'none' ? 'none' : 'unknown',
    publishedOnWire: masked(traits.publishedOnWire),
    othersOnWire: masked(traits.othersOnWire),
  };
}

/**
 * PD1, PD2: whether containers of one network that leads out reach those of another at their own addresses. Two that are kept apart do not
 * meet; one that is not meets all but strict ones.
 */
export function crosses(
  { keptApart: a }: Pick<NetworkTraits, 'keptApart'>,
  { keptApart: b }: Pick<NetworkTraits, 'keptApart'>,
): Tri {
  if (a === 'strict' || b === 'strict') return false;
  if (a === 'unknown' || b === 'unknown') return 'unknown';
  return a === 'none' || b === 'none';
}

/** PD4: whether a port that is published for the network `to` answers a container that goes out through `from`. */
export function portAnswers(from: Segment, to: Segment): Tri {
  return from === to || crosses(from, to);
}
