// The limits of reading and evaluating one program. A program beyond them is unknown, with the place; others are unaffected.

import { atLine, type SourceLocation } from './places.ts';

/** The maximum length of a text with variables and arguments expanded. */
export const maxTextLength = 1_000_000;
/** The maximum length of an address or value in an answer. */
export const maxValueLength = 20_000;
/** The maximum number of addresses and ports of one program. */
export const maxEntrances = 5000;
/** The maximum number of host and path pairs that are requested. */
export const maxSamples = 20_000;
/** The maximum number of requests that explore one program's routes. */
export const maxRequests = 500_000;
/** The maximum number of configuration lines examined for all answers, divided among the programs. */
const maxSteps = 5_000_000;

/** The number of steps that a regular expression counts as. */
export const expressionSteps = 10;

/** A budget of examined lines, shared by all answers of one program. */
export interface Meter {
  left: number;
}

/** Returns the budget of one program. */
export function newMeter(programs: number): Meter {
  return { left: Math.ceil(maxSteps / Math.max(1, programs)) };
}

/** Spends steps of a budget and gives up when it is exhausted. */
export function spend(meter: Meter, steps: number, declaredAt: SourceLocation = null): void {
  meter.left -= steps;
  if (meter.left < 0) giveUp(`The configuration${atLine(declaredAt)} exceeds the step limit.`);
}

type GivenUp = Error & { readonly givesUp: true };

/** Ends the reading of a program or an answer; `because` is a sentence that names the place. */
export function giveUp(because: string): never {
  throw Object.assign(new Error(because), { givesUp: true } as const);
}

/** Returns the result of `work`, or that of `otherwise` when the work gave up or was nested too deeply. */
export function unlessGivenUp<T>(
  work: () => T,
  declaredAt: SourceLocation,
  otherwise: (because: string) => T,
): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && 'givesUp' in error) return otherwise((error as GivenUp).message);
    // The stack may overflow before these limits are reached when the caller has used most of it.
    if (error instanceof RangeError)
      return otherwise(`The configuration${atLine(declaredAt)} exceeds the limit for size or nesting.`);
    throw error;
  }
}
