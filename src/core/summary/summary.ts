// The summary of a project, one sentence in parts: who answers outside, who controls the host, how near the data is to the outside, how many
// connections have a known need, and what is not known, which is never counted as safe. Active services alone are counted. Parts without
// content are left out.

import { type Dangers, rootOnHost } from '../blast/dangers.ts';
import { hopsFromOutside } from '../blast/from-outside.ts';
import { countText } from '../compose/numbers.ts';
import type { Topology } from '../compose/topology.ts';
import { type ConnectionCount, countConnections } from '../needs/met-needs.ts';
import type { Needs } from '../needs/needs.ts';
import type { Tiers } from '../needs/tiers.ts';
import { unseenNeeds, unseenText } from '../needs/unseen-needs.ts';
import type { Reach } from '../reach/reach-model.ts';

export type SummaryKind = 'outside' | 'root' | 'data' | 'unneeded' | 'unset' | 'unplaced';

export interface SummaryPart {
  readonly kind: SummaryKind;
  readonly text: string;
  /** The services that the part mentions, in file order; empty when it is about connections. */
  readonly services: readonly string[];
  /** True when the part says that something is unknown. */
  readonly unknown: boolean;
  /** A sentence about the part's blind spot; null when it has none. */
  readonly note: string | null;
}

/** The facts that were left out of the files, for example by a link, so that counts are lower or upper bounds. */
export interface HiddenFacts {
  /** True when mounts, devices and other host access were left out. */
  readonly host: boolean;
  /** True when the labels and settings of proxy routes were left out. */
  readonly routes: boolean;
  /** True when settings and commands that state needs were left out. */
  readonly needs: boolean;
}

const nothingHidden: HiddenFacts = { host: false, routes: false, needs: false };

interface Summarized {
  readonly topology: Topology;
  readonly reach: Reach;
  readonly needs: Needs;
  readonly tiers: Tiers;
  readonly dangers: Dangers;
}

type Part = Omit<SummaryPart, 'note'>;

/** Returns the display name of a service. */
export type NameOf = (service: string) => string;

/** Returns the parts of the sentence, the most severe first; none for a project without active services. */
export function summaryOf(
  of: Summarized,
  nameOf: NameOf = (service) => service,
  hidden: HiddenFacts = nothingHidden,
): readonly SummaryPart[] {
  if (of.reach.services.length === 0) return [];
  const parts: readonly (Part | SummaryPart | null)[] = [
    outsidePart(of, hidden),
    rootPart(of, hidden),
    dataPart(of, nameOf, hidden),
    unneededPart(of, hidden),
    unsetPart(of),
    unplacedPart(of),
  ];
  return parts.flatMap((part) => (part === null ? [] : [{ note: null, ...part }]));
}

/** Returns the parts as one sentence; '' when there are none. */
export function sentenceOf(parts: readonly { readonly text: string }[]): string {
  return parts.length === 0 ? '' : `${parts.map(({ text }) => text).join(' · ')}.`;
}

const verb = (count: number, single: string, many: string): string => (count === 1 ? single : many);

/** The services that the outside reaches, each in one list, in file order. */
export interface OutsideServices {
  /** The services reachable at a published port of their own. */
  readonly open: readonly string[];
  /** The services reachable only through a proxy. */
  readonly behind: readonly string[];
  /** The services that may be reachable. */
  readonly unknown: readonly string[];
}

/** Returns the active services that the outside reaches. */
export function outsideServices(reach: Reach): OutsideServices {
  const open: string[] = [];
  const behind: string[] = [];
  const unknown: string[] = [];
  for (const name of reach.services) {
    const direct = reach.facts.get(name)?.fromOutside ?? false;
    const proxied = reach.proxied(name).map(({ fromOutside }) => fromOutside);
    if (direct === true) open.push(name);
    else if (proxied.includes(true)) behind.push(name);
    else if (direct === 'unknown' || proxied.includes('unknown')) unknown.push(name);
  }
  return { open, behind, unknown };
}

/** Returns the numbers of services that the outside reaches. */
export function outsideCounts({ open, behind, unknown }: OutsideServices): OutsideCounts {
  return { open: open.length, behind: behind.length, unknown: unknown.length };
}

function outsidePart({ reach }: Summarized, hidden: HiddenFacts): Part | null {
  const outside = outsideServices(reach);
  const { open, behind, unknown } = outside;
  const any = new Set([...open, ...behind, ...unknown]);
  const services = reach.services.filter((name) => any.has(name));
  const unsure = unknown.length > 0 || hidden.routes;
  const text = outsideCountText(outsideCounts(outside), reach.services.length, unsure);
  return { kind: 'outside', text, services, unknown: unsure };
}

/** The numbers of services that the outside reaches at a port of their own, through a proxy, and possibly. */
export interface OutsideCounts {
  readonly open: number;
  readonly behind: number;
  readonly unknown: number;
}

/** Returns a count such as `4 of 18 reachable from outside`; `unsure` marks a lower bound. */
export function outsideCountText(
  { open, behind, unknown }: OutsideCounts,
  all: number,
  unsure: boolean,
): string {
  const more = behind > 0 ? `, ${countText(behind)} more behind a proxy` : '';
  const may = unknown > 0 ? `, ${countText(unknown)} more may be` : '';
  if (open > 0) return `${atLeast(open, unsure)} of ${countText(all)} reachable from outside${more}${may}`;
  if (behind > 0)
    return `${atLeast(behind, unsure)} of ${countText(all)} reachable from outside, behind a proxy${may}`;
  if (unknown > 0) return `${countText(unknown)} of ${countText(all)} may be reachable from outside`;
  return unsure
    ? `none of ${countText(all)} known to be reachable from outside`
    : `none of ${countText(all)} reachable from outside`;
}

const hopCounts = ['no', 'one', 'two', 'three', 'four', 'five', 'six'] as const;

/** Returns a number of hops in words: `one hop`, `two hops`. */
export function hopsText(hops: number): string {
  return `${hopCounts[hops] ?? countText(hops)} ${verb(hops, 'hop', 'hops')}`;
}

/** Returns a count, marked as a lower bound when it depends on unknown facts. */
export function atLeast(count: number, unsure: boolean): string {
  return unsure ? `at least ${countText(count)}` : countText(count);
}

function rootPart({ reach, dangers }: Summarized, hidden: HiddenFacts): Part | null {
  const services = reach.services.filter((name) => rootOnHost(dangers.get(name)) !== false);
  const sure = services.filter((name) => rootOnHost(dangers.get(name)) === true);
  const maybe = services.filter((name) => rootOnHost(dangers.get(name)) === 'unknown');
  if (services.length === 0) {
    const text = 'whether any can become root is unknown';
    return hidden.host ? { kind: 'root', text, services, unknown: true } : null;
  }
  const unsure = maybe.length > 0 || hidden.host;
  const text =
    sure.length === 0
      ? `${atLeast(maybe.length, hidden.host)} may become root`
      : `${atLeast(sure.length, unsure)} can become root${maybe.length > 0 ? `, ${countText(maybe.length)} more may` : ''}`;
  return { kind: 'root', text, services, unknown: unsure };
}

/** Returns the part about the data services nearest to the outside; null when none is reachable from there. */
function dataPart({ reach, tiers }: Summarized, nameOf: NameOf, hidden: HiddenFacts): Part | null {
  const near = nearestData(reach, tiers, 'possible');
  if (near === null) return null;
  const sure = nearestData(reach, tiers, 'certain');
  const certain = sure?.hops === near.hops;
  const { hops, services } = certain ? sure : near;
  const [first = '', second] = services.map(nameOf);
  const who =
    services.length > 2
      ? `${first} and ${services.length - 1} more data services`
      : second === undefined
        ? first
        : `${first} and ${second}`;
  const perhaps = certain ? '' : 'perhaps ';
  const text =
    hops === 0
      ? `${who} ${perhaps}reachable from outside`
      : `${who} ${perhaps}${hidden.routes ? 'at most ' : ''}${hopsText(hops)} away`;
  return { kind: 'data', text, services, unknown: !certain || (hidden.routes && hops > 0) };
}

/**
 * Returns the nearest data services; `hops` is the number of containers to compromise on the way, 0 for services that answer the outside
 * themselves.
 */
function nearestData(
  reach: Reach,
  tiers: Tiers,
  kind: 'possible' | 'certain',
): { readonly hops: number; readonly services: readonly string[] } | null {
  for (const [hops, level] of hopsFromOutside(reach, kind).entries()) {
    const services = level.filter((name) => tiers.of(name) === 'data');
    if (services.length > 0) return { hops, services };
  }
  return null;
}

/** Returns the part about services without a known need, which may still be needed: the note names the needs that cannot be seen. */
function unneededPart({ topology, reach, needs }: Summarized, hidden: HiddenFacts): SummaryPart | null {
  const count = countConnections(reach, needs);
  const { open, needed, possible } = count;
  if (open === needed) return null;
  const text = needsText(count, possible > open, hidden.needs);
  const left = hidden.needs ? 'The link left out settings that state needs. ' : '';
  const note = `${left}${unseenText(unseenNeeds(topology, needs, reach.services)) ?? ''}`.trim();
  return {
    kind: 'unneeded',
    text,
    services: [],
    unknown: hidden.needs || possible > open,
    note: note === '' ? null : note,
  };
}

/** Returns the numbers of stated and observed needs, such as `34 stated, 51 observed`; one need may be both. */
export function seenNeedsText({ stated, observed }: NonNullable<ConnectionCount['seen']>): string {
  return `${countText(stated)} stated, ${countText(observed)} observed`;
}

/** Returns the numbers of open connections with and without a known need; either number may be a lower bound. */
function needsText({ open, needed, seen }: ConnectionCount, moreOpen: boolean, moreNeeded: boolean): string {
  const by = seen === null ? '' : ` (${seenNeedsText(seen)})`;
  const known = `${atLeast(needed, moreNeeded)} known ${verb(needed, 'need', 'needs')}${by}`;
  const rest = open - needed;
  const other = `other ${verb(rest, 'connection', 'connections')} open`;
  if (moreOpen && moreNeeded) return `${known}, an unknown number of other connections open`;
  if (moreNeeded) return `${known}, up to ${countText(rest)} ${other}`;
  return `${known}, ${atLeast(rest, moreOpen)} ${other}`;
}

function unsetPart({ topology, reach }: Summarized): Part | null {
  let count = 0;
  const services = reach.services.filter((name) => {
    const unset = topology.services.get(name)?.ports.filter((item) => item.unset.length > 0) ?? [];
    count += unset.length;
    return unset.length > 0;
  });
  if (count === 0) return null;
  const text = `${count} ${verb(count, 'port depends', 'ports depend')} on unset variables`;
  return { kind: 'unset', text, services, unknown: true };
}

function unplacedPart({ reach }: Summarized): Part | null {
  const services = reach.services.filter((name) => reach.facts.get(name)?.isolation === 'unknown');
  if (services.length === 0) return null;
  const text = `who reaches ${services.length} of ${reach.services.length} is unknown`;
  return { kind: 'unplaced', text, services, unknown: true };
}
