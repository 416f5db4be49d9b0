// What reading one program, and asking it, may take. Beyond it that program is unknown, with the place, and the others go on.

import { atLine, type Said } from './places.ts';

/** Characters that one text may grow to while variables and arguments are put in. */
export const mostText = 1_000_000;
/** Characters of an address or a value that an answer makes. */
export const mostValue = 20_000;
/** Addresses and ports that one program listens on. */
export const mostEntrances = 5000;
/** Pairs of a host and a path that are asked to see where they lead. */
export const mostSamples = 20_000;
/** Requests that show where all of one program leads. */
export const mostAsked = 500_000;
/** Lines of configurations that are looked at for all answers, each program its part of them. */
const mostSteps = 5_000_000;

/** What a regular expression counts for. */
export const expressionSteps = 10;

/** Counts what is looked at; shared by all answers of one program. */
export interface Meter {
  left: number;
}

/** A meter for one of so many programs. */
export function newMeter(programs: number): Meter {
  return { left: Math.ceil(mostSteps / Math.max(1, programs)) };
}

/** Counts `steps`, and gives up where there were too many. */
export function spend(meter: Meter, steps: number, said: Said = null): void {
  meter.left -= steps;
  if (meter.left < 0) giveUp(`The configuration${atLine(said)} takes more steps than what is followed.`);
}

type GivenUp = Error & { readonly givesUp: true };

/** Ends the reading of a program, or one answer; `because` is a sentence that names the place. */
export function giveUp(because: string): never {
  throw Object.assign(new Error(because), { givesUp: true } as const);
}

/** The result of `work`; where it gave up, or was nested too deep, what `otherwise` makes of the reason. */
export function unlessGivenUp<T>(work: () => T, said: Said, otherwise: (because: string) => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && 'givesUp' in error) return otherwise((error as GivenUp).message);
    // The stack ends before a limit of ours does where what calls us has used most of it.
    if (error instanceof RangeError)
      return otherwise(`The configuration${atLine(said)} is nested deeper, or longer, than what is read.`);
    throw error;
  }
}
