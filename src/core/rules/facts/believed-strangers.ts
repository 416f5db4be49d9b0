// Strangers whom a proxy believes: visitors from the Internet who arrive with an address that it trusts to report another one.

import { memoize } from '../../compose/memoize.ts';
import { allFamilies, type Family } from '../../reach/reach-model.ts';
import { connectToHost } from '../../ways-in/ask/connect.ts';
import type { Fault } from '../../ways-in/faults.ts';
import { isInAny, readRange } from '../../ways-in/network/addresses.ts';
import { namespacePeers } from '../../ways-in/network/upstreams.ts';
import type { WaysFacts } from '../../ways-in/ways/ways-facts.ts';

/** How strangers arrive at a port with an address that is trusted. */
export interface Believed {
  readonly port: string;
  readonly index: number;
  /** The family in which they arrive as the gateway of a network that is trusted; null where every address is trusted. */
  readonly family: Family | null;
  /** That network; null where its name is not known. */
  readonly network: string | null;
}

/** An address of the documentation in each family, which stands for any of the machine. */
const machine = { ipv4: '198.51.100.1', ipv6: '[2001:db8::1]' } as const;

/** Returns how strangers get a fault of trust to believe them; null where they do not, and where that is not sure. */
export const believedStrangers = memoize((facts: WaysFacts) =>
  memoize((fault: Fault): Believed | null => {
    const { context, programs } = facts.ways;
    const { trusts = [], services } = fault;
    const program = programs.find(({ service }) => service === services[0]);
    if (!program || program.ends !== null || trusts.length === 0) return null;
    const owner = context.reach.facts.get(program.service)?.owner ?? program.service;
    for (const family of allFamilies) {
      const all = trusts.some((text) => coversInternet(text, family));
      // Whether the machine has IPv6 has to be known: the neighbours' way is CN134 otherwise.
      if (family === 'ipv6' && (context.reach.hostPorts?.around('ipv6').length ?? 0) === 0) continue;
      for (const { protocol, hostPort, index } of context.reach.facts.get(owner)?.published ?? []) {
        if (protocol !== 'tcp' || !/^\d+$/.test(hostPort)) continue;
        for (const connection of connectToHost(
          context,
          { kind: 'internet' },
          Number(hostPort),
          machine[family],
        )) {
          if (connection.kind === 'ended') continue;
          const peers = namespacePeers(context, connection.service).map(({ name }) => name);
          const isWeb = program.entrances.some(
            ({ port, protocol: spoken }) =>
              port === connection.inside && (spoken === 'http' || spoken === 'https'),
          );
          if (!peers.includes(program.service) || !isWeb) continue;
          const { as, addresses } = connection.examples(trusts);
          if (as === 'visitor' && all) return { port: hostPort, index, network: null, family: null };
          if (as === 'gateway' && addresses.every((address) => isInAny(address, trusts)))
            return {
              port: hostPort,
              index,
              network: context.reach.facts.get(program.service)?.gateway ?? null,
              family,
            };
        }
      }
    }
    return null;
  }),
);

/** True for a range that holds every address of a family. */
function coversInternet(text: string, family: Family): boolean {
  const range = readRange(text);
  return range !== null && range.bits === 0 && text.includes(':') === (family === 'ipv6');
}
