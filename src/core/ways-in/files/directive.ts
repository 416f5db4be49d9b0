// A directive of a configuration file: a name with arguments, and a block of others. nginx, Apache and Caddy write theirs differently.

import type { SourcePlace } from '../places.ts';

export interface Directive<Argument = string> {
  readonly name: string;
  readonly args: readonly Argument[];
  /** Null for a plain line. */
  readonly block: readonly Directive<Argument>[] | null;
  readonly place: SourcePlace;
}

/** Directives, each before those of its block. */
export function everyDirective(directives: readonly Directive[]): readonly Directive[] {
  return directives.flatMap((one) => [one, ...everyDirective(one.block ?? [])]);
}
