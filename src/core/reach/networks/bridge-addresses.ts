// O17: the addresses that the host has on its bridges. A port that is bound to one answers there alone.

import { firstAddress, rangeOf, sameAddress } from '../../compose/bind-addresses.ts';
import type { Topology } from '../../compose/topology.ts';
import type { ReachOptions } from '../reach-model.ts';

/** The address of the default bridge as Docker is installed. */
const defaultBridge = '172.17.0.1';

/** Whether an address is the host's own on a bridge: of a network whose subnet the file states, or of the default bridge. */
export function bridgeAddresses(
  { networks }: Topology,
  { engine }: ReachOptions,
): (address: string) => boolean {
  const own = engine.kind === 'docker' ? [defaultBridge] : [];
  for (const { driver, external, subnets } of networks.values()) {
    if (external === true || (driver !== 'bridge' && driver !== '')) continue;
    for (const { subnet, gateway } of subnets) {
      const range = rangeOf(subnet);
      const address = gateway ?? (range && firstAddress(range));
      if (address !== null) own.push(address);
    }
  }
  return (address) => own.some((one) => sameAddress(one, address.replace(/^\[|\]$/g, '')));
}
