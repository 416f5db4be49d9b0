// What `bulkhead firewall` writes, before it is worded for iptables or nftables: rules about the first packet of a connection.

import { isInterfaceName } from '../machine/interface-name.ts';
import type { Family } from '../reach/reach-model.ts';

/** One condition. An interface that ends in `*` means all that begin so. */
export type Condition =
  | { readonly kind: 'in' | 'out'; readonly interface: string }
  | { readonly kind: 'source' | 'destination' | 'original-destination'; readonly address: string }
  /** What Docker translated: the port that the connection was made to (`8080`, `8000-8010`), and the one inside that it goes to now. */
  | { readonly kind: 'published'; readonly port: string; readonly inside: number; readonly protocol: string }
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

/** The blocks, once every word of theirs is looked at: what else a rule held would be read by a shell as root, so it throws. */
export function checkedBlocks(blocks: readonly Block[]): readonly Block[] {
  for (const { when, steps } of blocks)
    for (const condition of [...when, ...steps.flatMap((step) => step.when)])
      if (!isWritable(condition)) throw new Error(`No rule can say ${JSON.stringify(condition)}.`);
  return blocks;
}

function isWritable(condition: Condition): boolean {
  switch (condition.kind) {
    case 'in':
    case 'out':
      return isInterfaceName(condition.interface.replace(/\*$/, ''));
    case 'source':
    case 'destination':
    case 'original-destination':
      return /^[0-9a-f.:]+(\/\d{1,3})?$/i.test(condition.address);
    case 'published':
    case 'port':
      return /^\d+(-\d+)?$/.test(condition.port) && /^(tcp|udp|sctp)$/.test(condition.protocol);
    case 'untranslated':
      return true;
  }
}
