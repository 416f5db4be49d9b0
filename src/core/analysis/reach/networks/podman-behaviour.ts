// What Podman with netavark does, over the API of Docker or with podman-compose (PD1–PD13).

import type { EngineBehaviour } from './engine-behaviour.ts';

/** The behaviour of Podman; without root containers are in a network namespace of the user's own (PD13). */
export function podmanBehaviour(kind: 'podman' | 'podman-compose', rootless: boolean): EngineBehaviour {
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
    publishedOnWire: !rootless, // PD6
    leavesForwardingToHost: false,
    routedOnWire: 'no',
    gatewayChoice: 'each',
    namesByFamily: false,
    ipv4Optional: false,
    ipv6ByDefault: false,
    filtersIpv6: true,
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
