// The fix that lets one service reach another: the shared network that connects the fewest other services.

import type { Fix, RuleContext } from '../../findings/finding.ts';
import { isManaged, membersByNetwork } from '../facts/networks.ts';

/** The facts that a connecting fix needs. */
type ConnectFacts = Pick<RuleContext, 'topology' | 'reach' | 'tiers' | 'views'>;

/** Returns the fixes that attach one of the two to a network of the other; none when neither namespace has networks. */
export function connectFixes(context: ConnectFacts, from: string, to: string): readonly Fix[] {
  const a = ownerWithNetworks(context, from);
  const b = ownerWithNetworks(context, to);
  if (!a || !b || a.name === b.name) return [];
  const members = membersByNetwork(context);
  const size = (network: string): number => members.get(network)?.length ?? 0;
  const joining = b.networks.map((network) => ({ service: a.name, network }));
  // Other services join the networks of data, not the reverse.
  const inviting =
    context.tiers.of(to) === 'data' ? [] : a.networks.map((network) => ({ service: b.name, network }));
  const choices = [...joining, ...inviting].filter(({ network }) => {
    const facts = context.topology.networks.get(network);
    // C4: the network blocks traffic between its members.
    const icc = facts?.driverOpts.get('com.docker.network.bridge.enable_icc')?.toLowerCase();
    return isManaged(facts) && icc !== 'false';
  });
  const [best] = choices.sort((x, y) => size(x.network) - size(y.network));
  if (!best) return [];
  const title = `Attach ${best.service} to ${best.network}`;
  return [{ title, safe: false, operations: [{ type: 'attach', ...best }] }];
}

function ownerWithNetworks({ topology, reach }: ConnectFacts, service: string) {
  const owner = reach.facts.get(service)?.owner;
  const attachments = owner ? topology.services.get(owner)?.attachments : undefined;
  if (!owner || !attachments || attachments.length === 0) return null;
  return { name: owner, networks: attachments.map(({ network }) => network) };
}
