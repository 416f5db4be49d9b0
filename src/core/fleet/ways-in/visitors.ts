// The addresses as which a listener sees who asks it over a fleet.

import type { Family } from '../../reach/reach-model.ts';
import {
  type Examples,
  gatewayExamples,
  neighbourExamples,
  outsideExamples,
  statedSubnets,
} from '../../ways-in/network/addresses.ts';
import type { WaysContext } from '../../ways-in/ways-context.ts';
import type { ConnectAnswer } from '../answer.ts';
import type { FleetFacts } from '../fleet-facts.ts';
import type { FleetNetwork } from '../stated-fleet.ts';

/** Returns examples of the addresses that a listener sees, one for each range that it distinguishes; a known address is the only one. */
export function visitorsOf(
  { connector }: FleetFacts,
  { topology }: WaysContext,
  from: string,
  family: Family,
  { seen, seenAddress, seenNetwork }: Pick<ConnectAnswer, 'seen' | 'seenAddress' | 'seenNetwork'>,
): (ranges: readonly string[]) => Examples {
  const subnets = statedSubnets(topology.networks.values());
  const gateways = gatewayExamples(topology.networks.get(seenNetwork ?? ''), family);
  const network = connector.map.strangerNamed(from)?.network;
  return (ranges) => {
    if (seenAddress !== null)
      return { addresses: [seenAddress], all: false, ...(seen === null ? {} : { as: seen }) };
    if (seen === 'visitor' && network?.kind === 'internet')
      return outsideExamples('internet', ranges, subnets, family);
    if (seen === 'visitor' && network !== undefined) return neighbours(network, ranges, family);
    if (seen === 'gateway') return gateways;
    const outside = outsideExamples('lan', ranges, subnets, family);
    return { addresses: [...gateways.addresses, ...outside.addresses], all: false };
  };
}

/** Returns examples of the machines of a LAN, which may have any address of it. */
function neighbours({ subnets }: FleetNetwork, ranges: readonly string[], family: Family): Examples {
  const own = subnets.filter((subnet) => subnet.family === family);
  if (own.length === 0) return outsideExamples('lan', ranges, [], family);
  return neighbourExamples(
    own.map(({ text }) => ({ subnet: text, own: null })),
    ranges,
    family,
  );
}
