// A network of a proposal, before and after it has a name.

import type { Edge } from './clique-cover.ts';

/** The members of a network before it has a name. */
export interface NetworkGroup {
  readonly members: readonly string[];
  readonly internal: boolean;
}

/** A network of the proposal. */
export interface ProposedNetwork {
  readonly name: string;
  /** True when no file declares it yet. */
  readonly fresh: boolean;
  readonly internal: boolean;
  /** The services on it, in file order. */
  readonly members: readonly string[];
  /** The needs that it carries, each pair once. */
  readonly carries: readonly Edge[];
  /** The connected pairs without a need. */
  readonly more: readonly Edge[];
  /** The reason for the network, in one sentence. */
  readonly reason: string;
}
