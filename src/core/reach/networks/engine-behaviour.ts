// What differs between kinds of Engine, their releases and switches, as named facts; nothing else compares kinds or version numbers.

import type { Tri } from '../../compose/topology.ts';
import { defaultReachOptions } from '../default-reach-options.ts';
import type { Engine, Family, ReachOptions } from '../reach-model.ts';

export interface EngineBehaviour {
  /** G1: `gw_priority` is obeyed. */
  readonly gatewayPriority: boolean;
  /** H2b: containers on internal bridges and the host reach each other. */
  readonly internalMeetsHost: boolean;
  /** Values of `gateway_mode_ipv4` it knows; the option was ignored before there were any. */
  readonly gatewayModes: readonly string[];
  /** E5: answers that come straight to a container address of a NAT network are dropped. */
  readonly dropsRoutedReplies: boolean;
  /** E5: the same for answers that come from outside through a trusted interface. */
  readonly knowsTrustedInterfaces: boolean;
  /** X8: published ports of routed networks answer other bridges; by the gateway network only, or by any. */
  readonly routedReachable: 'none' | 'gateway' | 'published';
  /** X10: nat-unprotected networks answer other bridges. */
  readonly unprotectedReachable: boolean;
  /** X16: with direct routing, published ports answer other bridges at the container's own address. */
  readonly publishedAcrossBridges: boolean;
  /** X6: a connection to a published port is translated, whatever network it comes from; the answer has to find its own way back. */
  readonly translatesAcross: boolean;
  /** X2, X3: a published port answers containers behind another gateway network. */
  readonly hostPortAcrossNetworks: boolean;
  /** C5: a published port answers a neighbour although icc is off. */
  readonly hostPortDespiteIcc: boolean;
  /** X5: at the address of their own bridge containers on internal networks are let through to ports that are translated for others. */
  readonly internalMeetsPublished: boolean;
  /** O3, O4: neighbours of the host that have a route reach published ports at the container's own address. */
  readonly publishedOnWire: boolean;
  /** O5: whether they reach the other ports is up to the host's own forwarding policy. */
  readonly leavesForwardingToHost: boolean;
  /** O6: by the gateway network only, or by any. */
  readonly routedOnWire: 'no' | 'gateway' | 'any';
  /** G1, F2: the first network with both families is the gateway of both, each family has its own, or the one of IPv4 is the only one. */
  readonly gatewayChoice: 'both-first' | 'each' | 'ipv4';
  /** D12: a network that knows a name without an address of the family that is asked for is passed over, and a later one may answer. */
  readonly namesByFamily: boolean;
  /** F1: a network may be without IPv4; the option was ignored before. */
  readonly ipv4Optional: boolean;
  /** F1: whether a network has IPv6 that does not state it. */
  readonly ipv6ByDefault: Tri;
  /** F10: `enable_ipv4` and `enable_ipv6` may also stand in `driver_opts`. */
  readonly familyOptions: boolean;
  /** F6, F9: the Engine keeps the addresses of containers apart by firewall rules, translates and masquerades. */
  readonly filters: { readonly [family in Family]: boolean };
  /** F8: a port may be lost over IPv4 where IPv6 leaves by another network. */
  readonly losesIpv4Ports: boolean;
  /** The default bridge as the daemon makes it: C4, O9, F1. */
  readonly defaultBridge: { readonly icc: boolean; readonly hostBinding: string; readonly ipv6: boolean };
  /** F4: the userland proxy passes on from the host's IPv6 to a container's IPv4. */
  readonly proxiesIpv6: Tri;
  /** E10: macvlan and ipvlan have a default route only with an explicit gateway. */
  readonly underlayNeedsGateway: boolean;
  /** E7: the resolver may ask the outside for names that no internal network knows. */
  readonly asksOutsideForNames: boolean;
  /** H4: `gateway_mode: isolated` takes the host's address off a network. */
  readonly isolatesFromHost: boolean;
  /** SW2, SW10, PD3, PD10: how it reads the keys of the file. */
  readonly reading: 'compose' | 'stack' | 'podman' | 'podman-compose';
  /** PD1, PD2: how far its networks that lead out are kept from each other: those of the file, and that of `network_mode: bridge`. */
  readonly keptApart: { readonly networks: KeptApart; readonly defaultBridge: KeptApart };
  /** PD4: a published port answers only those containers whose network is not kept from that of the port. */
  readonly portsObeyIsolation: boolean;
  /** PD5: of several networks that lead out, which one gives the default route is up to chance. */
  readonly gatewayByChance: boolean;
  /** PD6: neighbours of the host that have a route reach every port of every container that is not internal. */
  readonly everyPortOnWire: boolean;
  /** PD13: containers with a way out reach the host at one address alone; the host does not reach their addresses. */
  readonly hostByName: boolean;
  /** PD13: ports of services on internal networks are published, too. */
  readonly publishesInternal: boolean;
  /** SW2: tasks leave through `docker_gwbridge`, and not through their own networks. */
  readonly gatewayBridge: boolean;
  /** R1: a `hostname` of more than 64 bytes. */
  readonly refusesLongHostnames: boolean;
  /** Table B, PD12: ports below 1024 need no capability in a namespace of its own. */
  readonly lowPortsFree: boolean;
  /** PD12: capabilities of Docker's default set that it does not grant. */
  readonly withoutCapabilities: readonly string[];
  /** Ids of reasons as they hold for Docker's Engine, each with the id of the rule that states the same for this Engine. */
  readonly cites: { readonly [rule: string]: string };
  /** Some of this was run with IPv6. */
  readonly ipv6Measured: boolean;
}

/** `apart`: from others that are kept apart as well; `strict`: from all; `none`: from those only that are strict. */
export type KeptApart = 'none' | 'apart' | 'strict' | 'unknown';

/** The behaviour of the Engine and daemon to predict. */
export function engineBehaviour(options: ReachOptions): EngineBehaviour {
  switch (options.engine.kind) {
    case 'docker':
      return dockerBehaviour(options);
    case 'swarm':
      // The switches of the daemon are stated for Compose's Engine alone.
      return swarmBehaviour(dockerBehaviour({ ...defaultReachOptions, engine: options.engine }));
    case 'podman':
    case 'podman-compose':
      return podmanBehaviour(options.engine.kind, options.rootless === true);
  }
}

function dockerBehaviour(options: ReachOptions): EngineBehaviour {
  const { engine, userlandProxy, daemon = {} } = options;
  const at28 = atLeast(engine, 28, 0);
  const at29 = atLeast(engine, 29, 0);
  const nftables = at29 && options.firewallBackend === 'nftables';
  return {
    gatewayPriority: at28,
    internalMeetsHost: engine.major !== 25,
    gatewayModes: at28
      ? ['nat', 'routed', 'nat-unprotected', 'isolated']
      : atLeast(engine, 27, 0)
        ? ['nat', 'routed']
        : [],
    dropsRoutedReplies: atLeast(engine, 28, 2) && !options.directRouting,
    knowsTrustedInterfaces: atLeast(engine, 28, 2),
    routedReachable: at29 ? 'published' : at28 ? 'gateway' : 'none',
    unprotectedReachable: at29,
    publishedAcrossBridges: at29 && options.directRouting,
    translatesAcross: at29,
    hostPortAcrossNetworks: userlandProxy || at29,
    hostPortDespiteIcc: userlandProxy,
    internalMeetsPublished: nftables,
    publishedOnWire: !at28 || (atLeast(engine, 28, 2) && options.directRouting),
    leavesForwardingToHost: !at28,
    routedOnWire: at29 ? 'any' : atLeast(engine, 27, 0) ? 'gateway' : 'no',
    gatewayChoice: !at28 ? 'ipv4' : atLeast(engine, 29, 4, 1) ? 'each' : 'both-first',
    namesByFamily: !at28,
    ipv4Optional: at28,
    ipv6ByDefault: options.ipv6Default,
    familyOptions: at28,
    filters: {
      ipv4: daemon.iptables ?? true,
      ipv6: daemon.ip6tables ?? atLeast(engine, 27, 0),
    },
    losesIpv4Ports: nftables && userlandProxy,
    defaultBridge: {
      icc: daemon.icc ?? true,
      hostBinding: daemon.ip ?? '',
      ipv6: daemon.ipv6 ?? false,
    },
    proxiesIpv6: userlandProxy,
    underlayNeedsGateway: at29,
    asksOutsideForNames: !atLeast(engine, 25, 0, 5),
    isolatesFromHost: at28,
    reading: 'compose',
    keptApart: { networks: 'strict', defaultBridge: 'strict' },
    portsObeyIsolation: false,
    gatewayByChance: false,
    everyPortOnWire: false,
    hostByName: false,
    publishesInternal: false,
    gatewayBridge: false,
    refusesLongHostnames: atLeast(engine, 29, 7),
    lowPortsFree: true,
    withoutCapabilities: [],
    cites: {},
    ipv6Measured: true,
  };
}

function atLeast(engine: Engine, major: number, minor: number, patch = 0): boolean {
  if (engine.major !== major) return engine.major > major;
  return engine.minor > minor || (engine.minor === minor && engine.patch >= patch);
}

/** SW1–SW16: the behaviour of Swarm (`docker stack deploy`) on such Engines; not measured: several machines, and IPv6. */
function swarmBehaviour(engine: EngineBehaviour): EngineBehaviour {
  return {
    ...engine,
    gatewayPriority: false, // refused
    gatewayModes: [], // SW9
    hostPortAcrossNetworks: true, // SW5
    hostPortDespiteIcc: true, // SW4, SW5
    proxiesIpv6: 'unknown',
    isolatesFromHost: false,
    reading: 'stack',
    gatewayBridge: true, // SW2
    cites: {
      C2: 'SW1',
      X1: 'SW1',
      D2: 'SW8',
      D3: 'SW8',
      D10: 'SW8',
      E1: 'SW2',
      E2: 'SW3',
      H1: 'SW2',
      H4: 'SW3',
      H5: 'SW2',
      O1: 'SW5',
      O10: 'SW11',
      X2: 'SW5',
      X4: 'SW5',
      X5: 'SW5',
    },
    ipv6Measured: false,
  };
}

/**
 * PD1–PD13: the behaviour of Podman with netavark, over the API of Docker or with podman-compose; without root containers are in a network
 * namespace of the user's own (PD13).
 */
function podmanBehaviour(kind: 'podman' | 'podman-compose', rootless: boolean): EngineBehaviour {
  return {
    gatewayPriority: false,
    internalMeetsHost: true,
    gatewayModes: [], // PD3
    dropsRoutedReplies: false,
    knowsTrustedInterfaces: false,
    routedReachable: 'none',
    unprotectedReachable: false,
    publishedAcrossBridges: false,
    translatesAcross: false,
    hostPortAcrossNetworks: true,
    hostPortDespiteIcc: true,
    internalMeetsPublished: false, // PD4
    publishedOnWire: !rootless, // PD6
    leavesForwardingToHost: false,
    routedOnWire: 'no',
    gatewayChoice: 'each',
    namesByFamily: false,
    ipv4Optional: false,
    ipv6ByDefault: false,
    familyOptions: false,
    filters: { ipv4: true, ipv6: true },
    losesIpv4Ports: false,
    defaultBridge: { icc: true, hostBinding: '', ipv6: false },
    proxiesIpv6: 'unknown',
    underlayNeedsGateway: false,
    asksOutsideForNames: false, // PD7
    isolatesFromHost: false,
    reading: kind,
    keptApart: { networks: kind === 'podman' ? 'apart' : 'none', defaultBridge: 'none' }, // PD1, PD2
    portsObeyIsolation: true, // PD4
    gatewayByChance: true, // PD5
    everyPortOnWire: !rootless, // PD6
    hostByName: rootless, // PD13
    publishesInternal: rootless, // PD13
    gatewayBridge: false,
    refusesLongHostnames: false,
    lowPortsFree: false, // PD12
    withoutCapabilities: ['NET_RAW', 'MKNOD', 'AUDIT_WRITE'], // PD12
    cites: rootless ? { ...cites, ...citesWithoutRoot } : cites,
    ipv6Measured: false,
  };
}

const cites: EngineBehaviour['cites'] = {
  D2: 'PD8',
  D3: 'PD8',
  D5: 'PD8',
  O4: 'PD6',
  O10: 'PD7',
  X1: 'PD1',
  X5: 'PD4',
};

const citesWithoutRoot: EngineBehaviour['cites'] = {
  H1: 'PD13',
  H2: 'PD13',
  H4: 'PD13',
  H5: 'PD13',
  O4: 'PD13',
  O10: 'PD13',
  X5: 'PD13',
  X13: 'PD13',
};
