// The summary of a project, one sentence in parts: who answers outside, who controls the host, how near the data is to the outside, which
// connections nobody needs, and what is not known, which is never counted as safe. Parts without content are left out.

import type { Topology } from '../compose/topology.ts';
import { entryPoints } from './blast/blast-radius.ts';
import { linksOf } from './blast/links.ts';
import { spread } from './blast/spread.ts';
import { type Dangers, rootOnHost } from './dangers.ts';
import { countConnections } from './needs/met-needs.ts';
import type { Needs } from './needs/needs.ts';
import type { Reach } from './reach/reach-model.ts';
import type { Tiers } from './tiers.ts';

export type SummaryKind = 'outside' | 'root' | 'data' | 'unneeded' | 'unset' | 'unplaced';

export interface SummaryPart {
  readonly kind: SummaryKind;
  readonly text: string;
  /** The services it speaks of, in file order; empty where it speaks of connections. */
  readonly services: readonly string[];
  /** Whether it says that something is not known. */
  readonly unknown: boolean;
}

interface Summarized {
  readonly topology: Topology;
  readonly reach: Reach;
  readonly needs: Needs;
  readonly tiers: Tiers;
  readonly dangers: Dangers;
}

/** How a service is called in words. */
export type NameOf = (service: string) => string;

/** The parts of the sentence, the gravest first; empty for a project without active services. */
export function summaryOf(of: Summarized, nameOf: NameOf = (service) => service): readonly SummaryPart[] {
  if (of.reach.services.length === 0) return [];
  const parts = [
    outsidePart(of),
    rootPart(of),
    dataPart(of, nameOf),
    unneededPart(of),
    unsetPart(of),
    unplacedPart(of),
  ];
  return parts.filter((part) => part !== null);
}

const verb = (count: number, one: string, many: string): string => (count === 1 ? one : many);

function outsidePart({ reach }: Summarized): SummaryPart | null {
  const open: string[] = [];
  const behind: string[] = [];
  const unknown: string[] = [];
  for (const name of reach.services) {
    const own = reach.facts.get(name)?.fromOutside ?? false;
    const proxied = reach.proxied(name).map(({ fromOutside }) => fromOutside);
    if (own === true) open.push(name);
    else if (proxied.includes(true)) behind.push(name);
    else if (own === 'unknown' || proxied.includes('unknown')) unknown.push(name);
  }
  const any = new Set([...open, ...behind, ...unknown]);
  const services = reach.services.filter((name) => any.has(name));
  const more = behind.length > 0 ? `, ${behind.length} more behind a proxy` : '';
  const may = unknown.length > 0 ? `, ${unknown.length} more may` : '';
  const all = reach.services.length;
  const text =
    open.length + behind.length === 0 && unknown.length > 0
      ? `${unknown.length} of ${all} may be reachable from outside`
      : `${open.length === 0 ? 'none' : open.length} of ${all} ${open.length > 1 ? 'answer' : 'answers'} outside${more}${may}`;
  return { kind: 'outside', text, services, unknown: unknown.length > 0 };
}

function rootPart({ reach, dangers }: Summarized): SummaryPart | null {
  const services = reach.services.filter((name) => rootOnHost(dangers.get(name)) !== false);
  const sure = services.filter((name) => rootOnHost(dangers.get(name)) === true);
  const maybe = services.filter((name) => rootOnHost(dangers.get(name)) === 'unknown');
  if (services.length === 0) return null;
  const text =
    sure.length === 0
      ? `${maybe.length} may become root on the host`
      : `${sure.length} can become root on the host${maybe.length > 0 ? `, ${maybe.length} may` : ''}`;
  return { kind: 'root', text, services, unknown: maybe.length > 0 };
}

/** The data services nearest to the outside; null where none can be reached from there. */
function dataPart({ reach, tiers }: Summarized, nameOf: NameOf): SummaryPart | null {
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
  const be = certain ? verb(services.length, 'is', 'are') : 'may be';
  const answers = certain ? verb(services.length, 'answers', 'answer') : 'may answer';
  const text =
    hops === 0
      ? `${who} ${answers} outside`
      : `${who} ${be} ${hops} ${verb(hops, 'hop', 'hops')} from outside`;
  return { kind: 'data', text, services, unknown: !certain };
}

/** `hops`: containers to be taken over on the way; 0 for what answers outside itself. */
function nearestData(
  reach: Reach,
  tiers: Tiers,
  kind: 'possible' | 'certain',
): { readonly hops: number; readonly services: readonly string[] } | null {
  const { levels } = spread(linksOf(reach, kind), entryPoints(reach, kind === 'possible'), Infinity, -1);
  for (const [hops, level] of levels.entries()) {
    const services = level
      .map((index) => reach.services[index] ?? '')
      .filter((name) => tiers.of(name) === 'data');
    if (services.length > 0) return { hops, services };
  }
  return null;
}

function unneededPart({ reach, needs }: Summarized): SummaryPart | null {
  const { open, needed } = countConnections(reach, needs);
  const unneeded = open - needed;
  if (unneeded === 0) return null;
  const text = `${unneeded} of ${open} connections ${verb(unneeded, 'is', 'are')} needed by nobody`;
  return { kind: 'unneeded', text, services: [], unknown: false };
}

function unsetPart({ topology, reach }: Summarized): SummaryPart | null {
  let count = 0;
  const services = reach.services.filter((name) => {
    const unset = topology.services.get(name)?.ports.filter((item) => item.unset.length > 0) ?? [];
    count += unset.length;
    return unset.length > 0;
  });
  if (count === 0) return null;
  const text = `${count} ${verb(count, 'port depends', 'ports depend')} on variables that are not set`;
  return { kind: 'unset', text, services, unknown: true };
}

function unplacedPart({ reach }: Summarized): SummaryPart | null {
  const services = reach.services.filter((name) => reach.facts.get(name)?.isolation === 'unknown');
  if (services.length === 0) return null;
  const text = `who reaches ${services.length} of them is unknown`;
  return { kind: 'unplaced', text, services, unknown: true };
}
