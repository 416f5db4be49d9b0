// The lines of a project's table: places, then classes or single services in the chosen order, with their lanes.

import { linksOf } from '../../blast/links.ts';
import type { Topology } from '../../compose/topology.ts';
import { isPlace } from '../../reach/places.ts';
import { reachClasses } from '../../reach/reach-classes.ts';
import type { Reach } from '../../reach/reach-model.ts';
import { hasBit } from '../../reach/rows/bit-row.ts';
import { type CellFacts, cellKind, type MatrixLine, placesOf } from './cells.ts';

export type MatrixOrder = 'lane' | 'file' | 'name' | 'reaches' | 'reached';

/** Returns the places as rows and columns; they come first in every order. */
export function placeLines(reach: Reach): readonly MatrixLine[] {
  return placesOf(reach).map((name) => ({
    name,
    members: [name],
    lane: 'no container',
    group: name,
    of: null,
    expanded: null,
  }));
}

/** Groups services that have equal connections with each other (`reachClasses`) and with the outside and the host. */
export function tableClasses(facts: CellFacts): readonly (readonly string[])[] {
  return reachClasses(facts.reach).flatMap((members) => {
    const byKey = new Map<string, string[]>();
    for (const name of members) {
      const key = placesOf(facts.reach)
        .flatMap((place) => [cellKind(facts, place, name), cellKind(facts, name, place)])
        .join(' ');
      byKey.set(key, [...(byKey.get(key) ?? []), name]);
    }
    return [...byKey.values()];
  });
}

/** Returns the shown parts of the classes: members accepted by `matches`, listed separately for unfolded classes. `of` names the class. */
export function shownParts(
  classes: readonly (readonly string[])[],
  matches: (name: string) => boolean,
  unfolded: ReadonlySet<string>,
): readonly Part[] {
  return classes.flatMap((members): readonly Part[] => {
    const shown = members.filter(matches);
    const [first] = members;
    if (shown.length === 0 || first === undefined) return [];
    if (members.length > 1 && unfolded.has(first))
      return shown.map((name) => ({ members: [name], of: first }));
    return [{ members: shown, of: null }];
  });
}

interface Part {
  readonly members: readonly string[];
  readonly of: string | null;
}

function laneOf(reach: Reach, name: string): string {
  const facts = reach.facts.get(name);
  if (!facts) return '';
  return facts.networks.length > 0 ? facts.networks.join(' + ') : facts.isolation;
}

/** Returns a function that numbers networks in file order; services without networks come last. */
function laneRanks({ networks }: Topology): (group: string) => number {
  const ranks = new Map([...networks.keys()].map((name, rank) => [name, rank]));
  return (group) => ranks.get(group) ?? networks.size;
}

function groupOf(reach: Reach, name: string, rank: (group: string) => number): string {
  const [first, ...others] = reach.facts.get(name)?.networks ?? [];
  let group = first ?? '';
  for (const network of others) if (rank(network) < rank(group)) group = network;
  return group;
}

const byBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Counts the other services that each service certainly reaches and is certainly reached by. */
function degrees(reach: Reach): { readonly out: readonly number[]; readonly in: readonly number[] } {
  const links = linksOf(reach, 'certain');
  const out = reach.services.map(() => 0);
  const into = reach.services.map(() => 0);
  for (let from = 0; from < out.length; from++) {
    const row = links.row(from);
    for (let to = 0; to < out.length; to++) {
      if (from === to || !hasBit(row, to)) continue;
      out[from] = (out[from] ?? 0) + 1;
      into[to] = (into[to] ?? 0) + 1;
    }
  }
  return { out, in: into };
}

/** Returns the lines for these parts; ties keep file order. */
export function matrixLines(
  topology: Topology,
  reach: Reach,
  parts: readonly Part[],
  order: MatrixOrder,
): readonly MatrixLine[] {
  const rank = laneRanks(topology);
  const lines = parts.map(({ members, of }) => {
    const [name = ''] = members;
    const expanded = of !== null ? true : members.length > 1 ? false : null;
    return { name, members, lane: laneOf(reach, name), group: groupOf(reach, name, rank), of, expanded };
  });
  switch (order) {
    case 'file':
      return lines;
    case 'name':
      return lines.sort((a, b) => byBytes(a.name, b.name));
    case 'lane':
      return lines.sort(
        (a, b) => rank(a.group) - rank(b.group) || byBytes(a.group, b.group) || byBytes(a.lane, b.lane),
      );
    case 'reaches':
    case 'reached': {
      const index = new Map(reach.services.map((name, at) => [name, at]));
      const count = order === 'reaches' ? degrees(reach).out : degrees(reach).in;
      const of = ({ name }: MatrixLine): number => count[index.get(name) ?? -1] ?? 0;
      return lines.sort((a, b) => of(b) - of(a));
    }
  }
}

/** True when a gap separates the line from the previous one: after the places and, in the order by lane, between lanes. */
export function startsGroup(lines: readonly MatrixLine[], at: number, grouped: boolean): boolean {
  const [line, before] = [lines[at], lines[at - 1]];
  if (!line || !before) return false;
  if (isPlace(before.name)) return !isPlace(line.name);
  return grouped && line.group !== before.group;
}
