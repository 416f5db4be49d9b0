// A segment is a real network of the Engine, as its members use it in one address family. Several networks of a file may be the same
// segment.

import type { Tri } from '../../compose/topology.ts';
import type { Evidence, Family } from '../reach-model.ts';
import { both } from '../rows/tri.ts';
import type { NetworkIsolation } from './engine-behaviour.ts';

/** The role of one family on a network, needed in both families: gateways are chosen and ports bound for both together (G1, F4). */
export interface FamilyRole {
  /** True when the network has addresses of this family (F1). */
  readonly present: Tri;
  /** True when the network can provide a default route (G1). */
  readonly route: Tri;
  /** True when ports are published through this network as the default route (O10, O11). */
  readonly publishes: Tri;
}

/** The properties of a network in one family, derived from its driver, its options and the Engine. */
export interface NetworkTraits extends FamilyRole {
  readonly kind: 'bridge' | 'macvlan' | 'ipvlan' | 'overlay' | 'unknown';
  /** True when another project or a person creates the network; facts that depend on its options are unknown. */
  readonly external: boolean;
  readonly internal: Tri;
  /** True when members are on the physical network with their own addresses (O11, V1). */
  readonly onWire: boolean;
  /** True when members reach each other on every port (C2, C4, C8). */
  readonly carries: Tri;
  /** True when members resolve each other's names (D2), which they do not on the default bridge (D5). */
  readonly resolvesNames: boolean;
  /** True when members reach an address of the host here (`toHost`, H1, H2), and when the host reaches the members (`fromHost`, H5). */
  readonly toHost: Tri;
  readonly fromHost: Tri;
  /** True when connections beyond the host through this default route are answered, or would be with a return route (E1, E5, E11). */
  readonly answered: Tri;
  readonly answeredByRoute: Tri;
  /** True when this default route leads to the host's outside address (H1, H6). */
  readonly hostPath: Tri;
  /** True when this default route leads to ports published for other networks (X2, X6). */
  readonly passesToPublished: Tri;
  /** True when replies of containers on other bridges come back through this default route (X8, X10). */
  readonly repliesReturn: Tri;
  /** The value of `host_binding_ipv4`; '' when unset (O9). */
  readonly hostBinding: string;
  /**
   * The ports that answer containers on other bridges at the container's own address: published ones, as the gateway or in any case (X8,
   * X16), or all (X10).
   */
  readonly answersBridges: 'none' | 'gateway' | 'published' | 'all' | 'unknown';
  /**
   * True when published ports answer the host's neighbours at the container's own address, with this network as the default route (O3, O4,
   * O6, O8).
   */
  readonly publishedOnWire: Tri;
  /** True when every port answers the host's neighbours, through any membership (O5, O7, O11, V1). */
  readonly othersOnWire: Tri;
  /** The isolation from other networks that lead out (PD1). */
  readonly isolation: NetworkIsolation;
  readonly evidence: Evidence;
}

export interface SegmentTraits extends NetworkTraits {
  readonly roles: { readonly [family in Family]: FamilyRole };
  /**
   * True when the userland proxy takes IPv6 connections to published ports, with this network as the IPv4 default route and no IPv6 one
   * (F4).
   */
  readonly proxiesIpv6: Tri;
}

export interface Segment extends SegmentTraits {
  readonly index: number;
  /** The keys in the file, in file order; `bridge` for the default bridge. */
  readonly keys: readonly string[];
  /** The network's name on the Engine; null when it depends on an unknown project name. */
  readonly dockerName: string | null;
  /** True for a network of the Engine that no file names (SW2); services do not list it. */
  readonly hidden?: true;
  /** True when an unset variable decides the network's name, in the file or on the Engine. */
  readonly undecided: boolean;
  /** The segments that may be this same network once the project name or the variable is known. */
  readonly maybeSame: readonly number[];
  /** The segments that the parent interface may route to (C8: ipvlan l3 on one parent). */
  readonly maybeRouted: readonly number[];
}

/** The membership of a namespace in a segment. */
export interface Endpoint {
  readonly segment: Segment;
  /** The key by which the service is attached. */
  readonly key: string;
  readonly gatewayPriority: number;
  /** Present when IPv6 is or may be disabled inside the container on this network (F7). */
  readonly ipv6?: false | 'unknown';
}

/** Returns the roles of a network in both families for one member (F7). */
export function rolesOf({ segment: { roles }, ipv6 }: Pick<Endpoint, 'segment' | 'ipv6'>): Segment['roles'] {
  if (ipv6 === undefined) return roles;
  const { present, route, publishes } = roles.ipv6;
  const off = { present: both(ipv6, present), route: both(ipv6, route), publishes: both(ipv6, publishes) };
  return { ...roles, ipv6: off };
}

/** The traits of a NAT bridge of this project with icc, masquerading and an address of its own. */
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
  repliesReturn: true,
  publishes: true,
  hostBinding: '',
  answersBridges: 'none',
  publishedOnWire: false,
  othersOnWire: false,
  isolation: 'strict',
  evidence: 'measured',
};

/** Limits the traits of a network to a family in which it has, may have or lacks addresses; without addresses nothing passes (F1). */
export function limitToPresence(traits: NetworkTraits, present: Tri): NetworkTraits {
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
    repliesReturn: masked(traits.repliesReturn),
    publishes: masked(traits.publishes),
    answersBridges: present === false || traits.answersBridges === 'none' ? 'none' : 'unknown',
    publishedOnWire: masked(traits.publishedOnWire),
    othersOnWire: masked(traits.othersOnWire),
  };
}

/**
 * Returns whether containers of one network that leads out reach those of another at their own addresses (PD1, PD2). Two isolated networks
 * do not; a network without isolation reaches all but strict ones.
 */
export function canCross(
  { isolation: a }: Pick<NetworkTraits, 'isolation'>,
  { isolation: b }: Pick<NetworkTraits, 'isolation'>,
): Tri {
  if (a === 'strict' || b === 'strict') return false;
  if (a === 'unknown' || b === 'unknown') return 'unknown';
  return a === 'none' || b === 'none';
}

/** Returns whether a port published for network `to` answers a container whose way out is `from` (PD4). */
export function portAnswers(from: Segment, to: Segment): Tri {
  return from === to || canCross(from, to);
}
