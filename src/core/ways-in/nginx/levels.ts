// What holds in a block of nginx: what it says itself, else what the block around it says.

import type { Level } from './nginx-model.ts';
import type { NginxDirective } from './nginx-words.ts';

/** The line by that name that holds in a block; null where none does. */
export function lineAtLevel(level: Level, name: string): NginxDirective | null {
  for (let here: Level | null = level; here !== null; here = here.parent) {
    const found = here.directives.find((directive) => directive.name === name);
    if (found) return found;
  }
  return null;
}

/** The first word of that line. */
export function valueAt(level: Level, name: string): string | null {
  return lineAtLevel(level, name)?.args[0] ?? null;
}

/** All lines by these names of the nearest block that has one: what is inside takes the place of what is around. */
export function nearestLines(level: Level, names: readonly string[]): readonly NginxDirective[] {
  for (let here: Level | null = level; here !== null; here = here.parent) {
    const found = here.directives.filter((directive) => names.includes(directive.name));
    if (found.length > 0) return found;
  }
  return [];
}
