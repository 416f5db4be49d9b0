// The directives that apply in an nginx block: its own, or else those of the enclosing block.

import { memoize } from '../../compose/memoize.ts';
import type { Directive } from '../files/directive.ts';
import { groupBy } from '../group-by.ts';
import type { Level } from './nginx-model.ts';

/** Returns the directives of a block by name, in order. */
const byName = memoize((directives: Level['directives']) => groupBy(directives, ({ name }) => name));

/** Returns the directives of a name in the block itself. */
export function linesIn({ directives }: Pick<Level, 'directives'>, name: string): readonly Directive[] {
  return byName(directives).get(name) ?? [];
}

/** Returns the directive of a name that applies in a block; null when none does. */
export function lineAtLevel(level: Level, name: string): Directive | null {
  for (let here: Level | null = level; here !== null; here = here.parent) {
    const [found] = linesIn(here, name);
    if (found) return found;
  }
  return null;
}

/** Returns the first argument of the directive that applies in a block. */
export function valueAt(level: Level, name: string): string | null {
  return lineAtLevel(level, name)?.args[0] ?? null;
}

/** Returns the directives of these names in the nearest block that has one; inner blocks replace outer ones. */
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

/** True for a directive that forwards requests. */
export function isPass({ name }: Directive): boolean {
  return passLines.test(name);
}

const firstPass = memoize(
  (directives: Level['directives']): Directive | null => directives.find(isPass) ?? null,
);

/** Returns the directive of a block that forwards requests; null when there is none. It applies to that block only. */
export function passOf({ directives }: Pick<Level, 'directives'>): Directive | null {
  return firstPass(directives);
}
