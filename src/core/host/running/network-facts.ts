// A network of a file beside the one that runs, fact by fact: for `verify` and for what `up` will do.

import type { Network, Tri } from '../../compose/topology.ts';
import { parseRange } from '../../machine/firewall/addresses.ts';
import { allFamilies, type Family } from '../../reach/reach-model.ts';
import type { RunningNetwork } from './running-host.ts';

/** One fact of a network, with the values of the file and of the Engine. */
export interface NetworkFact {
  readonly fact: string;
  /** The key of the network under which the file states the fact. */
  readonly key: string;
  /** The value in the file; `unknown` when the file leaves it open. */
  readonly predicted: Tri | string;
  readonly measured: string;
}

// Options by which newer Engines repeat what has keys of its own.
const repeatedOptions = new Set(['com.docker.network.enable_ipv4', 'com.docker.network.enable_ipv6']);

/** Compares a project's own network with the running one of its name; `ipv6Default` is the daemon's default (F1). */
export function* networkFacts(
  network: Network,
  running: RunningNetwork,
  ipv6Default: boolean,
): Generator<NetworkFact> {
  yield { fact: 'internal', key: 'internal', predicted: network.internal, measured: `${running.internal}` };
  yield { fact: 'driver', key: 'driver', predicted: network.driver, measured: running.driver };
  const ipv6 = network.ipv6Stated ? network.enableIpv6 : ipv6Default;
  yield { fact: 'IPv6', key: 'enable_ipv6', predicted: ipv6, measured: `${running.ipv6}` };
  for (const key of new Set([...network.driverOpts.keys(), ...running.options.keys()])) {
    if (!network.driverOpts.has(key) && repeatedOptions.has(key)) continue;
    const predicted = network.driverOpts.get(key) ?? 'not set';
    yield {
      fact: `option ${key}`,
      key: 'driver_opts',
      predicted,
      measured: running.options.get(key) ?? 'not set',
    };
  }
  yield* subnetFacts(network, running);
}

/** Compares the subnets of each family that the file states; for the other family the Engine picks from its pools. */
function* subnetFacts(network: Network, running: RunningNetwork): Generator<NetworkFact> {
  for (const family of allFamilies) {
    const stated = subnetsOf(network, family);
    if (stated.length === 0) continue;
    const runs = subnetsOf(running, family);
    const measured = namesText(runs);
    // One subnet has many spellings, and the Engine prints one of them.
    const same = rangesText(stated, family) === rangesText(runs, family);
    yield { fact: 'subnets', key: 'ipam', predicted: same ? measured : namesText(stated), measured };
  }
}

function subnetsOf({ subnets }: Pick<Network, 'subnets'>, family: Family): readonly string[] {
  return subnets
    .flatMap(({ subnet }) => subnet ?? [])
    .filter((subnet) => subnet.includes(':') === (family === 'ipv6'));
}

function rangesText(subnets: readonly string[], family: Family): string {
  return namesText(
    subnets.map((subnet) => {
      const range = parseRange(subnet, family);
      return range === null ? subnet : `${range.first}-${range.last}`;
    }),
  );
}

/** Returns names in one text, in byte order; `none` for none. */
export function namesText(names: Iterable<string>): string {
  return [...new Set(names)].sort().join(', ') || 'none';
}
