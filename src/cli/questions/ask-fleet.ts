// One simulated request on a fleet, from the words of a call.

import { ConnectError } from '../../core/fleet/connect.ts';
import type { FleetFacts } from '../../core/fleet/fleet-facts.ts';
import { askFleet } from '../../core/fleet/ways-in/ask-fleet.ts';
import type { Verdict } from '../../core/ways-in/ask/ask.ts';
import { CallFailure } from '../call-failure.ts';
import { type AskWords, headersOf, readAskLine, readVerdict } from './ask-words.ts';

/** Returns the answer; a failure names the word that has no meaning. */
export function fleetAnswer(facts: FleetFacts, words: AskWords): Verdict {
  try {
    return readVerdict(words, askFleet(facts, words.url, words.from, headersOf(words.headers)));
  } catch (error) {
    if (error instanceof ConnectError) throw new CallFailure(`--from ${error.message}`);
    throw error;
  }
}

/** Parses one line of `ask - --fleet`. */
export function readFleetAskLine(line: string): AskWords {
  const words = readAskLine(line, 'internet');
  if (words.at !== null)
    throw new CallFailure('"at" does not work with --fleet. Give the address of the container in the URL.');
  return words;
}
