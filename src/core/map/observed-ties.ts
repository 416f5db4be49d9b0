// What was seen to flow on a host, stack by stack: the ties that the map draws between bands and to the outside, and what each band says.

import { hostName, splitHostName } from '../host/host.ts';
import type { HostFacts } from '../host/host-facts.ts';
import { observedOn } from '../host/host-observed.ts';
import { stackMatrix } from '../host/stack-matrix.ts';
import { type ObservedPair, type ObservedState, observedPairs } from '../needs/observed-pairs.ts';
import { hostPlace, outsidePlace } from '../reach/places.ts';

/** One direction between two stacks, or between a stack and the outside (`@outside`). */
export interface ObservedTie {
  readonly from: string;
  readonly to: string;
  /** The state of the tie: `unpredicted` when any pair is; `unseen` when the files permit some and none was seen. */
  readonly state: ObservedState;
}

export interface ObservedBand {
  readonly state: ObservedState;
  readonly words: string;
}

export interface ObservedTies {
  readonly ties: readonly ObservedTie[];
  /** The observed traffic of each band, by stack. */
  readonly bands: ReadonlyMap<string, ObservedBand>;
}

/** Returns the ties of a host; null without a record. */
export function observedTies(facts: HostFacts): ObservedTies | null {
  const record = observedOn(facts);
  if (record === null) return null;
  const { reach, host } = facts;
  const { seen } = observedPairs(reach, record.connections);
  const ends = (side: string): string =>
    reach.facts.has(side) ? splitHostName(side).stack : side === 'host' ? hostPlace : outsidePlace;
  const ties = new Map<string, ObservedTie>();
  const add = (from: string, to: string, state: ObservedState): void => {
    const key = `${from}\n${to}`;
    const known = ties.get(key);
    if (known === undefined || state === 'unpredicted') ties.set(key, { from, to, state });
  };
  const between = seen.map((pair) => ({ pair, from: ends(pair.from), to: ends(pair.to) }));
  for (const { pair, from, to } of between)
    if (from !== to && from !== hostPlace && to !== hostPlace) add(from, to, pair.state);
  const matrix = stackMatrix(facts);
  const stacks = host.stacks.map(({ id }) => id);
  for (const from of stacks) {
    for (const to of stacks) {
      if (from === to || ties.has(`${from}\n${to}`)) continue;
      const { direct, viaHost } = matrix.pairs(from, to);
      if (direct + viaHost > 0) add(from, to, 'unseen');
    }
  }
  const bands = new Map(
    stacks.map((stack) => [
      stack,
      bandOf(
        stack,
        between.filter(({ from, to }) => from === stack || to === stack),
      ),
    ]),
  );
  return { ties: [...ties.values()], bands };
}

interface Between {
  readonly pair: ObservedPair;
  readonly from: string;
  readonly to: string;
}

/** Returns the lines of a band, unpredicted connections first. */
function bandOf(stack: string, own: readonly Between[]): ObservedBand {
  if (own.length === 0) return { state: 'unseen', words: 'nothing was seen' };
  const wrong = own.filter(({ pair }) => pair.state === 'unpredicted');
  const used = own.filter(({ pair }) => pair.state !== 'unpredicted');
  const within = used.filter(({ from, to }) => from === to).length;
  const asks = used.filter(({ from, to }) => from === stack && to !== stack);
  const asked = used.filter(({ from, to }) => to === stack && from !== stack);
  const words = [
    ...wrong.map(({ pair }) => `not predicted: ${pairText(stack, pair)}`),
    ...(asks.length > 0 ? [`asks ${listOf(asks.map(({ pair }) => pair.to))}`] : []),
    ...(asked.length > 0 ? [`asked by ${listOf(asked.map(({ pair }) => pair.from))}`] : []),
    ...(within > 0 ? [`${within} within`] : []),
  ];
  return { state: wrong.length > 0 ? 'unpredicted' : 'used', words: words.join(' · ') };
}

function listOf(names: readonly string[]): string {
  return [...new Set(names.map(sideText))].join(', ');
}

const places: Readonly<Record<string, string>> = {
  host: 'the host',
  lan: 'the LAN',
  internet: 'the Internet',
};

function sideText(side: string): string {
  return places[side] ?? side;
}

/** Returns a pair as `ghost → shop/web 8000/tcp`, with the band's own services without their stack. */
function pairText(stack: string, { from, to, ports }: ObservedPair): string {
  const local = (side: string): string =>
    side.startsWith(hostName(stack, '')) ? splitHostName(side).service : sideText(side);
  return `${local(from)} → ${local(to)} ${ports.join(', ')}`;
}
