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
  /** The services it speaks of, in file order; empty where it speaks of connections. */
  readonly services: readonly string[];
  /** Whether it says that something is not known. */
  readonly unknown: boolean;
  /** What it cannot see, in a sentence; null where there is nothing of the kind. */
  readonly note: string | null;
}

/** What was left out of the files that were read, such as by a link: counts that rest on it hold at least, or at most. */
export interface HiddenFacts {
  /** Mounts, devices and their like, by which a container gives the host away. */
  readonly host: boolean;
  /** Labels and settings that ask proxies for a way in. */
  readonly routes: boolean;
  /** Settings and commands in which needs stand. */
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

/** How a service is called in words. */
export type NameOf = (service: string) => string;

/** The parts of the sentence, the gravest first; empty for a project without active services. */
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

/** The parts as one sentence; '' for none. */
export function sentenceOf(parts: readonly { readonly text: string }[]): string {
  return parts.length === 0 ? '' : `${parts.map(({ text }) => text).join(' · ')}.`;
}

const verb = (count: number, single: string, many: string): string => (count === 1 ? single : many);

/** The services that the outside reaches, each in one list, in file order. */
export interface OutsideServices {
  /** By a port of their own. */
  readonly open: readonly string[];
  /** Through a proxy alone. */
  readonly behind: readonly string[];
  /** Perhaps. */
  readonly unknown: readonly string[];
}

/** Whom the outside reaches of all active services. */
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

/** The same as counts. */
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

/** How many services the outside reaches by their own ports, through a proxy, and perhaps. */
export interface OutsideCounts {
  readonly open: number;
  readonly behind: number;
  readonly unknown: number;
}

/** `4 of 18 reachable from outside`; `unsure` where there may be more than is counted. */
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

/** `one hop`, `two hops`. */
export function hopsText(hops: number): string {
  return `${hopCounts[hops] ?? countText(hops)} ${verb(hops, 'hop', 'hops')}`;
}

/** A count that may be too low, where something that it rests on is not known. */
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

/** The data services nearest to the outside; null where none can be reached from there. */
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

/** `hops`: containers to be taken over on the way; 0 for what answers outside itself. */
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

/** Without a known need, which is not the same as needed by nobody: the note says where needs cannot be seen. */
function unneededPart({ topology, reach, needs }: Summarized, hidden: HiddenFacts): SummaryPart | null {
  const count = countConnections(reach, needs);
  const { open, needed, possible } = count;
  if (open === needed) return null;
  const text = needsText(count, possible > open, hidden.needs);
  const left = hidden.needs ? 'The link left out settings in which needs stand. ' : '';
  const note = `${left}${unseenText(unseenNeeds(topology, needs, reach.services)) ?? ''}`.trim();
  return {
    kind: 'unneeded',
    text,
    services: [],
    unknown: hidden.needs || possible > open,
    note: note === '' ? null : note,
  };
}

/** How many needs files state and how many were seen: `34 stated, 51 observed`; one may be both. */
export function seenNeedsText({ stated, observed }: NonNullable<ConnectionCount['seen']>): string {
  return `${countText(stated)} stated, ${countText(observed)} observed`;
}

/** How many open connections have a known need, and how many have none: more may be open, and more of them needed. */
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
