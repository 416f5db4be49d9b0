// The order in which findings are listed: severity, rule, place in the file. Compares places by their paths, since
// looking up the offset of each would cost more than the rules.

import type { Fragment } from '../compose/document.ts';
import { fileOf } from '../compose/offset-path.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import { childOf, entriesOf, itemsOf, type Path, type Tree } from '../yaml/tree.ts';
import { type Finding, severities } from './finding.ts';

interface Place {
  readonly index: number;
  readonly tree: Tree | null;
  /** The number of path steps that lead to the fragment. */
  readonly depth: number;
}

type Places = { readonly [kind in Fragment['kind']]: ReadonlyMap<string, Place> };

const start: Place = { index: -1, tree: null, depth: 0 };

interface Placed {
  readonly finding: Finding;
  readonly place: Place;
}

/** Sorts findings: errors first, then by rule id, then by place in the files; findings of one place keep the order of their rule. */
export function sortFindings(workspace: Workspace, findings: readonly Finding[]): readonly Finding[] {
  const places = placesOf(workspace);
  // Rules mostly follow the file, so that sorting them one by one moves little.
  const bySeverity = severities.map(() => new Map<string, Placed[]>());
  for (const finding of findings) {
    const byRule = bySeverity[severities.indexOf(finding.severity)];
    const placed = { finding, place: placeOf(places, finding.at) };
    const list = byRule?.get(finding.rule);
    if (list) list.push(placed);
    else byRule?.set(finding.rule, [placed]);
  }
  return bySeverity.flatMap((byRule) =>
    [...byRule.keys()]
      .sort(compareText)
      .flatMap((rule) => (byRule.get(rule) ?? []).sort(comparePlaced).map(({ finding }) => finding)),
  );
}

function comparePlaced(a: Placed, b: Placed): number {
  return a.place.index - b.place.index || comparePaths(a.place, a.finding.at, b.finding.at);
}

/** Returns the first place of every entry, file after file; an entry of several files is compared as merged. */
function placesOf({ files, topology, layers }: Workspace): Places {
  const places = { service: new Map<string, Place>(), network: new Map(), rest: new Map() };
  let index = 0;
  for (const { document } of files) {
    for (const { kind, name, tree } of document.fragments) {
      const entities = kind === 'service' ? topology.services : topology.networks;
      const merged = layers.size > 0 && kind !== 'rest' ? (entities.get(name)?.tree ?? tree) : tree;
      const known = places[kind];
      if (!known.has(name)) known.set(name, { index, tree: merged, depth: kind === 'rest' ? 1 : 2 });
      index++;
    }
  }
  return places;
}

function placeOf(places: Places, path: Path): Place {
  const [top, name] = fileOf(path)?.path ?? path;
  if (top === 'services' && name !== undefined) {
    const place = places.service.get(String(name));
    if (place) return place;
  }
  if (top === 'networks' && name !== undefined) {
    const place = places.network.get(String(name));
    if (place) return place;
  }
  return places.rest.get(String(top)) ?? start;
}

/** Compares two paths below one fragment: by the first step in which they differ, the shorter one first. */
function comparePaths({ tree, depth }: Place, a: Path, b: Path): number {
  let node: Tree | null = tree;
  for (let i = depth; i < a.length && i < b.length; i++) {
    const [x, y] = [a[i], b[i]];
    if (x === undefined || y === undefined) break;
    if (x !== y) return stepRank(node, x) - stepRank(node, y);
    node = typeof x === 'number' ? (itemsOf(node)[x] ?? null) : childOf(node, x);
  }
  return a.length - b.length;
}

function stepRank(node: Tree | null, step: string | number): number {
  return typeof step === 'number' ? step : entriesOf(node).findIndex(({ key }) => key === step);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
