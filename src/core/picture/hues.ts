// The colours of lanes as names: a theme or a style sheet gives each its colour.

/** A step of the ramp of networks (0 for the default network), or one of the two places. */
export type Hue = number | 'open' | 'closed';

/** The hues of networks by key, as `networkHues` gives them. */
export type NetworkHues = ReadonlyMap<string, number>;

const networkPrefix = 'network:';

/** The hue of a lane by its id; that of a place that is not the host's network is `closed`. */
export function laneHue(id: string, hues: NetworkHues): Hue {
  if (id.startsWith(networkPrefix)) return hues.get(id.slice(networkPrefix.length)) ?? 0;
  return id === 'place:host' ? 'open' : 'closed';
}
