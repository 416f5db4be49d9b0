// The order of the bands by kinship, and which of them are shown.

import type { HostFacts } from '../host/host-facts.ts';
import { compareNatural } from '../text/compare-bytes.ts';
import { labelReader } from '../ways-in/ways/program-of.ts';
import type { BandFilter } from './host-view.ts';
import type { StackBand } from './stack-band.ts';

/** Returns the stacks with a proxy on a line, which come first on the map of a host. */
export function leadingStacks({ host }: HostFacts, bands: readonly StackBand[]): readonly string[] {
  const proxies = new Set<string>();
  for (const { id, workspace } of host.stacks) {
    if ([...workspace.topology.services.values()].some((service) => labelReader(service) !== null))
      proxies.add(id);
  }
  return bands
    .filter(({ stack, stations }) => proxies.has(stack) && stations.length > 0)
    .map(({ stack }) => stack);
}

/** Returns the bands in order: pinned ones first, then by rank, then by their lines, the first lines first, then by name. Bands on no line come last. */
export function orderBands(
  bands: readonly StackBand[],
  ranks: ReadonlyMap<string, number>,
  lines: readonly string[],
  pinned: readonly string[],
): readonly StackBand[] {
  const column = new Map(lines.map((network, index) => [network, index]));
  const ranked = bands.map((band) => ({
    band,
    pin: pinned.includes(band.stack) ? pinned.indexOf(band.stack) : pinned.length,
    rank: ranks.get(band.stack) ?? ranks.size,
    lines: band.stations.map(({ network }) => column.get(network) ?? lines.length),
  }));
  ranked.sort(
    (a, b) =>
      a.pin - b.pin ||
      a.rank - b.rank ||
      compareLines(a.lines, b.lines) ||
      compareNatural(a.band.stack, b.band.stack),
  );
  return ranked.map(({ band }) => band);
}

/** Compares two bands by their first line, then by the number of lines, then by the other lines. */
function compareLines(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  const [first = 0] = a;
  const [other = 0] = b;
  if (first !== other) return first - other;
  if (a.length !== b.length) return a.length - b.length;
  for (const [at, line] of a.entries()) {
    const difference = line - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** True when a band passes a filter. An unreadable stack passes all filters except words, since nothing is known of it. */
export function passesFilter(band: StackBand, { text, shared, open }: BandFilter): boolean {
  if (band.problem === null) {
    if (shared && band.stations.length === 0 && band.deadEnds.length === 0) return false;
    if (open && !band.ways.some(({ kind }) => kind !== 'host')) return false;
  }
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return true;
  const said = [
    band.stack,
    ...band.services,
    ...[...band.stations, ...band.deadEnds].map(({ network }) => network),
    ...band.rooms.map((room) => room.words),
    ...band.ways.flatMap(({ title, ports }) => [title, ports]),
  ]
    .join('\n')
    .toLowerCase();
  return words.every((word) => said.includes(word));
}
