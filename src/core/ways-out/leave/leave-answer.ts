// What comes of leaving by one way.

import type { SourcePlace } from '../../ways-in/places.ts';

/**
 * `reached`: whoever was meant, or who stands at that address, answers. `denied`: a proxy refuses. `none`: nobody answers. `unknown`: what
 * decides it is not known.
 */
export type LeaveWord = 'reached' | 'denied' | 'none' | 'unknown';

export interface LeaveAnswer {
  readonly answer: LeaveWord;
  /** The reason in one clause, without a period. */
  readonly because: string;
  /** The line that is the cause; null where none is. */
  readonly place: SourcePlace | null;
  /** True where packets are dropped without an answer, so that who asks waits. */
  readonly isSilent?: true;
}

/** How somebody leaves: directly, through a proxy in one of three ways, or with a question for a name. */
export type LeaveWay = 'direct' | 'proxy' | 'connect' | 'transparent' | 'name';

export function leaveAnswer(
  answer: LeaveWord,
  because: string,
  place: SourcePlace | null = null,
): LeaveAnswer {
  return { answer, because, place };
}

/** Returns the answer of several tries, such as the addresses of a name: the first that gets there. */
export function bestOf(answers: readonly LeaveAnswer[]): LeaveAnswer | null {
  for (const word of ['reached', 'unknown', 'denied', 'none'] as const) {
    const found = answers.find(({ answer }) => answer === word);
    if (found) return found;
  }
  return null;
}
