// What `bulkhead firewall` writes, before it is worded for iptables or nftables: rules about the first packet of a connection.

import { isInterfaceName } from '../machine/interface-name.ts';
import type { Family } from '../reach/reach-model.ts';

/** One condition of a rule. An interface name that ends in `*` matches every name with that prefix. */
export type Condition =
  | { readonly kind: 'in' | 'out'; readonly interface: string }
  | { readonly kind: 'source' | 'destination' | 'original-destination'; readonly address: string }
  /**
   * A connection that Docker translated: the port that the client addressed (`8080`, `8000-8010`), and the container port or range that it
   * now goes to.
   */
  | { readonly kind: 'published'; readonly port: string; readonly inside: string; readonly protocol: string }
  | { readonly kind: 'port'; readonly port: string; readonly protocol: string }
  | { readonly kind: 'untranslated' };

/** The verdict on a connection that meets all conditions of `when`; `pass` leaves the block. */
export interface Step {
  readonly when: readonly Condition[];
  readonly verdict: 'drop' | 'reject' | 'pass';
}

/**
 * A list of steps for one purpose, evaluated in order for connections that meet all conditions of `when`; a connection that matches no step
 * passes.
 */
export interface Block {
  readonly family: Family;
  readonly hook: 'forward' | 'input';
  readonly when: readonly Condition[];
  readonly steps: readonly Step[];
  /** The statement that the block enforces. */
  readonly because: string;
}

/** Returns the blocks after a check of every word in them. Throws on anything unexpected, since a shell would run it as root. */
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
      return isPortText(condition.inside) && isPortText(condition.port) && isProtocol(condition.protocol);
    case 'port':
      return isPortText(condition.port) && isProtocol(condition.protocol);
    case 'untranslated':
      return true;
  }
}

/** True for a port or a range of ports as rules name it. */
export function isPortText(text: string): boolean {
  return /^\d+(-\d+)?$/.test(text);
}

/** True for a protocol that has ports. */
export function isProtocol(text: string): boolean {
  return /^(tcp|udp|sctp)$/.test(text);
}
