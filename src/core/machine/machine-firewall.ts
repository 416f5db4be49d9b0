// The firewall of a machine in one address family: what was read of it, with Docker's own rules modelled in their place.

import type { Family } from '../reach/reach-model.ts';
import { type DockerStyle, dockerTables, withDockerRules } from './docker/docker-rules.ts';
import { readIpSets } from './firewall/read-ipset.ts';
import { readIptables, type Table, tableChains } from './firewall/read-iptables.ts';
import { readNft } from './firewall/read-nft.ts';
import type { BaseChain, Chain, Rule, Ruleset } from './firewall/ruleset.ts';
import type { Machine } from './machine.ts';

/** The tables that iptables makes. */
const iptablesTables = ['raw', 'mangle', 'nat', 'filter', 'security'];
const nftFamilies: { readonly [family in Family]: string } = { ipv4: 'ip', ipv6: 'ip6' };

/** The chains that packets of `family` meet; null where the record holds none of its firewall. */
export function machineRuleset(
  machine: Machine,
  family: Family,
  backend: DockerStyle['backend'],
): Ruleset | null {
  const known = rulesets.get(machine) ?? new Map<string, Ruleset | null>();
  rulesets.set(machine, known);
  const key = `${family} ${backend}`;
  const ruleset = known.get(key) ?? readRuleset(machine, family, backend);
  known.set(key, ruleset);
  return ruleset;
}

/** Fixes and previews ask for reach again and again: a record is read once. */
const rulesets = new WeakMap<Machine, Map<string, Ruleset | null>>();

function readRuleset(machine: Machine, family: Family, backend: DockerStyle['backend']): Ruleset | null {
  const text = family === 'ipv4' ? machine.iptables : machine.ip6tables;
  if (text === undefined && machine.nft === undefined) return null;
  const sets = readIpSets(machine.ipset ?? '');
  const saved = text === undefined ? [] : readIptables(text, family, sets);
  const prefix = `${nftFamilies[family]} `;
  const ownTables = new Set(saved.map(({ name }) => `${prefix}${name}`));
  const listed =
    machine.nft === undefined
      ? []
      : // What iptables made over nf_tables stands in both: it counts once.
        readNft(machine.nft, family, (table) => ownTables.has(table) || table.endsWith(' docker-bridges'));
  const ofIptables = ({ table }: BaseChain): boolean =>
    table.startsWith(prefix) && iptablesTables.includes(table.slice(prefix.length));
  const tables = [...saved, ...asTables(listed.filter(ofIptables), prefix)];
  const others = listed.filter((chain) => !ofIptables(chain));
  if (backend === 'nftables') return { chains: [...tableChains(tables), ...dockerTables(), ...others] };
  return { chains: [...tableChains(withDockerRules(tables, bridgeNames(machine))), ...others] };
}

/** A machine on which nobody but Docker has made rules. */
export function cleanRuleset(style: DockerStyle): Ruleset {
  const key = `${style.backend} ${style.leavesForwardingToHost}`;
  const known = cleanRulesets.get(key) ?? makeCleanRuleset(style);
  cleanRulesets.set(key, known);
  return known;
}

const cleanRulesets = new Map<string, Ruleset>();

function makeCleanRuleset(style: DockerStyle): Ruleset {
  if (style.backend === 'nftables') return { chains: dockerTables() };
  const chains = tableChains(withDockerRules([], () => false));
  // Before Engine 28 the policy of FORWARD decides what no rule does, and a machine that is not known has any (O5).
  const anyPolicy: Rule = { matches: [], action: { kind: 'unknown' }, text: 'FORWARD: policy' };
  return {
    chains: chains.map((chain) =>
      chain.name === 'FORWARD' && style.leavesForwardingToHost
        ? { ...chain, rules: [...chain.rules, anyPolicy] }
        : chain,
    ),
  };
}

function asTables(chains: readonly BaseChain[], prefix: string): readonly Table[] {
  const names = [...new Set(chains.map(({ table }) => table))];
  return names.map((name) => {
    const own = chains.filter(({ table }) => table === name);
    const all: ReadonlyMap<string, Chain> = own[0]?.chains ?? new Map();
    return {
      name: name.slice(prefix.length),
      policies: new Map(own.map((chain) => [chain.name, chain.policy.toUpperCase()])),
      rules: new Map([...all].map(([chain, { rules }]) => [chain, rules])),
    };
  });
}

/** Whether a name is that of an interface of one of Docker's networks. */
function bridgeNames({ bridges = {}, interface: outside }: Machine): (name: string) => boolean {
  const known = new Set(Object.values(bridges));
  return (name) =>
    known.has(name) ||
    name === 'docker0' ||
    (/^br-/.test(name) && name !== outside) ||
    name === 'docker_gwbridge';
}
