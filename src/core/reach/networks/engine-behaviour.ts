// The differences between kinds of Engine, their releases and settings, as named facts. No other code compares kinds or version numbers.

import type { Tri } from '../../compose/topology.ts';
import { defaultReachOptions } from '../default-reach-options.ts';
import type { Engine, Family, ReachOptions } from '../reach-model.ts';

export interface EngineBehaviour {
  /** The Engine obeys `gw_priority` (G1). */
  readonly gatewayPriority: boolean;
  /** Containers on internal bridges and the host reach each other (H2b). */
  readonly internalMeetsHost: boolean;
  /** The supported values of `gateway_mode_ipv4`; empty in releases that ignore the option. */
  readonly gatewayModes: readonly string[];
  /** Replies sent straight to a container address of a NAT network are dropped (E5). */
  readonly dropsRoutedReplies: boolean;
  /** Replies from outside through a trusted interface are not dropped (E5). */
  readonly knowsTrustedInterfaces: boolean;
  /** The published ports of a routed network that answer other bridges: none, those of the gateway network, or all (X8). */
  readonly routedReachable: 'none' | 'gateway' | 'published';
  /** Networks in mode nat-unprotected answer other bridges (X10). */
  readonly unprotectedReachable: boolean;
  /** With direct routing, published ports answer other bridges at the container's own address (X16). */
  readonly publishedAcrossBridges: boolean;
  /** A connection to a published port is translated from any network; its reply must find its own way back (X6). */
  readonly translatesAcross: boolean;
  /** A published port answers containers behind another gateway network (X2, X3). */
  readonly hostPortAcrossNetworks: boolean;
  /** A published port answers a neighbour even with icc off (C5). */
  readonly hostPortDespiteIcc: boolean;
  /** Containers on internal networks reach translated ports at their own bridge's address (X5). */
  readonly internalMeetsPublished: boolean;
  /** Neighbours of the host with a route reach published ports at the container's own address (O3, O4). */
  readonly publishedOnWire: boolean;
  /** The host's forwarding policy decides whether neighbours reach unpublished ports (O5). */
  readonly leavesForwardingToHost: boolean;
  /** The routed networks whose published ports neighbours reach: none, the gateway network, or any (O6). */
  readonly routedOnWire: 'no' | 'gateway' | 'any';
  /** The choice of gateways (G1, F2): the first network with both families for both, one network for each family, or only that of IPv4. */
  readonly gatewayChoice: 'both-first' | 'each' | 'ipv4';
  /** A network that knows a name but has no address of the requested family is skipped, and a later network may answer (D12). */
  readonly namesByFamily: boolean;
  /** A network can lack IPv4 (F1); older releases ignore that option. */
  readonly ipv4Optional: boolean;
  /** True when a network has IPv6 without stating it (F1). */
  readonly ipv6ByDefault: Tri;
  /** `enable_ipv4` and `enable_ipv6` are also read from `driver_opts` (F10). */
  readonly familyOptions: boolean;
  /** The families in which the Engine isolates containers by firewall rules, translates and masquerades (F6, F9). */
  readonly filters: { readonly [family in Family]: boolean };
  /** A port can be lost over IPv4 when IPv6 leaves through another network (F8). */
  readonly losesIpv4Ports: boolean;
  /** The default bridge as the daemon creates it (C4, O9, F1). */
  readonly defaultBridge: { readonly icc: boolean; readonly hostBinding: string; readonly ipv6: boolean };
  /** The userland proxy forwards from the host's IPv6 to a container's IPv4 (F4). */
  readonly proxiesIpv6: Tri;
  /** Macvlan and ipvlan networks have a default route only with an explicit gateway (E10). */
  readonly underlayNeedsGateway: boolean;
  /** The resolver can ask the outside for names that no internal network knows (E7). */
  readonly asksOutsideForNames: boolean;
  /** `gateway_mode: isolated` removes the host's address from a network (H4). */
  readonly isolatesFromHost: boolean;
  /** The dialect in which the Engine reads the file's keys (SW2, SW10, PD3, PD10). */
  readonly fileDialect: 'compose' | 'stack' | 'podman' | 'podman-compose';
  /** The isolation between networks that lead out (PD1, PD2): for networks of the file, and for the network of `network_mode: bridge`. */
  readonly isolation: { readonly networks: NetworkIsolation; readonly defaultBridge: NetworkIsolation };
  /** A published port answers only containers on networks that are not isolated from its own (PD4). */
  readonly portsObeyIsolation: boolean;
  /** The default route comes from an arbitrary one of several networks that lead out (PD5). */
  readonly arbitraryGateway: boolean;
  /** Neighbours of the host with a route reach every port of every container that is not internal (PD6). */
  readonly everyPortOnWire: boolean;
  /** Containers with a way out reach the host at one address only, and the host does not reach their addresses (PD13). */
  readonly hostByName: boolean;
  /** Ports of services on internal networks are published too (PD13). */
  readonly publishesInternal: boolean;
  /** Tasks leave through `docker_gwbridge` instead of their own networks (SW2). */
  readonly gatewayBridge: boolean;
  /** A `hostname` of more than 64 bytes is refused (R1). */
  readonly refusesLongHostnames: boolean;
  /** Ports below 1024 need no capability in a network namespace of their own (table B, PD12). */
  readonly lowPortsFree: boolean;
  /** The capabilities of Docker's default set that the Engine does not grant (PD12). */
  readonly withoutCapabilities: readonly string[];
  /** The rule id that replaces an id of Docker's Engine in explanations for this Engine. */
  readonly citedRules: { readonly [rule: string]: string };
  /** True when IPv6 was measured on this Engine. */
  readonly ipv6Measured: boolean;
}

/** The isolation of a network: `apart` from other isolated networks, `strict` from all networks, `none` only from strict ones. */
export type NetworkIsolation = 'none' | 'apart' | 'strict' | 'unknown';

/** Returns the behaviour of the Engine and daemon of a prediction. */
export function engineBehaviour(options: ReachOptions): EngineBehaviour {
  switch (options.engine.kind) {
    case 'docker':
      return dockerBehaviour(options);
    case 'swarm':
      // Daemon settings are stated for the Engine of Compose only.
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
    fileDialect: 'compose',
    isolation: { networks: 'strict', defaultBridge: 'strict' },
    portsObeyIsolation: false,
    arbitraryGateway: false,
    everyPortOnWire: false,
    hostByName: false,
    publishesInternal: false,
    gatewayBridge: false,
    refusesLongHostnames: atLeast(engine, 29, 7),
    lowPortsFree: true,
    withoutCapabilities: [],
    citedRules: {},
    ipv6Measured: true,
  };
}

function atLeast(engine: Engine, major: number, minor: number, patch = 0): boolean {
  if (engine.major !== major) return engine.major > major;
  return engine.minor > minor || (engine.minor === minor && engine.patch >= patch);
}

/** Returns the behaviour of Swarm (`docker stack deploy`, SW1–SW16). Several machines and IPv6 are not measured. */
function swarmBehaviour(engine: EngineBehaviour): EngineBehaviour {
  return {
    ...engine,
    gatewayPriority: false, // refused
    gatewayModes: [], // SW9
    hostPortAcrossNetworks: true, // SW5
    hostPortDespiteIcc: true, // SW4, SW5
    proxiesIpv6: 'unknown',
    isolatesFromHost: false,
    fileDialect: 'stack',
    gatewayBridge: true, // SW2
    citedRules: {
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
 * Returns the behaviour of Podman with netavark, over Docker's API or with podman-compose (PD1–PD13). Without root, containers are in a
 * network namespace of the user (PD13).
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
    fileDialect: kind,
    isolation: { networks: kind === 'podman' ? 'apart' : 'none', defaultBridge: 'none' }, // PD1, PD2
    portsObeyIsolation: true, // PD4
    arbitraryGateway: true, // PD5
    everyPortOnWire: !rootless, // PD6
    hostByName: rootless, // PD13
    publishesInternal: rootless, // PD13
    gatewayBridge: false,
    refusesLongHostnames: false,
    lowPortsFree: false, // PD12
    withoutCapabilities: ['NET_RAW', 'MKNOD', 'AUDIT_WRITE'], // PD12
    citedRules: rootless ? { ...podmanRules, ...rootlessPodmanRules } : podmanRules,
    ipv6Measured: false,
  };
}

const podmanRules: EngineBehaviour['citedRules'] = {
  D2: 'PD8',
  D3: 'PD8',
  D5: 'PD8',
  O4: 'PD6',
  O10: 'PD7',
  X1: 'PD1',
  X5: 'PD4',
};

const rootlessPodmanRules: EngineBehaviour['citedRules'] = {
  H1: 'PD13',
  H2: 'PD13',
  H4: 'PD13',
  H5: 'PD13',
  O4: 'PD13',
  O10: 'PD13',
  X5: 'PD13',
  X13: 'PD13',
};
