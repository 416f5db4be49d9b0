import { hueColour } from '../../ui/hue-colour.ts';

/** Returns the colour of a line, of its name and its stations, and of the joins from it into an open stack. */
export const hueOf = (network: string, hues: ReadonlyMap<string, number>): string =>
  hueColour(hues.get(network) ?? 0);
