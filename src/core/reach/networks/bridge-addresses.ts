// The addresses that the host has on its bridges (O17). A port bound to such an address answers only there.

import { firstAddress, rangeOf, sameAddress } from '../../compose/bind-addresses.ts';
import type { Topology } from '../../compose/topology.ts';
import type { ReachOptions } from '../reach-model.ts';

/** The address of the default bridge in a standard Docker installation. */
const defaultBridge = '172.17.0.1';

/** Returns a test for the host's own bridge addresses: those of networks with a stated subnet, and that of the default bridge. */
export function bridgeAddresses(
  { networks }: Topology,
  { engine }: ReachOptions,
): (address: string) => boolean {
  const addresses = engine.kind === 'docker' ? [defaultBridge] : [];
  for (const { driver, external, subnets } of networks.values()) {
    if (external === true || (driver !== 'bridge' && driver !== '')) continue;
    for (const { subnet, gateway } of subnets) {
      const range = rangeOf(subnet);
      const address = gateway ?? (range && firstAddress(range));
      if (address !== null) addresses.push(address);
    }
  }
  return (address) =>
    addresses.some((bridgeAddress) => sameAddress(bridgeAddress, address.replace(/^\[|\]$/g, '')));
}
