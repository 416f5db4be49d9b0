// What holds in a block of nginx: what it says itself, else what the block around it says.

import { memoize } from '../../compose/memoize.ts';
import type { Directive } from '../files/directive.ts';
import { groupBy } from '../group-by.ts';
import type { Level } from './nginx-model.ts';

/** The lines of a block by their names, in their order. */
const byName = memoize((directives: Level['directives']) => groupBy(directives, ({ name }) => name));

/** The lines by that name that a block has itself. */
export function linesIn({ directives }: Pick<Level, 'directives'>, name: string): readonly Directive[] {
  return byName(directives).get(name) ?? [];
}

/** The line by that name that holds in a block; null where none does. */
export function lineAtLevel(level: Level, name: string): Directive | null {
  for (let here: Level | null = level; here !== null; here = here.parent) {
    const [found] = linesIn(here, name);
    if (found) return found;
  }
  return null;
}

/** The first word of that line. */
export function valueAt(level: Level, name: string): string | null {
  return lineAtLevel(level, name)?.args[0] ?? null;
}

/** All lines by these names of the nearest block that has one: what is inside takes the place of what is around. */
export function nearestLines(level: Level, names: readonly string[]): readonly Directive[] {
  for (let here: Level | null = level; here !== null; here = here.parent) {
    const own = here;
    const [only, ...more] = names.filter((name) => linesIn(own, name).length > 0);
    if (only === undefined) continue;
    return more.length === 0
      ? linesIn(own, only)
      : own.directives.filter((directive) => names.includes(directive.name));
  }
  return [];
}

const passLines = /^(?:proxy|fastcgi|uwsgi|scgi|grpc|memcached)_pass$/;

/** Whether a line hands requests on. */
export function isPass({ name }: Directive): boolean {
  return passLines.test(name);
}

const firstPass = memoize(
  (directives: Level['directives']): Directive | null => directives.find(isPass) ?? null,
);

/** The line that hands requests on; null where none does. It holds in its own block only. */
export function passOf({ directives }: Pick<Level, 'directives'>): Directive | null {
  return firstPass(directives);
}
