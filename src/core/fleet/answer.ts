// The answer about one connection: who answers, as whom it sees the asker, and each step of the way.

import type { Tri } from '../compose/topology.ts';
import type { ConnectionOutcome } from '../machine/connections.ts';
import type { Bridge } from '../machine/docker/bridges.ts';
import type { KnownAddress } from '../machine/firewall/addresses.ts';
import type { SeenAs } from '../ways-in/model.ts';
import { addressOfValue, exactValue } from './fleet-address.ts';

/** The asker as the listener sees it. */
export interface Seen {
  readonly seen: SeenAs | null;
  /** The address, where files and records state it. */
  readonly seenAddress: string | null;
  /** The network whose gateway is seen. */
  readonly seenNetwork: string | null;
}

/** A line of a file. */
export interface FileLine {
  readonly file: string;
  readonly line: number;
}

/** One step of a connection. */
export interface ConnectStep {
  /** The machine, router, network or service that it is about. */
  readonly at: string;
  /** The id of the rule that the step rests on. */
  readonly rule: string;
  readonly text: string;
  readonly passes: Tri;
  /** The line of a file that is the cause; null where none is. */
  readonly place: FileLine | null;
}

/** What one connection meets. */
export interface ConnectAnswer extends Seen {
  readonly answer: Tri;
  /** The service, machine or place that answers; null where nobody does. */
  readonly by: string | null;
  /** The port at which that is, inside of its container; null where nobody answers. */
  readonly inside: number | null;
  readonly way: readonly ConnectStep[];
  /** The reason in one clause: what stops it, or what is not known. Null for a connection that is answered. */
  readonly because: string | null;
}

/** Who answers, and at which port of its own. */
export type Answerer = Pick<ConnectAnswer, 'by' | 'inside'>;

export const unseen: Seen = { seen: null, seenAddress: null, seenNetwork: null };

/** Returns the answer of a way that ends at once. */
export function stoppedAt(
  at: string,
  rule: string,
  text: string,
  place: FileLine | null = null,
): ConnectAnswer {
  return {
    ...unseen,
    answer: false,
    by: null,
    inside: null,
    way: [{ at, rule, text, passes: false, place }],
    because: text,
  };
}

/** Returns the answer of a way on which something is not known. */
export function unknownAt(at: string, rule: string, text: string): ConnectAnswer {
  return {
    ...unseen,
    answer: 'unknown',
    by: null,
    inside: null,
    way: [{ at, rule, text, passes: 'unknown', place: null }],
    because: text,
  };
}

/** Returns the answer of a way whose steps are known; nobody is seen where nobody answers. */
export function answerOf(
  { passes, because }: ConnectionOutcome,
  { by, inside }: Answerer,
  seen: Seen,
  way: readonly ConnectStep[],
): ConnectAnswer {
  if (passes === false) return { ...unseen, answer: false, by: null, inside: null, way, because };
  return {
    ...seen,
    answer: passes,
    by,
    inside,
    way,
    because: passes === true ? null : (because ?? 'what decides it is not stated'),
  };
}

/** Returns the answer of several tries of one connection, such as the addresses of a name: the first that succeeds. */
export function firstOf(answers: readonly ConnectAnswer[]): ConnectAnswer | null {
  return (
    answers.find(({ answer }) => answer === true) ??
    answers.find(({ answer }) => answer === 'unknown') ??
    answers[0] ??
    null
  );
}

/** Returns the answer that holds whichever of the networks is the default one; unknown where they differ. */
export function inEveryCase(at: string, answers: readonly ConnectAnswer[]): ConnectAnswer {
  const [first, ...others] = answers;
  if (first && others.every(({ answer, by }) => answer === first.answer && by === first.by)) return first;
  return unknownAt(at, 'G1', `which network is the default one of ${at} is not known`);
}

/** Returns the asker as the gateway of a bridge. */
export function seenAsGateway(bridge: Bridge): Seen {
  const value = exactValue(bridge.gateway);
  return {
    seen: 'gateway',
    seenAddress: value === null ? null : addressOfValue(value).text,
    seenNetwork: bridge.segment.keys[0] ?? null,
  };
}

/** Returns the asker with an address, as far as that is known. */
export function seenWith(seen: SeenAs, address: KnownAddress | null): Seen {
  const isExact = address !== null && exactValue(address) !== null;
  return { seen, seenAddress: isExact ? address.text : null, seenNetwork: null };
}
