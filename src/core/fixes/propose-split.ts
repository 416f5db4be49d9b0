// Proposes how to split one network. The best proposal puts the data furthest from the outside; of equally good ones it edits the fewest
// services and networks. It comes with its assumptions and with the reason why no other does better. Each candidate is carried out on a copy
// and measured there.

import { entryPoints } from '../blast/blast-radius.ts';
import { linksOf } from '../blast/links.ts';
import { spread } from '../blast/spread.ts';
import { nameList } from '../compose/name-list.ts';
import { planInWorkspace } from '../compose/workspace/plan/plan-in-workspace.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import { diffFindings } from '../findings/diff-findings.ts';
import type { RuleContext } from '../findings/finding.ts';
import { countingFindings } from '../findings/standing.ts';
import type { Need } from '../needs/needs.ts';
import { projectFacts } from '../needs/project-facts.ts';
import { unseenNeeds, unseenText } from '../needs/unseen-needs.ts';
import { frequencyText } from '../observed/seen-text.ts';
import type { Reach } from '../reach/reach-model.ts';
import { hasBit } from '../reach/rows/bit-row.ts';
import { type Analysis, analyzeAgain } from '../rules/analyze.ts';
import { isOpen, membersByNetwork } from '../rules/facts/networks.ts';
import { dataLane } from '../rules/fixes/data-networks-fix.ts';
import { edgeServices, frontLanes, ownersOn } from '../rules/fixes/front-lanes.ts';
import { editedServices, laneOperations, type SplitLane } from '../rules/fixes/split-lanes.ts';

/** The distance between the outside and the data of a network, without containers that use the host's network. */
export interface SplitMeasure {
  /** The number of containers before each data service; null where nothing leads there. In file order. */
  readonly hops: ReadonlyMap<string, number | null>;
  /** Pairs of a service that the outside reaches and a data service that it reaches directly. */
  readonly beside: number;
  /** The networks of the whole project that have members. */
  readonly networks: number;
}

/** A need that a split keeps: both services stay together. */
export interface AssumedNeed {
  readonly from: string;
  readonly to: string;
  readonly certainty: Need['certainty'];
  /** The certainty in words; for an observed need, the number of sightings. */
  readonly words: string;
}

export interface SplitProposal {
  readonly network: string;
  /** All members of the network, in file order. */
  readonly members: readonly string[];
  /** The lanes; empty where nothing can be split. */
  readonly lanes: readonly SplitLane[];
  readonly before: SplitMeasure;
  readonly after: SplitMeasure;
  /** The number of services whose lines change. */
  readonly edited: number;
  readonly assumed: readonly AssumedNeed[];
  /** A sentence about needs that cannot be seen and that the split might cut; null where all can be seen. */
  readonly unseen: string | null;
  /** Sentences about data that is fewer than two hops away afterwards; empty where there is none. */
  readonly limits: readonly string[];
  /** Objections to the split, in sentences; a split with one is shown and not offered. */
  readonly objections: readonly string[];
}

/** The number of hops at which data is far enough: taking over an exposed service does not suffice to reach it. */
const farHops = 2;

/** Returns the best split of `network`, a key of the project, measured with the same Engine, profiles and machine. */
export function proposeSplit(workspace: Workspace, analysis: Analysis, network: string): SplitProposal {
  const context: RuleContext = { ...analysis, workspace };
  const stores = ownersOn(context, network).filter((name) => analysis.tiers.of(name) === 'data');
  const before = measureSplit(analysis.reach, analysis, stores);
  const candidates = [
    frontLanes(context, network, false),
    frontLanes(context, network, true),
    dataLane(context, stores, network),
  ];
  const measured = candidates
    .flatMap((lanes) => measureLanes(workspace, analysis, network, lanes, stores) ?? [])
    .filter((candidate) => isBetter(candidate, { lanes: [], after: before, workspace }))
    .sort((a, b) => (isBetter(a, b) ? -1 : isBetter(b, a) ? 1 : 0));
  const [best = { lanes: [], after: before, workspace }] = measured;
  const analyzed = (candidate: Candidate): Analysis =>
    candidate.workspace === workspace ? analysis : analyzeAgain(analysis, candidate.workspace);
  const shown = measured.find((candidate) => errorsAdded(analysis, analyzed(candidate)).length === 0) ?? best;
  const edited = editedServices(shown.lanes).size;
  const objections = splitObjections(analysis, analyzed(shown), edited, shown.after);
  return proposalOf(context, network, { stores, before, objections }, shown);
}

/** Returns the objections to a split: an error that it causes, or many edits for little data. */
export function splitObjections(
  before: Analysis,
  after: Analysis,
  edited: number,
  measure: SplitMeasure,
): readonly string[] {
  const { size } = before.topology.services;
  const [away, data] = [farData(measure), measure.hops.size];
  const much =
    2 * edited > size && 2 * away < data
      ? [`It edits ${edited} of ${size} services for ${away} of ${data} data services.`]
      : [];
  return [...errorsAdded(before, after), ...much];
}

/** Returns the errors that a change adds, in sentences. */
export function errorsAdded(before: Analysis, after: Analysis): readonly string[] {
  if (before === after) return [];
  const { gained } = diffFindings(before.findings, after.findings);
  return countingFindings(gained, after.reach.options.profiles)
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, message }) => `It adds the error ${rule}: ${message}`);
}

/** Returns the measured result of lanes; null without lanes, or where the edit would be refused. */
function measureLanes(
  workspace: Workspace,
  analysis: Analysis,
  network: string,
  lanes: readonly SplitLane[],
  stores: readonly string[],
): Candidate | null {
  if (lanes.length === 0) return null;
  const planned = planInWorkspace(workspace, laneOperations(lanes, network, workspace.topology));
  if (!planned.ok || planned.value.workspace.stale) return null;
  const { workspace: after } = planned.value;
  const { reach } = projectFacts(after, analysis.reach.options);
  return { lanes, after: measureSplit(reach, analysis, stores), workspace: after };
}

/** Measures a reach, before a split or after it; tiers and services on the host's network are those of `analysis`. */
export function measureSplit(
  reach: Reach,
  { tiers, views }: Pick<Analysis, 'tiers' | 'views'>,
  stores: readonly string[],
): SplitMeasure {
  const entries = entryPoints(reach, true).filter((index) => !isOpen(views.get(reach.services[index] ?? '')));
  const links = linksOf(reach, 'possible');
  const { levels } = spread(links, entries, Infinity, -1);
  const hops = new Map<string, number | null>(stores.map((name) => [name, null]));
  levels.forEach((level, depth) => {
    for (const index of level) {
      const name = reach.services[index] ?? '';
      if (hops.get(name) === null) hops.set(name, depth);
    }
  });
  let beside = 0;
  for (const entry of entries) {
    if (tiers.of(reach.services[entry] ?? '') === 'data') continue;
    const row = links.row(entry);
    for (const store of stores) if (hasBit(row, reach.services.indexOf(store))) beside++;
  }
  const networks = new Set(reach.services.flatMap((name) => reach.facts.get(name)?.networks ?? [])).size;
  return { hops, beside, networks };
}

/** Returns the number of data services that are far enough. */
export function farData({ hops }: SplitMeasure): number {
  return [...hops.values()].filter((count) => count === null || count >= farHops).length;
}

interface Candidate {
  readonly lanes: readonly SplitLane[];
  readonly after: SplitMeasure;
  /** The workspace with the lanes. */
  readonly workspace: Workspace;
}

interface JudgedSplit {
  readonly stores: readonly string[];
  readonly before: SplitMeasure;
  readonly objections: readonly string[];
}

/** Orders splits: more distant data first, then fewer neighbours of data outside, then fewer edited services and networks. */
function isBetter(one: Candidate, other: Candidate): boolean {
  const order = (each: Candidate): readonly number[] => [
    -farData(each.after),
    each.after.beside,
    editedServices(each.lanes).size,
    each.lanes.length,
  ];
  const [a, b] = [order(one), order(other)];
  const at = a.findIndex((value, index) => value !== b[index]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}

function proposalOf(
  context: RuleContext,
  network: string,
  { stores, before, objections }: JudgedSplit,
  { lanes, after }: Candidate,
): SplitProposal {
  const members = membersByNetwork(context).get(network) ?? [];
  return {
    network,
    members,
    lanes,
    before,
    after,
    edited: editedServices(lanes).size,
    assumed: assumedNeeds(context, lanes),
    unseen: unseenText(unseenNeeds(context.topology, context.needs, [...editedServices(lanes)])),
    limits: limitsOf(context, network, stores, after),
    objections,
  };
}

/** The weight of a need by its source: stated before observed before inferred. */
const rank = (certainty: Need['certainty']): number => ['certain', 'observed', 'inferred'].indexOf(certainty);

/** Returns the needs that keep two services in one of the lanes, each pair once. */
export function assumedNeeds(
  { needs, reach }: Pick<RuleContext, 'needs' | 'reach'>,
  lanes: readonly SplitLane[],
): readonly AssumedNeed[] {
  const together = lanes.map(({ moves, joins }) => ({
    moves: new Set(moves),
    all: new Set([...moves, ...joins]),
  }));
  const found = new Map<string, AssumedNeed>();
  for (const need of needs.all) {
    const { from, to, certainty } = need;
    const [a, b] = [reach.facts.get(from)?.owner ?? '', reach.facts.get(to)?.owner ?? ''];
    const kept = together.some(
      ({ moves, all }) => all.has(a) && all.has(b) && (moves.has(a) || moves.has(b)) && a !== b,
    );
    if (!kept) continue;
    const key = `${from}\n${to}`;
    const known = found.get(key);
    const words = need.kind === 'observed' ? frequencyText(need.seen, need.watched) : certainty;
    if (known === undefined || rank(certainty) < rank(known.certainty))
      found.set(key, { from, to, certainty, words });
  }
  return [...found.values()];
}

function limitsOf(
  context: RuleContext,
  network: string,
  stores: readonly string[],
  after: SplitMeasure,
): readonly string[] {
  if (stores.length === 0) return [`No service on ${network} is a data store.`];
  const { bound, unknown, data, pinned: kept } = edgeServices(context, network);
  const limits: string[] = [];
  const near = (name: string): boolean => (after.hops.get(name) ?? farHops) < farHops;
  for (const [name, needed] of bound) {
    const close = needed.filter(near);
    if (close.length > 0) limits.push(`${name} is published and needs ${nameList(close)}.`);
  }
  const published = data.filter(near);
  if (published.length > 0)
    limits.push(`${nameList(published)} ${published.length === 1 ? 'publishes' : 'publish'} ports.`);
  for (const [name, address] of stores.some(near) ? kept : [])
    limits.push(`${name} stays for the fixed address ${address}, which works on ${network} alone.`);
  if (unknown.length > 0)
    limits.push(
      `No need of ${nameList(unknown)} is known, so ${unknown.length === 1 ? 'it stays' : 'they stay'} where ${unknown.length === 1 ? 'it is' : 'they are'}.`,
    );
  const open = context.reach.services.filter((name) => isOpen(context.views.get(name)));
  if (open.length > 0)
    limits.push(
      `${nameList(open)} ${open.length === 1 ? 'uses' : 'use'} the host's network and ${open.length === 1 ? 'reaches' : 'reach'} every bridge, whatever the split.`,
    );
  return limits;
}
