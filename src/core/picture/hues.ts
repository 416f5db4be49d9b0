// The colours of lanes as names: a theme or a style sheet gives each its colour.

/** A hue: a step of the network ramp (0 for the default network), or one of the two places. */
export type Hue = number | 'open' | 'closed';

/** The hues of networks by key, as returned by `networkHues`. */
export type NetworkHues = ReadonlyMap<string, number>;

const networkPrefix = 'network:';

/** Returns the hue of a lane by its id; `closed` for a place other than the host's network. */
export function laneHue(id: string, hues: NetworkHues): Hue {
  if (id.startsWith(networkPrefix)) return hues.get(id.slice(networkPrefix.length)) ?? 0;
  return id === 'place:host' ? 'open' : 'closed';
}
