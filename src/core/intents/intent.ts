// Intents: what a person has stated must hold, and what checking them gives, as types; and which active services their words stand for.

import type { OutIntentKind } from '../compose/project/read/read-intents.ts';
import type { Certainty, Fix } from '../findings/finding.ts';
import type { Tiers } from '../needs/tiers.ts';
import type { Hop } from '../reach/document-paths.ts';
import { placesByName } from '../reach/places.ts';
import type { Reach } from '../reach/reach-model.ts';
import type { Path } from '../yaml/tree.ts';

/**
 * A word on one side of an intent; a network stands for its members, a tier and a stack of a host for their services, a place for
 * itself: its name is one of `placesByName`.
 */
export interface Subject {
  readonly kind: 'service' | 'stack' | 'network' | 'tier' | 'place';
  readonly name: string;
}

/** One port of `exposed`. */
export interface ExpectedPort {
  /** As written. */
  readonly text: string;
  readonly service: string;
  /** Host port or range `A-B`, for a proxied service the container port; '' for every port. */
  readonly port: string;
  readonly protocol: string;
  readonly path: Path;
}

interface Stated {
  /** `never: front -> db`, spaces made even. */
  readonly text: string;
  readonly path: Path;
}

export interface PairIntent extends Stated {
  readonly kind: 'never' | 'must';
  readonly from: readonly Subject[];
  readonly to: readonly Subject[];
}

/** A sandbox: nobody of `from` gets out but through those of `through`. */
export interface OutOnlyThroughIntent extends Stated {
  readonly kind: 'out-only-through';
  readonly from: readonly Subject[];
  readonly through: readonly Subject[];
}

export interface SealedIntent extends Stated {
  readonly kind: 'sealed';
  readonly subjects: readonly Subject[];
}

export interface WayOutIntent extends Stated {
  readonly kind: 'no-way-out' | OutIntentKind;
  readonly subjects: readonly Subject[];
}

export interface ExposedIntent extends Stated {
  readonly kind: 'exposed';
  readonly ports: readonly ExpectedPort[];
}

/** Every way from outside to `subjects` passes a login; `by`: the service that asks, null for any. */
export interface GuardedIntent extends Stated {
  readonly kind: 'guarded';
  readonly subjects: readonly Subject[];
  readonly by: string | null;
}

/** Nobody but `from` reaches `subjects`, not from outside either. */
export interface OnlyIntent extends Stated {
  readonly kind: 'only';
  readonly subjects: readonly Subject[];
  readonly from: readonly Subject[];
}

export type Intent =
  | PairIntent
  | WayOutIntent
  | OutOnlyThroughIntent
  | SealedIntent
  | ExposedIntent
  | GuardedIntent
  | OnlyIntent;

/** What keeps an intent from holding, or from being known to hold. */
export interface Breach {
  readonly state: 'broken' | 'unknown';
  /** `inferred` where it rests on a tier that nobody declared, or on a proxy. */
  readonly certainty: Certainty;
  /** The culprit first. */
  readonly subjects: readonly string[];
  /** Plain words with the reason. */
  readonly message: string;
  readonly at: Path;
  /** The hops that break it; empty where the lack of one does. `@outside` is beyond the host. */
  readonly path: readonly Hop[];
  readonly evidence: readonly string[];
  /** As those of a finding: what is no longer broken may still be unknown. */
  readonly parts: readonly (readonly string[])[];
  /** What `exposed` would have to list for it to hold; empty for other intents. */
  readonly unlisted: readonly string[];
  /** The edits that close a breach of a sandbox; absent for other intents. */
  readonly closing?: readonly Fix[];
}

/** The result of checking one intent. */
export interface IntentCheck {
  readonly intent: Intent;
  readonly state: 'holds' | 'broken' | 'unknown';
  readonly breaches: readonly Breach[];
  /** Ports of `exposed` behind which nothing answers from outside. */
  readonly idle: readonly ExpectedPort[];
}

/** An intent in a message; a list of many names loses its end. */
export function quoted({ text }: Intent): string {
  return text.length <= 160 ? `'${text}'` : `'${text.slice(0, 159)}…'`;
}

/** From service, or a place (`@outside`), to whether its part in the intent rests on a tier that nobody declared; in file order. */
export type Members = ReadonlyMap<string, boolean>;

/** The members of several subjects together. Inactive services (profiles, `scale: 0`) are left out. */
export function membersOf(reach: Reach, tiers: Tiers, subjects: readonly Subject[]): Members {
  const members = new Map<string, boolean>();
  for (const { kind, name } of subjects) {
    const place = kind === 'place' ? placesByName.get(name) : undefined;
    if (place !== undefined) members.set(place, false);
  }
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
    case 'place':
      return false;
  }
}
