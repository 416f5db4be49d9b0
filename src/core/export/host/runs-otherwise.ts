// What holds as a host runs, beside what its files say: of each service of a stack that differs, the facts that are others, and the connections
// that open and close.

import { nameList } from '../../compose/name-list.ts';
import type { Tri } from '../../compose/topology.ts';
import type { OtherFacts } from '../../contracts/host-reach.ts';
import { changedConnection, changeSentence } from '../../describe/difference.ts';
import { reachCell, reachLetters } from '../../describe/reach.ts';
import { triAnswer } from '../../describe/tri.ts';
import { splitHostName } from '../../host/host.ts';
import { factsAsItRuns, type HostFacts } from '../../host/host-facts.ts';
import type { ServiceDrift } from '../../host/running/live-host.ts';
import { visibleStart } from '../../quote/visible-text.ts';
import { inboundReach, outboundReach } from '../../reach/degrees.ts';
import { diffConnectivity } from '../../reach/diff/diff-connectivity.ts';
import { type PairFacts, type Reach, type ServiceFacts, ways } from '../../reach/reach-model.ts';

/** Returns the facts of `service` that differ as the host runs: null when none do, `absent` when no container exists. */
export function runsOtherwise(facts: HostFacts, service: string): OtherFacts | 'absent' | null {
  const running = factsAsItRuns(facts)?.reach;
  if (!running) return null;
  const [ownFacts, now] = [facts.reach.facts.get(service), running.facts.get(service)];
  if (!ownFacts) return null;
  if (!now) return 'absent';
  const [before, after] = [ownFacts, now].map(comparable);
  const changed = Object.entries(after ?? {}).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(before?.[key]),
  );
  const pairs = pairsOtherwise(facts.reach, running, service);
  if (pairs.length > 0) changed.push(['reaches', Object.fromEntries(pairs)]);
  return changed.length === 0 ? null : Object.fromEntries(changed);
}

function comparable(facts: ServiceFacts): Readonly<Record<string, unknown>> {
  const { isolation, owner, networks, egress, toHost, fromHost, fromOutside } = facts;
  return {
    isolation,
    owner,
    networks,
    egress,
    toHost,
    fromHost,
    fromOutside,
    out: outboundReach(facts),
    in: inboundReach(facts),
  };
}

function pairsOtherwise(
  files: Reach,
  running: Reach,
  from: string,
): readonly (readonly [string, Omit<PairFacts, 'networks'>])[] {
  return files.services.flatMap((to) => {
    if (to === from || !running.facts.has(to)) return [];
    const [before, { networks: _, ...after }] = [files.pair(from, to), running.pair(from, to)];
    const same = [...ways, 'resolves' as const].every((key) => before[key] === after[key]);
    return same ? [] : [[to, after] as const];
  });
}

/** Returns the lines below a host's tables: connections that differ as it runs; empty when none do. */
export function runsOtherwiseLines(facts: HostFacts): readonly string[] {
  const running = factsAsItRuns(facts);
  if (!running) return [];
  const delta = diffConnectivity(facts.reach, running.reach);
  const lines = (sign: string, changes: typeof delta.opened, ways: typeof delta.waysOpened): string[] =>
    [...ways, ...changes].map((change) => `  ${sign} ${changeSentence(changedConnection(change))}`);
  const all = [
    ...delta.servicesAdded.map((name) => `  + ${name} runs but is in no file`),
    ...delta.servicesRemoved.map((name) => `  - ${name} does not run`),
    ...lines('+', delta.opened, delta.waysOpened),
    ...lines('-', delta.closed, delta.waysClosed),
  ];
  if (all.length === 0) return [];
  return [
    'what runs differs from the files (+ only as it runs, - only in the files, A>B in the matrix; --as-it-runs shows what runs)',
    ...all.map(visibleStart),
  ];
}

/** Returns the services of one stack whose facts differ as it runs, in words. */
export function driftOf(facts: HostFacts, stack: string): readonly ServiceDrift[] {
  return facts.reach.services.flatMap((name): readonly ServiceDrift[] => {
    const { stack: own, service } = splitHostName(name);
    const now = own === stack ? runsOtherwise(facts, name) : null;
    const files = facts.reach.facts.get(name);
    return now === null || !files ? [] : [{ service, facts: differenceTexts(facts.reach, files, now) }];
  });
}

function differenceTexts(reach: Reach, files: ServiceFacts, now: OtherFacts | 'absent'): readonly string[] {
  if (now === 'absent') return ['it does not run'];
  const words: string[] = [];
  const add = (title: string, before: string, after: string | undefined): void => {
    if (after !== undefined) words.push(`${title}: files ${before}, runs ${after}`);
  };
  const list = (names: readonly string[] | undefined): string | undefined =>
    names && (nameList(names) || 'none');
  add('isolation', files.isolation, now.isolation);
  add('networks', list(files.networks) ?? '', list(now.networks));
  add('way out', triAnswer(files.egress), answer(now.egress));
  add('reaches the host', triAnswer(files.toHost), answer(now.toHost));
  add('reached by the host', triAnswer(files.fromHost), answer(now.fromHost));
  add('reached from outside', triAnswer(files.fromOutside), answer(now.fromOutside));
  for (const [to, pair] of Object.entries(now.reaches ?? {}))
    add(`reaches ${to}`, pairText(reach.pair(files.name, to)), pairText(pair));
  return words;
}

function answer(value: Tri | undefined): string | undefined {
  return value === undefined ? undefined : triAnswer(value);
}

const meanings = new Map<string, string>(reachLetters);

/** Describes a pair: `direct and by name`, `not at all`. */
function pairText(pair: Omit<PairFacts, 'networks'>): string {
  const letters = [...reachCell(pair)];
  return letters.map((letter) => meanings.get(letter) ?? 'not at all').join(', ');
}
