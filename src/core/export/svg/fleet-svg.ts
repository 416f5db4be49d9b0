// The map of a fleet as SVG.

import type { FleetFacts } from '../../fleet/fleet-facts.ts';
import { fleetHeadline } from '../../map/fleet/fleet-headline.ts';
import { fleetPicture } from '../../map/fleet/fleet-picture.ts';
import { type MapSvgOptions, mapSvg } from './map-svg.ts';

/** Returns the map of all machines as SVG, ending with a line feed. */
export function fleetSvg(facts: FleetFacts, options: MapSvgOptions): string {
  const picture = fleetPicture(facts);
  const { bands, rails, routers } = picture;
  const words = {
    sentence: fleetHeadline(picture)
      .map(({ text }) => text)
      .join(' · '),
    description: `Machines: ${bands.length}. Networks between them: ${rails.shared.length}. Routers: ${routers.length}.`,
    bandMarks: (machine: string) => ({ 'data-machine': machine }),
    stationMarks: (machine: string, network: string) => ({ 'data-address': `${machine} ${network}` }),
  };
  return mapSvg(picture, words, options);
}
