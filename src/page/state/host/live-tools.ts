// What a server that reads a running Engine does for the page on demand: one pair tried, and what was seen to flow lately.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Tri } from '../../../core/compose/topology.ts';
import type { ObservedRecord } from '../../../core/observed/record.ts';
import type { Result } from '../../../core/text/result.ts';

/** One fact of a pair: what was predicted, and what came back. */
export interface TriedFact {
  readonly fact: 'direct' | 'published' | 'name' | 'host' | 'out' | 'in';
  readonly title: string;
  readonly predicted: Tri;
  /** Addresses and names that are asked, and those that answered; empty before it runs. */
  readonly asked: readonly string[];
  readonly answered: readonly string[];
  /** Null where nobody asked. */
  readonly measured: Tri | null;
  /** Why it was not asked, or is unknown; a clause. */
  readonly why: string | null;
}

/** A pair as it is tried, or would be. */
export interface TriedPair {
  readonly from: string;
  readonly to: string;
  readonly run: boolean;
  /** What is started, and what is asked: clauses. */
  readonly starts: readonly string[];
  readonly asks: readonly string[];
  readonly limits: { readonly connections: number; readonly seconds: number };
  readonly facts: readonly TriedFact[];
}

/** Sides are `PROJECT/SERVICE`, `outside` or `host`; without `run` nothing is started, and what would be done is told. */
export type TryPair = (from: string, to: string, run: boolean) => Promise<Result<TriedPair>>;

export interface LiveTools {
  /** Null where no server tries pairs. */
  readonly tryPair: TryPair | null;
  /** Reads what was seen in the last minutes; null where no server looks. */
  readonly look: (() => Promise<Result<ObservedRecord>>) | null;
  /** Whether the page follows what is seen. */
  readonly following: boolean;
}

export type LiveToolsStore = StoreApi<LiveTools>;

/** A store without a server. */
export function createLiveToolsStore(): LiveToolsStore {
  return createStore<LiveTools>()(() => ({ tryPair: null, look: null, following: false }));
}

/** Whether what came back contradicts what was predicted. */
export function isDifferent({ predicted, measured }: TriedFact): boolean {
  return typeof measured === 'boolean' && typeof predicted === 'boolean' && measured !== predicted;
}
