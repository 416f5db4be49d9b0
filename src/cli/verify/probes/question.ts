// One question to a running project, with the prediction beside it.

import type { Answer } from '../../../core/analysis/explain/explanation.ts';
import type { Reach } from '../../../core/analysis/reach/reach-model.ts';
import type { Topology, Tri } from '../../../core/compose/topology.ts';
import type { Path } from '../../../core/yaml/tree.ts';
import type { Deployment } from '../deployment.ts';
import type { ProbedNamespace, ProbedServices } from './namespaces.ts';

/** Yes if any target accepts a connection, or if the name gives any of the addresses. */
export interface Question {
  readonly fact: string;
  readonly predicted: boolean;
  readonly from: ProbedNamespace;
  readonly ask:
    | {
        readonly kind: 'connect';
        readonly targets: readonly string[];
        /** The host's userland proxy may be what accepts: a connection that is closed at once says nothing. */
        readonly proxied: boolean;
      }
    | { readonly kind: 'look-up'; readonly name: string; readonly addresses: readonly string[] };
  /** What may refuse all questions of this kind and is not predicted; reported where none gets through. */
  readonly mayBeRefusedBy?: string;
  /** What the prediction rests on; found only where the answer differs. */
  reason(): { readonly at: Path; readonly text: string };
}

/** A fact that cannot be asked about, and why. */
export interface Unasked {
  readonly fact: string;
  readonly why: string;
}

export interface QuestionContext {
  readonly topology: Topology;
  readonly reach: Reach;
  readonly deployment: Deployment;
  readonly probed: ProbedServices;
  /** `ADDRESS PORT` of a listener beyond the host; null where the person named none. */
  readonly outside: string | null;
}

export const unknownFact = 'the files leave it unknown';

/** Whether the files decide. */
export function isKnown(verdict: Tri): verdict is boolean {
  return verdict !== 'unknown';
}

/** The reasons of an explanation, and the last place that they name. */
export function because(answer: () => Answer): Question['reason'] {
  return () => {
    const { reasons } = answer();
    const at = reasons.flatMap((reason) => [...reason.at]).at(-1) ?? [];
    return { at, text: reasons.map(({ rule, text }) => `${rule}: ${text}`).join('; ') };
  };
}

/** Whether a TCP port of the namespace has a listener. */
export function listensOn({ listeners }: ProbedNamespace, port: number): boolean {
  return listeners.some((listener) => listener.port === port);
}
