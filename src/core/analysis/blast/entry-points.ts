// Where the outside gets into a project: what it reaches without taking anything over first.

import type { Reach } from '../reach-model.ts';
import type { Fallen } from './blast-radius.ts';

/** Indexes of services that the outside reaches; `possible` counts proxies and what is not known. */
export function entryPoints(reach: Reach, possible: boolean): readonly number[] {
  const found: number[] = [];
  reach.services.forEach((name, index) => {
    const facts = reach.facts.get(name);
    const known = facts?.fromOutside === true;
    const maybe = facts?.fromOutside === 'unknown' || isProxied(reach, name);
    if (known || (possible && maybe)) found.push(index);
  });
  return found;
}

function isProxied(reach: Reach, name: string): boolean {
  return reach.proxied(name).some(({ fromOutside }) => fromOutside !== false);
}

/** How the outside (`start`) gets to an entry point. */
export function entryInto(reach: Reach, start: string, service: string): Pick<Fallen, 'via' | 'by'> {
  const published = reach.facts.get(service)?.fromOutside !== false;
  return { via: start, by: published ? 'host' : 'proxy' };
}
