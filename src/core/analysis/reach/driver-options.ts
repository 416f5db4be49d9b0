// Reads driver options as the Engine does: text that means a boolean or a word, or nothing certain when a variable is missing.

import type { Network, Tri } from '../../compose/topology.ts';

const bridgePrefix = 'com.docker.network.bridge.';
const yes = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const no = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

/** A boolean option of a bridge; `fallback` where it is not set, unknown where its text cannot be trusted. */
export function bridgeFlag(network: Network, name: string, fallback: boolean): Tri {
  const text = network.driverOpts.get(bridgePrefix + name);
  if (text === undefined) return fallback;
  if (yes.has(text)) return true;
  return no.has(text) ? false : 'unknown';
}

/** Whether `what` of a network (see `Network.undecided`) depends on a variable without a value. */
export function isUndecided(network: Network, what: string): boolean {
  return network.undecided?.includes(what) ?? false;
}

/** A word option of a bridge; '' where it is not set. */
export function bridgeWord(network: Network, name: string): string {
  return network.driverOpts.get(bridgePrefix + name) ?? '';
}
