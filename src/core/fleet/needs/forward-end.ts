// What stands at the end of a router's forward.

import { allFamilies } from '../../reach/reach-model.ts';
import type { ConnectAnswer } from '../answer.ts';
import type { Connector } from '../connect.ts';
import type { FleetAddress } from '../fleet-address.ts';
import type { ForwardEntry } from '../fleet-entries.ts';
import type { RouterNode } from '../network-map.ts';
import { forwardTarget } from '../trace.ts';

/** The end of a forward. */
export interface ForwardEnd {
  /** The addresses that it leads to; none where its machine is on no network of the router. */
  readonly targets: readonly FleetAddress[];
  /** What a connection meets that the router passes on; none where nobody can be said to ask. */
  readonly answers: readonly ConnectAnswer[];
}

/** Returns the end of a forward, by family. */
export function forwardEnd(connector: Connector, router: RouterNode, forward: ForwardEntry): ForwardEnd {
  const targets = allFamilies.flatMap(
    (family) => forwardTarget(connector.map, router, forward, family) ?? [],
  );
  const answers = targets.flatMap((address) => askedBehind(connector, router, forward, address) ?? []);
  return { targets, answers };
}

function askedBehind(
  connector: Connector,
  router: RouterNode,
  { port, protocol, toPort, from }: ForwardEntry,
  address: FleetAddress,
): ConnectAnswer | null {
  const outside = router.links
    .filter(({ network }) => connector.map.networks.get(network)?.kind === 'internet')
    .flatMap(({ addresses }) => addresses)
    .find(({ family }) => family === address.family);
  // A forward that is limited to some sources is asked by a neighbour, who gets as far as those.
  if (outside && from === null) return connector.askAddress('internet', { address: outside, port, protocol });
  const { map } = connector;
  const beside = router.links.find(
    ({ network }) => map.networks.get(network)?.kind === 'lan' && map.ownerOn(network, address),
  );
  return beside ? connector.askAddress(`lan:${beside.network}`, { address, port: toPort, protocol }) : null;
}
