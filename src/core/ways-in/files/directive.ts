// A configuration directive: a name with arguments and an optional block. nginx, Apache and Caddy write theirs differently.

import type { SourcePlace } from '../places.ts';

export interface Directive<Argument = string> {
  readonly name: string;
  readonly args: readonly Argument[];
  /** The nested directives; null for a plain line. */
  readonly block: readonly Directive<Argument>[] | null;
  readonly place: SourcePlace;
}

/** Returns all directives, each before those of its block. */
export function everyDirective(directives: readonly Directive[]): readonly Directive[] {
  return directives.flatMap((one) => [one, ...everyDirective(one.block ?? [])]);
}
