// What a record says of its firewall as a whole: who makes the rules, what the policies are, and which rules of a person nobody asks.

import type { Family } from '../reach/reach-model.ts';
import { internetAddress, parseAddress } from './firewall/addresses.ts';
import { readIpSets } from './firewall/read-ipset.ts';
import { readIptables, type Table } from './firewall/read-iptables.ts';
import type { Rule } from './firewall/ruleset.ts';
import type { Machine } from './machine.ts';

/** The supported firewall programs, by their own names. */
export const firewallPrograms = ['ufw', 'firewalld'] as const;

/** Returns the program that wrote the rules, `ufw` or `firewalld`; null when neither left a trace. */
export function firewallName({
  iptables = '',
  ip6tables = '',
  nft = '',
}: Machine): (typeof firewallPrograms)[number] | null {
  if (/^:ufw6?-/m.test(iptables) || /^:ufw6?-/m.test(ip6tables)) return 'ufw';
  if (/"name":\s*"firewalld"/.test(nft) || /^:IN_public\b/m.test(iptables)) return 'firewalld';
  return null;
}

function filterTable(machine: Machine, family: Family): Table | null {
  const text = family === 'ipv4' ? machine.iptables : machine.ip6tables;
  if (text === undefined) return null;
  const { tables } = readIptables(text, family, readIpSets(machine.ipset ?? ''));
  return tables.find(({ name }) => name === 'filter') ?? null;
}

/** True when iptables drops forwarded packets that match no rule. */
export function dropsForwarded(machine: Machine, family: Family): boolean {
  return filterTable(machine, family)?.policies.get('FORWARD') === 'DROP';
}

/** Returns the effective rules of DOCKER-USER, and whether FORWARD leads to them. */
export function dockerUserRules(
  machine: Machine,
  family: Family,
): { readonly rules: readonly Rule[]; readonly asked: boolean } {
  const table = filterTable(machine, family);
  const rules = (table?.rules.get('DOCKER-USER') ?? []).filter(
    ({ matches, action }) => action.kind !== 'none' && !(action.kind === 'return' && matches.length === 0),
  );
  const forward = table?.rules.get('FORWARD') ?? [];
  const asked = forward.some(({ action }) => action.kind === 'jump' && action.chain === 'DOCKER-USER');
  return { rules, asked };
}

/** Returns the machine's addresses that the Internet can route to, as they are written. */
export function publicAddresses({ addresses = [] }: Machine): readonly string[] {
  return addresses.flatMap(({ address, family, global, interface: name }) => {
    const value = global && !/^(docker|br-|veth)/.test(name) ? parseAddress(address, family) : null;
    const isPublic =
      value !== null &&
      internetAddress[family].within.some(({ first, last }) => value >= first && value <= last);
    return isPublic ? [address] : [];
  });
}
