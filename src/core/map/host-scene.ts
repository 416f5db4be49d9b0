// A map as rectangles: the outside and the wall on the left, lines for networks, a band for each stack of a host, or for each machine of a
// fleet, across them. Pure geometry over what bands say; page and SVG draw the same.

import { memoize } from '../compose/memoize.ts';
import { sharedHues } from '../layout/lanes/network-hues.ts';
import type { NetworkHues } from '../picture/hues.ts';
import { outsideWords, wallWord } from '../picture/place-words.ts';
import type { HostAnalysis } from '../rules/analyze-host.ts';
import { type BandColumns, columnsOf, stackedColumns } from './band-columns.ts';
import { findRails, type Rail } from './find-rails.ts';
import { type BandFilter, everyBand } from './host-view.ts';
import type { MapPicture, MapRouter } from './map-picture.ts';
import { leadingStacks, orderBands, passesFilter } from './order-bands.ts';
import { type RouterRow, routerRows } from './router-rows.ts';
import { type BandStation, type BandWay, type StackBand, stackBands } from './stack-band.ts';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A shared network as a line. */
export interface SceneRail {
  readonly rail: Rail;
  /** The horizontal middle of the line. */
  readonly x: number;
  /** The vertical middle of the first station, where the name is. */
  readonly top: number;
  readonly first: number;
  readonly last: number;
}

/** The services of a stack on a line. */
export interface SceneStation extends BandStation {
  readonly x: number;
  /** True when no stack makes the network, so that the line ends here. */
  readonly dead: boolean;
}

export interface SceneBand {
  readonly band: StackBand;
  readonly rect: Box;
  /** The middle of the band's row, where stations and ways in are drawn even while the band is open. */
  readonly middle: number;
  readonly stations: readonly SceneStation[];
}

/** A router with its row, its points on lines, and its wall before the bands behind it. */
export interface SceneRouter {
  readonly router: MapRouter;
  readonly rect: Box;
  readonly middle: number;
  readonly stations: readonly SceneStation[];
  readonly wall: Box;
}

export interface HostScene {
  readonly width: number;
  readonly height: number;
  /** The height above the first band, for the names of lines. */
  readonly head: number;
  /** The slope of those names in degrees. */
  readonly slant: number;
  readonly outside: Box;
  readonly wall: Box;
  readonly rails: readonly SceneRail[];
  /** The middle of the place for networks that no stack makes; null without any. */
  readonly deadX: number | null;
  readonly bands: readonly SceneBand[];
  readonly routers: readonly SceneRouter[];
  readonly columns: BandColumns;
  /** The height of a closed band. */
  readonly row: number;
  /** The number of stacks that the filter hides. */
  readonly hidden: number;
}

/** The part of the scene of a host that depends only on the analysis: it stays the same while a person filters, pins and opens bands. */
export interface HostPicture extends MapPicture {
  readonly host: HostAnalysis;
}

export interface HostRoom {
  readonly width: number;
  readonly height: number;
}

export interface SceneOptions {
  readonly room: HostRoom;
  readonly filter: BandFilter;
  /** The ids of pinned stacks. */
  readonly pinned: readonly string[];
  /** The open band, and the height of its inside. */
  readonly unfolded: { readonly stack: string; readonly height: number } | null;
}

/** Sizes in px at scale 1. */
export const hostMetrics = {
  margin: 16,
  /** The least width of the outside, which grows with its labels up to the most. */
  outsideWidth: 128,
  mostOutside: 196,
  /** The height of the title of the outside, above its labels. */
  outsideHead: 40,
  outsideGap: 26,
  wallWidth: 10,
  bandsGap: 34,
  /** The distance from the edge of a band to its first line. */
  railInset: 26,
  railPitch: 46,
  leastPitch: 20,
  /** The most width of all lines together, unless their least pitch needs more. */
  railsWidth: 420,
  /** The least width of a band at the right of its lines. */
  leastBand: 372,
  /** The height of a closed band with the gap below it. */
  pitch: 48,
  leastRow: 19,
  /** The row height on a host that has to be scrolled anyway. */
  scrolledRow: 30,
  /** The number of letters from which a line's name is cut. */
  railLetters: 18,
} as const;

/** The width below which a map is drawn for a phone. */
const phoneWidth = 480;

/** The sizes on a phone: the outside is a strip, the lines stand closer, and a row is as high as a finger wants. */
const phoneMetrics = {
  ...hostMetrics,
  margin: 12,
  outsideWidth: 76,
  mostOutside: 76,
  outsideGap: 8,
  wallWidth: 6,
  bandsGap: 10,
  railInset: 16,
  railPitch: 28,
  leastPitch: 22,
  railsWidth: 84,
  leastBand: 128,
  pitch: 56,
  leastRow: 56,
  scrolledRow: 56,
} as const;

type HostMetrics = { readonly [size in keyof typeof hostMetrics]: number };

const metricsFor = ({ width }: HostRoom): HostMetrics => (width < phoneWidth ? phoneMetrics : hostMetrics);

const letterWidth = 7.4;

/** The distance between the walls of routers in front of the same bands. */
const wallGap = 4;

/** The picture of a host before it is filtered, pinned or opened. */
export const hostPicture = memoize((host: HostAnalysis): HostPicture => {
  const rails = findRails(host);
  const bands = stackBands(host, rails);
  const ranks = new Map(leadingStacks(host, bands).map((stack) => [stack, 0]));
  return {
    ...{ host, rails, bands, ranks },
    routers: [],
    titles: { outside: outsideWords.title, detail: outsideWords.detail, wall: wallWord },
  };
});

/** Returns the hues of the lines by Docker name, those nearest to the outside first. */
export function railHues({ rails }: MapPicture): NetworkHues {
  const all = [...rails.shared, ...rails.deadEnds];
  const byLabel = sharedHues(all.map(({ label }) => label));
  return new Map(all.map(({ network, label }) => [network, byLabel.get(label) ?? 1]));
}

/** Returns the scene of all bands, all closed. */
export function wholeScene(picture: MapPicture, room: HostRoom): HostScene {
  return hostScene(picture, { room, filter: everyBand, pinned: [], unfolded: null });
}

/** Returns the scene that fits into `room`, or is higher. */
export function hostScene({ rails, bands, ranks, routers }: MapPicture, wish: SceneOptions): HostScene {
  const { room, filter, pinned, unfolded } = wish;
  const shown = bands.filter((band) => passesFilter(band, filter));
  const networks = rails.shared.map(({ network }) => network);
  const ordered = orderBands(shown, ranks, networks, pinned);
  const rows = routerRows(routers, ordered);
  const onLines = new Set(
    [...shown, ...routers].flatMap(({ stations }) => stations.map(({ network }) => network)),
  );
  const lines = rails.shared.filter(({ network }) => onLines.has(network));
  const withDead = shown.some(({ deadEnds }) => deadEnds.length > 0);

  const metrics = metricsFor(room);
  const { margin, outsideGap, wallWidth, bandsGap, railInset, leastBand } = metrics;
  const outsideWidth = outsideWidthOf(shown, metrics);
  const walls = Math.max(1, ...rows.map(({ column }) => column + 1));
  const wallsWidth = walls * (wallWidth + wallGap) - wallGap;
  const wallX = margin + outsideWidth + outsideGap;
  const left = wallX + wallsWidth + bandsGap;
  const count = lines.length + (withDead ? 1 : 0);
  const pitch = Math.max(
    metrics.leastPitch,
    Math.min(metrics.railPitch, Math.floor(metrics.railsWidth / Math.max(1, count))),
  );
  const slant = pitch >= 40 ? 28 : pitch >= 28 ? 42 : 58;
  const head = headHeight(lines, withDead, slant, margin);
  const xOf = new Map(lines.map(({ network }, index) => [network, left + railInset + index * pitch]));
  const deadX = withDead ? left + railInset + lines.length * pitch : null;

  const { step, row } = rowsFor(ordered.length + rows.length, room.height - head - margin, metrics);
  const sceneBands: SceneBand[] = [];
  const routerPlaces: { readonly row: RouterRow; readonly y: number }[] = [];
  let y = head;
  const width = Math.max(room.width, left + railInset + count * pitch + leastBand);
  const placeRouters = (before: number): void => {
    for (const routerRow of rows.filter(({ first }) => first === before)) {
      routerPlaces.push({ row: routerRow, y });
      y += step;
    }
  };
  for (const [index, band] of ordered.entries()) {
    placeRouters(index);
    const inside = unfolded?.stack === band.stack ? unfolded.height : 0;
    const rect = { x: left, y, width: width - margin - left, height: row + inside };
    const stations = [
      ...band.stations.map((station) => ({ ...station, x: xOf.get(station.network) ?? left, dead: false })),
      ...band.deadEnds.map((station) => ({ ...station, x: deadX ?? left, dead: true })),
    ];
    sceneBands.push({ band, rect, middle: y + row / 2, stations });
    y += step + inside;
  }
  placeRouters(ordered.length);
  const sceneRouters = routerPlaces.map(({ row: { router, column, last }, y: top }): SceneRouter => {
    const x = wallX + column * (wallWidth + wallGap);
    const end = sceneBands[last]?.rect;
    return {
      router,
      rect: { x, y: top, width: width - margin - x, height: row },
      middle: top + row / 2,
      stations: router.stations.map((station) => ({
        ...station,
        x: xOf.get(station.network) ?? left,
        dead: false,
      })),
      wall: { x, y: top, width: wallWidth, height: (end ? end.y + end.height : top + row) - top },
    };
  });
  // On a host of few stacks the outside still has room for its name.
  const bottom = Math.max(y - (step - row), head + 120);
  return {
    width,
    height: Math.max(bottom + margin, room.height),
    head,
    slant,
    outside: { x: margin, y: margin, width: outsideWidth, height: bottom - margin },
    wall: { x: wallX, y: margin, width: wallsWidth, height: bottom - margin },
    rails: lines.map((rail) =>
      railLine(rail, xOf.get(rail.network) ?? left, head, [...sceneBands, ...sceneRouters]),
    ),
    deadX,
    bands: sceneBands,
    routers: sceneRouters,
    columns:
      metrics === phoneMetrics
        ? stackedColumns(left, left + railInset + Math.max(0, count - 0.35) * pitch, width - margin)
        : columnsOf(ordered, left + railInset + Math.max(0, count - 0.35) * pitch, width - margin),
    row,
    hidden: bands.length - shown.length,
  };
}

/** Returns the width of the outside: that of its longest label with the signs beside it. */
function outsideWidthOf(bands: readonly StackBand[], { outsideWidth, mostOutside }: HostMetrics): number {
  const signs = 16;
  const widths = bands.map((band) => {
    const way = mainWay(band);
    if (way === null || way.kind === 'host') return 0;
    const danger = way.tone === 'danger' ? signs : 0;
    const gate = band.gates.length > 0 ? signs + 8 : 0;
    return signs + danger + way.title.length * letterWidth + gate;
  });
  return Math.ceil(Math.min(mostOutside, Math.max(outsideWidth, ...widths)));
}

/**
 * Returns the way into a stack that is drawn from the outside or from the wall; null for none. Lines show the ways through a proxy and
 * from networks between machines.
 */
export function mainWay({ ways }: StackBand): BandWay | null {
  return ways.find(({ kind }) => kind !== 'proxied' && kind !== 'networks') ?? null;
}

/** Returns the row height: thirty bands fit into a window of usual size; a longer host is scrolled, so its bands need not be small. */
function rowsFor(
  count: number,
  height: number,
  { leastRow, scrolledRow, pitch }: HostMetrics,
): { readonly step: number; readonly row: number } {
  const share = Math.floor(height / Math.max(1, count));
  const step = share < leastRow ? scrolledRow : Math.min(pitch, share);
  return { step, row: step - (step >= 40 ? 8 : step >= 30 ? 4 : 2) };
}

function headHeight(lines: readonly Rail[], withDead: boolean, slant: number, margin: number): number {
  const longest = Math.max(
    withDead ? 12 : 0,
    ...lines.map(({ label }) => Math.min(label.length, hostMetrics.railLetters)),
  );
  if (longest === 0) return margin + hostMetrics.outsideHead;
  return Math.ceil(margin + 24 + longest * letterWidth * Math.sin((slant * Math.PI) / 180));
}

function railLine(
  rail: Rail,
  x: number,
  head: number,
  rows: readonly Pick<SceneBand, 'stations' | 'middle'>[],
): SceneRail {
  const middles = rows
    .filter(({ stations }) => stations.some(({ network }) => network === rail.network))
    .map(({ middle }) => middle);
  return {
    rail,
    x,
    top: head - 12,
    first: Math.min(...middles),
    last: Math.max(...middles),
  };
}

/** The row height from which stations have their full size. */
const fullStationRow = 26;

/** Returns the radius of the stations of bands whose rows are `row` high, in px. */
export function stationRadius(row: number): number {
  return row < fullStationRow ? 7 : 10;
}
