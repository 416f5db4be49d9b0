// Intents: what a person has stated must hold, and what checking them gives, as types; and which active services their words stand for.

import type { OutIntentKind } from '../compose/project/read/read-intents.ts';
import type { Certainty, Fix } from '../findings/finding.ts';
import type { Tiers } from '../needs/tiers.ts';
import type { Hop } from '../reach/document-paths.ts';
import { placesByName } from '../reach/places.ts';
import type { Reach } from '../reach/reach-model.ts';
import type { Path } from '../yaml/tree.ts';

/**
 * One word of an intent: a network stands for its members, a tier or a stack for its services, a place for itself, under its name in
 * `placesByName`.
 */
export interface Subject {
  readonly kind: 'service' | 'stack' | 'network' | 'tier' | 'place';
  readonly name: string;
}

/** One port of `exposed`. */
export interface ExpectedPort {
  /** The port as written. */
  readonly text: string;
  readonly service: string;
  /** The host port or range `A-B`, for a proxied service the container port; '' for every port. */
  readonly port: string;
  readonly protocol: string;
  readonly path: Path;
}

interface Stated {
  /** The statement with normalized spaces, such as `never: front -> db`. */
  readonly text: string;
  readonly path: Path;
}

export interface PairIntent extends Stated {
  readonly kind: 'never' | 'must';
  readonly from: readonly Subject[];
  readonly to: readonly Subject[];
}

/** A sandbox: the services of `from` get out only through those of `through`. */
export interface OutOnlyThroughIntent extends Stated {
  readonly kind: 'out-only-through';
  readonly from: readonly Subject[];
  readonly through: readonly Subject[];
}

/** A sandbox by name: the services of `from` reach the named hosts of the outside, and nothing else there. */
export interface OnlyNamesIntent extends Stated {
  readonly kind: 'only-names';
  readonly from: readonly Subject[];
  /** `api.github.com`, or `*.example.org` for all names below. */
  readonly names: readonly string[];
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

/** An intent that every way from outside to `subjects` passes a login; `by` is the service that asks for it, null for any. */
export interface GuardedIntent extends Stated {
  readonly kind: 'guarded';
  readonly subjects: readonly Subject[];
  readonly by: string | null;
}

/** An intent that only `from` reaches `subjects`, and nothing else, the outside included. */
export interface OnlyIntent extends Stated {
  readonly kind: 'only';
  readonly subjects: readonly Subject[];
  readonly from: readonly Subject[];
}

export type Intent =
  | PairIntent
  | WayOutIntent
  | OutOnlyThroughIntent
  | OnlyNamesIntent
  | SealedIntent
  | ExposedIntent
  | GuardedIntent
  | OnlyIntent;

/** A reason why an intent does not hold, or is not known to hold. */
export interface Breach {
  readonly state: 'broken' | 'unknown';
  /** The certainty: `inferred` when it depends on a tier that is not declared, or on a proxy. */
  readonly certainty: Certainty;
  /** The services concerned, the culprit first. */
  readonly subjects: readonly string[];
  /** The reason in plain words. */
  readonly message: string;
  readonly at: Path;
  /** The hops that break the intent; empty when a missing hop does. `@outside` is beyond the host. */
  readonly path: readonly Hop[];
  readonly evidence: readonly string[];
  /** The parts, as in a finding: a part that is no longer broken may still be unknown. */
  readonly parts: readonly (readonly string[])[];
  /** The entries that `exposed` lacks; empty for other intents. */
  readonly unlisted: readonly string[];
  /** The fixes that close a breach of a sandbox; absent for other intents. */
  readonly closing?: readonly Fix[];
}

/** The result of checking one intent. */
export interface IntentCheck {
  readonly intent: Intent;
  readonly state: 'holds' | 'broken' | 'unknown';
  readonly breaches: readonly Breach[];
  /** The ports of `exposed` behind which nothing answers from outside. */
  readonly idle: readonly ExpectedPort[];
}

/** Returns an intent for a message; a long list of names is cut at its end. */
export function intentText({ text }: Intent): string {
  return text.length <= 160 ? `'${text}'` : `'${text.slice(0, 159)}…'`;
}

/**
 * The services and places (`@outside`) of an intent in file order, each with true when its membership depends on a tier that is not
 * declared.
 */
export type Members = ReadonlyMap<string, boolean>;

/** Returns the members of several subjects together, without inactive services (profiles, `scale: 0`). */
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
