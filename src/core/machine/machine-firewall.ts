// The firewall of a machine in one address family: what was read of it, with Docker's own rules modelled in their place.

import { allFamilies, type Family } from '../reach/reach-model.ts';
import { type DockerStyle, dockerTables, jumpToDockerUser, withDockerRules } from './docker/docker-rules.ts';
import { type IpSets, readIpSets } from './firewall/read-ipset.ts';
import {
  iptablesTables,
  readIptables,
  type SavedTables,
  type Table,
  tableChains,
} from './firewall/read-iptables.ts';
import { type NftChains, readNft } from './firewall/read-nft.ts';
import {
  type BaseChain,
  type Chain,
  citation,
  type Rule,
  type Ruleset,
  unreadChains,
} from './firewall/ruleset.ts';
import type { Machine } from './machine.ts';

const nftFamilies: { readonly [family in Family]: string } = { ipv4: 'ip', ipv6: 'ip6' };

/** Returns the chains that packets of `family` meet; null when the record has no firewall for it. */
export function machineRuleset(machine: Machine, family: Family, style: DockerStyle): Ruleset | null {
  const known = rulesets.get(machine) ?? new Map<string, Ruleset | null>();
  rulesets.set(machine, known);
  const key = `${family} ${JSON.stringify(style)}`;
  const ruleset = known.get(key) ?? readRuleset(machine, family, style);
  known.set(key, ruleset);
  return ruleset;
}

/** The parsed rulesets by record, since fixes and previews ask for the same record repeatedly. */
const rulesets = new WeakMap<Machine, Map<string, Ruleset | null>>();
const texts = new WeakMap<Machine, ReadonlyMap<Family, FamilyTexts>>();

/** The firewall of one family in a record, before Docker's own rules are modelled in it. */
interface FamilyTexts {
  readonly sets: IpSets;
  readonly saved: SavedTables;
  readonly listed: NftChains;
  readonly unread: readonly string[];
}

function textsOf(machine: Machine, family: Family): FamilyTexts {
  const known = texts.get(machine)?.get(family);
  if (known) return known;
  const text = family === 'ipv4' ? machine.iptables : machine.ip6tables;
  const sets = readIpSets(machine.ipset ?? '');
  const saved: SavedTables =
    text === undefined ? { tables: [], unreadLines: [] } : readIptables(text, family, sets);
  const ownTables = new Set(saved.tables.map(({ name }) => `${nftFamilies[family]} ${name}`));
  const listed: NftChains =
    machine.nft === undefined
      ? { chains: [], unread: [] }
      : // What iptables made over nf_tables stands in both: it counts once.
        readNft(machine.nft, family, (table) => ownTables.has(table) || table.endsWith(' docker-bridges'));
  const made = { sets, saved, listed, unread: [...saved.unreadLines, ...listed.unread] };
  texts.set(machine, new Map(texts.get(machine)).set(family, made));
  return made;
}

/** Returns the lines and items of a record's firewall that cannot be parsed; their effect is unknown. */
export function unreadLinesOf(machine: Machine): readonly string[] {
  const families = allFamilies.map((family) => textsOf(machine, family));
  const sets =
    families[0]?.sets.unread.map(({ line, text }) => `ipset line ${line}: ${citation(text)}`) ?? [];
  return [...new Set([...families.flatMap(({ unread }) => unread), ...sets])];
}

function readRuleset(machine: Machine, family: Family, style: DockerStyle): Ruleset | null {
  const { added } = machine;
  const text = family === 'ipv4' ? machine.iptables : machine.ip6tables;
  const isKnown = text !== undefined || machine.nft !== undefined;
  if (!isKnown && added === undefined) return null;
  const { sets, saved, listed: all, unread } = textsOf(machine, family);
  const prefix = `${nftFamilies[family]} `;
  const { chains: listed } = all;
  const ofIptables = ({ table }: BaseChain): boolean =>
    table.startsWith(prefix) && iptablesTables.includes(table.slice(prefix.length));
  const tables = [...saved.tables, ...asTables(listed.filter(ofIptables), prefix)];
  const others = listed.filter((chain) => !ofIptables(chain));
  const iptables = style.backend === 'iptables' ? withDockerRules(tables, bridgeNameTest(machine)) : tables;
  const addedText = family === 'ipv4' ? added?.iptables : added?.ip6tables;
  const withOurs =
    addedText === undefined
      ? iptables
      : withAdded(iptables, readIptables(addedText, family, sets).tables, style);
  const chains = tableChains(withOurs);
  return {
    chains: [
      ...(isKnown ? chains : withAnyPolicy(chains, style)),
      ...(style.backend === 'nftables' ? dockerTables() : []),
      ...others,
      ...(added?.nft === undefined ? [] : readNft(added.nft, family, () => false).chains),
      ...unread.slice(0, 1).flatMap(unreadChains),
    ],
  };
}

/** Returns the tables with added rules, which come first in chains that exist. */
function withAdded(
  tables: readonly Table[],
  added: readonly Table[],
  { backend, filtersFamily }: DockerStyle,
): readonly Table[] {
  const names = new Set([...tables, ...added].map(({ name }) => name));
  return [...names].map((name) => {
    const [own, more] = [tables, added].map((list) => list.find((table) => table.name === name));
    const rules = new Map(own?.rules ?? []);
    const policies = new Map([...(more?.policies ?? []), ...(own?.policies ?? [])]);
    for (const [chain, list] of more?.rules ?? []) rules.set(chain, [...list, ...(rules.get(chain) ?? [])]);
    const forward = rules.get('FORWARD') ?? [];
    const asked = forward.some(({ action }) => action.kind === 'jump' && action.chain === 'DOCKER-USER');
    // Where Docker does not run yet, it puts the jump first when it starts.
    if (name === 'filter' && backend === 'iptables' && filtersFamily && rules.has('DOCKER-USER') && !asked)
      rules.set('FORWARD', [jumpToDockerUser, ...forward]);
    return { name, policies, rules };
  });
}

/** Returns the ruleset of a machine with no rules but Docker's. */
export function cleanRuleset(style: DockerStyle): Ruleset {
  const key = `${style.backend} ${style.leavesForwardingToHost}`;
  const known = cleanRulesets.get(key) ?? makeCleanRuleset(style);
  cleanRulesets.set(key, known);
  return known;
}

const cleanRulesets = new Map<string, Ruleset>();

function makeCleanRuleset(style: DockerStyle): Ruleset {
  if (style.backend === 'nftables') return { chains: dockerTables() };
  return { chains: withAnyPolicy(tableChains(withDockerRules([], () => false)), style) };
}

/** Returns the chains with an unknown policy of FORWARD: before Engine 28 it decides about packets that match no rule (O5). */
function withAnyPolicy(chains: readonly BaseChain[], style: DockerStyle): readonly BaseChain[] {
  const anyPolicy: Rule = { matches: [], action: { kind: 'unknown' }, text: 'FORWARD: policy' };
  return chains.map((chain) =>
    chain.name === 'FORWARD' && style.leavesForwardingToHost
      ? { ...chain, rules: [...chain.rules, anyPolicy] }
      : chain,
  );
}

function asTables(chains: readonly BaseChain[], prefix: string): readonly Table[] {
  const byTable = new Map<string, BaseChain[]>();
  for (const chain of chains) byTable.set(chain.table, [...(byTable.get(chain.table) ?? []), chain]);
  return [...byTable].map(([name, own]) => {
    const all: ReadonlyMap<string, Chain> = own[0]?.chains ?? new Map();
    return {
      name: name.slice(prefix.length),
      policies: new Map(own.map((chain) => [chain.name, chain.policy.toUpperCase()])),
      rules: new Map([...all].map(([chain, { rules }]) => [chain, rules])),
    };
  });
}

/** Returns a predicate that is true for interface names of Docker's networks. */
function bridgeNameTest({ bridges = {}, interface: outside }: Machine): (name: string) => boolean {
  const known = new Set(Object.values(bridges));
  return (name) =>
    known.has(name) ||
    name === 'docker0' ||
    (/^br-/.test(name) && name !== outside) ||
    name === 'docker_gwbridge';
}
