// Where containers of a network and the host meet on Engines beside Docker's: at every port, or at one address of the host alone.

import { both, not } from '../rows/tri.ts';
import type { EngineBehaviour } from './engine-behaviour.ts';
import type { NetworkTraits } from './segment.ts';

/** The traits of a bridge, or of a network of an unknown kind, once PD6 and PD13 are weighed. */
export function meetingHost(
  traits: NetworkTraits,
  { everyPortOnWire, hostByName }: EngineBehaviour,
): NetworkTraits {
  const leads = not(traits.internal);
  if (hostByName) {
    return {
      ...traits,
      toHost: both(leads, traits.toHost),
      fromHost: false,
      publishedOnWire: false,
      othersOnWire: false,
    };
  }
  if (!everyPortOnWire) return traits;
  return { ...traits, publishedOnWire: leads, othersOnWire: leads };
}
