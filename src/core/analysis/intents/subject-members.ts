// Which active services a word of an intent stands for, and whether that is a guess.

import { outsidePlace } from '../explain/places.ts';
import type { Reach } from '../reach/reach-model.ts';
import type { Tiers } from '../tiers.ts';
import type { Subject } from './intent.ts';

/** From service, or `@outside`, to whether its part in the intent rests on a tier that nobody declared; in file order. */
export type Members = ReadonlyMap<string, boolean>;

/** The members of several subjects together. What takes no part (profiles, `scale: 0`) is left out. */
export function membersOf(reach: Reach, tiers: Tiers, subjects: readonly Subject[]): Members {
  const members = new Map<string, boolean>();
  if (subjects.some(({ kind }) => kind === 'outside')) members.set(outsidePlace, false);
  for (const name of reach.services) {
    const found = subjects.filter((subject) => holds(reach, tiers, subject, name));
    if (found.length === 0) continue;
    members.set(name, found.every(({ kind }) => kind === 'tier') && !tiers.declared(name));
  }
  return members;
}

function holds(reach: Reach, tiers: Tiers, subject: Subject, name: string): boolean {
  switch (subject.kind) {
    case 'service':
      return subject.name === name;
    case 'stack':
      return name.startsWith(`${subject.name}/`);
    case 'network':
      return reach.facts.get(name)?.networks.includes(subject.name) ?? false;
    case 'tier':
      return tiers.of(name) === subject.name;
    case 'outside':
      return false;
  }
}
