// The rules that were applied earlier, which a record of the machine holds: new ones take their place, so they count as not there.

import type { Machine } from '../machine/machine.ts';
import { baseChains } from './iptables-text.ts';
import { nftTable } from './nft-text.ts';

/** Returns the machine without the rules that Bulkhead wrote. */
export function withoutOwnRules(machine: Machine): Machine {
  const { iptables, ip6tables, nft } = machine;
  return {
    ...machine,
    ...(iptables === undefined ? {} : { iptables: savedWithoutOwn(iptables) }),
    ...(ip6tables === undefined ? {} : { ip6tables: savedWithoutOwn(ip6tables) }),
    ...(nft === undefined ? {} : { nft: listWithoutOwn(nft) }),
  };
}

const ownChain = new RegExp(`(^:|-A |-j )${baseChains.forward}(-[A-Z0-9]+)?( |$)`);

function savedWithoutOwn(text: string): string {
  return text
    .split('\n')
    .filter((line) => !ownChain.test(line))
    .join('\n');
}

interface Listed {
  readonly table?: unknown;
  readonly name?: unknown;
  readonly chain?: unknown;
  readonly expr?: unknown;
}

/** Returns an nft list without Bulkhead's own table and without the rules that iptables made over nf_tables. */
function listWithoutOwn(text: string): string {
  const { nftables } = JSON.parse(text) as { nftables: readonly unknown[] };
  const isOwnName = (name: unknown): boolean =>
    typeof name === 'string' && new RegExp(`^${baseChains.forward}(-[A-Z0-9]+)?$`).test(name);
  const isOwn = (item: unknown): boolean => {
    // What is no item stays: that it cannot be read is said where the rest is.
    const { table, chain, rule } = (item ?? {}) as Record<string, Listed | null | undefined>;
    if (table) return table.name === nftTable;
    const listed = chain ?? rule;
    if (!listed) return false;
    if (listed.table === nftTable || isOwnName(chain ? chain.name : listed.chain)) return true;
    return Array.isArray(rule?.expr) && rule.expr.some(leadsToOwn);
  };
  const leadsToOwn = (expression: unknown): boolean =>
    typeof expression === 'object' &&
    expression !== null &&
    'jump' in expression &&
    isOwnName((expression.jump as { target?: unknown } | null)?.target);
  return JSON.stringify({ nftables: nftables.filter((item) => !isOwn(item)) });
}
