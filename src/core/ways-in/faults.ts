// The faults that a reader finds in a proxy's configuration; each kind belongs to one rule about ways in.

import type { SourceLocation } from './places.ts';

export type FaultKind =
  /** A route that names a missing entry point. */
  | 'entrance-missing'
  /** A route that names a missing guard. */
  | 'guard-missing'
  /** Two routes of equal priority for the same request. */
  | 'routes-tie'
  /** One name used by two containers. */
  | 'names-merge'
  /** An unknown line that makes the program drop others. */
  | 'labels-dropped'
  /** A source of settings that another one overrides. */
  | 'source-ignored'
  /** A guard that has no effect. */
  | 'guard-without-effect'
  /** A match that unintentionally covers every host. */
  | 'every-host'
  /** A server address that is chosen at random. */
  | 'network-by-chance'
  /** Trust in a header or address that others can send. */
  | 'header-trusted'
  /** A route that matches no request, or that the program drops. */
  | 'never-matches'
  /** TLS that ends before another machine, which gets requests in plain text. */
  | 'tls-ends';

/** A container label that ends a fault without admitting anyone who was kept out. */
export interface LabelRemedy {
  /** The title as an instruction: `Remove websecure`. */
  readonly title: string;
  readonly service: string;
  readonly key: string;
  readonly value: string;
}

export interface Fault {
  readonly kind: FaultKind;
  /** The services involved, the cause first. */
  readonly services: readonly string[];
  /** The subject as the configuration names it; never a secret. */
  readonly about: string;
  /** A description in one or two sentences. */
  readonly text: string;
  /** The change to make and its line, in one sentence, shown when no remedy is offered. */
  readonly remediation: string;
  /** True when the fault admits visitors who would otherwise be kept out. */
  readonly opens: boolean;
  /** True when the fault has no effect yet. */
  readonly minor?: boolean;
  /** The ranges whose senders are trusted; absent for a fault about none. */
  readonly trusts?: readonly string[];
  /** The server that the fault is about, as the configuration names it; absent for a fault about none. */
  readonly upstream?: string;
  /** The possible remedies; absent when a person has to decide. */
  readonly remedies?: readonly LabelRemedy[];
  readonly declaredAt: SourceLocation;
}
