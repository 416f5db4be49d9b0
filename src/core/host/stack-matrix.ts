// Who reaches whom, counted by stack: of all pairs of services between two stacks, how many reach each other, and how.

import { hasBit } from '../reach/rows/bit-row.ts';
import { splitHostName } from './host.ts';
import type { HostFacts } from './host-facts.ts';

/** Counts of ordered pairs of services, from one stack to the other. */
export interface StackPairs {
  readonly pairs: number;
  /** Pairs that connect by address, on a shared network. */
  readonly direct: number;
  /** Pairs that connect only through a port of the host, at its outside address or at the caller's own gateway. */
  readonly viaHost: number;
  readonly unknown: number;
}

export interface StackMatrix {
  /** The ids of the stacks with active services, in the order of the host. */
  readonly stacks: readonly string[];
  pairs(from: string, to: string): StackPairs;
}

const none: StackPairs = { pairs: 0, direct: 0, viaHost: 0, unknown: 0 };

/** Counts all pairs of a host at once, a row of bits at a time. */
export function stackMatrix({ reach }: HostFacts): StackMatrix {
  const stackOf = reach.services.map((name) => splitHostName(name).stack);
  const stacks = [...new Set(stackOf)];
  const at = new Map(stacks.map((stack, index) => [stack, index]));
  const column = stackOf.map((stack) => at.get(stack) ?? 0);
  const sizes = stacks.map((_, index) => column.filter((other) => other === index).length);
  const counts = stacks.map(() => stacks.map(() => ({ direct: 0, viaHost: 0, unknown: 0 })));
  for (const [from, name] of reach.services.entries()) {
    const row = counts[column[from] ?? 0];
    const direct = reach.row('direct', name);
    const host = reach.row('viaHost', name);
    const gateway = reach.row('viaGateway', name);
    for (const [to, other] of column.entries()) {
      const cell = row?.[other];
      if (from === to || cell === undefined) continue;
      if (hasBit(direct.yes, to)) cell.direct++;
      else if (hasBit(host.yes, to) || hasBit(gateway.yes, to)) cell.viaHost++;
      else if ([direct, host, gateway].some(({ maybe }) => hasBit(maybe, to))) cell.unknown++;
    }
  }
  return {
    stacks,
    pairs(from, to) {
      const [row, other] = [at.get(from), at.get(to)];
      const cell = row === undefined || other === undefined ? undefined : counts[row]?.[other];
      if (row === undefined || other === undefined || cell === undefined) return none;
      const [size = 0, others = 0] = [sizes[row], sizes[other]];
      return { pairs: row === other ? size * (size - 1) : size * others, ...cell };
    },
  };
}
