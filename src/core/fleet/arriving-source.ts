// The source that packets of an asker have when they arrive at a place of another machine, which is what the firewall there sees of it.

import type { AddressRange } from '../machine/firewall/addresses.ts';
import type { Connector } from './connect.ts';
import type { FleetPlace } from './reach/fleet-port.ts';
import { traceWay } from './trace.ts';

/**
 * Returns the ranges of the source (FL1, FL14); all addresses of the asker's machine where nobody knows by which network it leaves, [] where
 * no way leads there.
 */
export function arrivingSources(
  connector: Connector,
  from: string,
  { address, port, protocol }: FleetPlace,
): readonly AddressRange[] {
  const asker = connector.asker(from);
  const sender = connector.senderOf(asker, address.family);
  if (!sender)
    return connector
      .nodesOf(asker)
      .flatMap(({ links }) => links)
      .flatMap(({ addresses }) =>
        addresses
          .filter(({ family }) => family === address.family)
          .map(({ value }) => ({ first: value, last: value })),
      );
  const asked = { to: address, port, protocol };
  const { hops, end } = traceWay(connector.map, asker.node, asked, (link) => sender.source(link));
  return end ? [] : (hops.at(-1)?.arrives.source.known.within ?? []);
}
