// What is wrong with the configuration of a proxy, as its reader finds it; each kind is one of the rules about ways in.

import type { Said } from './places.ts';

export type FaultKind =
  /** A route names an entry point that is not there. */
  | 'entrance-missing'
  /** A route names a guard that is not there. */
  | 'guard-missing'
  /** Two routes of equal rank take one request. */
  | 'routes-tie'
  /** One name on two containers. */
  | 'names-merge'
  /** One line that the program does not know drops others. */
  | 'labels-dropped'
  /** One source of settings silences another. */
  | 'source-ignored'
  /** A guard that stands there and does not guard. */
  | 'guard-without-effect'
  /** A match that covers every host, and was not meant to. */
  | 'every-host'
  /** Which address of a server is asked is left to chance. */
  | 'network-by-chance'
  /** A header or an address that others can send is trusted. */
  | 'header-trusted'
  /** A route that fits no request, or that the program drops. */
  | 'never-matches'
  /** TLS ends, and what follows goes to another machine in the clear. */
  | 'tls-ends';

/** A label of a container that ends a fault and lets in nobody whom it kept out. */
export interface LabelRemedy {
  /** As an instruction: `Leave websecure out`. */
  readonly title: string;
  readonly service: string;
  readonly key: string;
  readonly value: string;
}

export interface Fault {
  readonly kind: FaultKind;
  /** The services that it is about, the culprit first. */
  readonly services: readonly string[];
  /** What it is about, as the configuration names it; never anything secret. */
  readonly about: string;
  /** One sentence or two, for people. */
  readonly text: string;
  /** What a person changes, and on which line: one sentence, said where no remedy is offered. */
  readonly mend: string;
  /** It lets somebody in who would be kept out without it. */
  readonly opens: boolean;
  /** It changes nothing yet. */
  readonly minor?: boolean;
  /** Ways to end it; absent where a person has to decide. */
  readonly remedies?: readonly LabelRemedy[];
  readonly said: Said;
}
