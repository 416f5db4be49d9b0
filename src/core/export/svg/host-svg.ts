// The map of a host as SVG.

import { hostHeadline } from '../../map/host-headline.ts';
import { hostPicture } from '../../map/host-scene.ts';
import type { HostAnalysis } from '../../rules/analyze-host.ts';
import { type MapSvgOptions, mapSvg } from './map-svg.ts';

/** Returns the map of all stacks as SVG, ending with a line feed. */
export function hostSvg(analysis: HostAnalysis, options: MapSvgOptions): string {
  const picture = hostPicture(analysis);
  const { bands, rails } = picture;
  const words = {
    sentence: hostHeadline(picture)
      .map(({ text }) => text)
      .join(' · '),
    description: `Stacks: ${bands.length}. Containers: ${analysis.reach.services.length}. Shared networks: ${rails.shared.length}.`,
    bandMarks: (stack: string) => ({ 'data-stack': stack }),
    stationMarks: (stack: string, network: string) => ({ 'data-station': `${stack} ${network}` }),
  };
  return mapSvg(picture, words, options);
}
