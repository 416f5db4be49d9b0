// What a server that reads a running Engine does for the page on demand: one pair tried, and what was seen to flow lately.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Tri } from '../../../core/compose/topology.ts';
import type { ObservedRecord } from '../../../core/observed/record.ts';
import type { Result } from '../../../core/text/result.ts';

/** One tested fact of a pair: the prediction and the measured result. */
export interface TriedFact {
  readonly fact: 'direct' | 'published' | 'name' | 'host' | 'out' | 'in';
  readonly title: string;
  readonly predicted: Tri;
  /** The addresses and names that are tested, and those that answered; empty before the test. */
  readonly asked: readonly string[];
  readonly answered: readonly string[];
  /** The measured result; null when it was not tested. */
  readonly measured: Tri | null;
  /** The reason why the fact was not tested, or is unknown, as a clause. */
  readonly why: string | null;
}

/** The test of a pair, planned or done. */
export interface TriedPair {
  readonly from: string;
  readonly to: string;
  readonly run: boolean;
  /** The containers to start and the probes to send, as clauses. */
  readonly starts: readonly string[];
  readonly asks: readonly string[];
  readonly limits: { readonly connections: number; readonly seconds: number };
  readonly facts: readonly TriedFact[];
}

/** Tests a pair of `PROJECT/SERVICE`, `outside` or `host`. Without `run` nothing is started; the plan is returned. */
export type TryPair = (from: string, to: string, run: boolean) => Promise<Result<TriedPair>>;

export interface LiveTools {
  /** Tests a pair; null when no server can. */
  readonly tryPair: TryPair | null;
  /** Reads the traffic observed in the last minutes; null without a server that observes. */
  readonly look: (() => Promise<Result<ObservedRecord>>) | null;
  /** True while the page follows observed traffic. */
  readonly following: boolean;
}

export type LiveToolsStore = StoreApi<LiveTools>;

/** Creates a store without a server. */
export function createLiveToolsStore(): LiveToolsStore {
  return createStore<LiveTools>()(() => ({ tryPair: null, look: null, following: false }));
}

/** True when the measured result contradicts the prediction. */
export function contradictsPrediction({ predicted, measured }: TriedFact): boolean {
  return typeof measured === 'boolean' && typeof predicted === 'boolean' && measured !== predicted;
}
