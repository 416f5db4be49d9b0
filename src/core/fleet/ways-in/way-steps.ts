// The steps of a connection between machines as steps of a request.

import type { Step } from '../../ways-in/model.ts';
import type { ConnectStep } from '../answer.ts';

/** Returns the steps with their rules, each with the line of a file that is the cause. */
export function waySteps(kind: Step['kind'], way: readonly ConnectStep[]): readonly Step[] {
  return way.map(({ at, text, rule, place }) => ({
    kind,
    text: `${at}: ${text} (${rule})`,
    declaredAt: place,
  }));
}
