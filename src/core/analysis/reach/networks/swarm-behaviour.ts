// What Swarm (`docker stack deploy`) does beside what the Docker Engine below it does (SW1–SW16).

import type { EngineBehaviour } from './engine-behaviour.ts';

/** The behaviour of a swarm of such Engines; not measured: several machines, and IPv6. */
export function swarmBehaviour(engine: EngineBehaviour): EngineBehaviour {
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
