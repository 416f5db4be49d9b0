// What `bulkhead firewall` writes, before it is worded for iptables or nftables: rules about the first packet of a connection.

import type { Family } from '../reach/reach-model.ts';

/** One condition. An interface that ends in `*` means all that begin so. */
export type Condition =
  | { readonly kind: 'in' | 'out'; readonly interface: string }
  | { readonly kind: 'source' | 'destination' | 'original-destination'; readonly address: string }
  /** The port that the connection was made to, before Docker translated it: `8080`, `8000-8010`. */
  | { readonly kind: 'published'; readonly port: string; readonly protocol: string }
  | { readonly kind: 'port'; readonly port: string; readonly protocol: string }
  | { readonly kind: 'untranslated' };

/** What becomes of a connection that meets all of `when`; `pass` leaves the block. */
export interface Step {
  readonly when: readonly Condition[];
  readonly verdict: 'drop' | 'reject' | 'pass';
}

/** Steps for one purpose, asked in order of what meets all of `when`; the last one that fits nothing lets pass. */
export interface Block {
  readonly family: Family;
  readonly hook: 'forward' | 'input';
  readonly when: readonly Condition[];
  readonly steps: readonly Step[];
  /** The statement that it is for. */
  readonly because: string;
}

/** How the name of an interface may be written into rules; others are refused. */
export const interfaceName = /^[A-Za-z0-9_.-]{1,15}$/;
