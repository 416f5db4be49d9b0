// The rules that a script sets inside of a container's network stack, and what they let through (LV5, LV6).

import type { Tri } from '../../compose/topology.ts';
import { type KnownAddress, unknownAddress } from '../../machine/firewall/addresses.ts';
import { Firewall, type Packet } from '../../machine/firewall/evaluate.ts';
import { readIpSets } from '../../machine/firewall/read-ipset.ts';
import { readIptables, tableChains } from '../../machine/firewall/read-iptables.ts';
import { type BaseChain, unreadChains } from '../../machine/firewall/ruleset.ts';
import { allFamilies, type Family } from '../../reach/reach-model.ts';
import type { SourcePlace } from '../../ways-in/places.ts';
import type { ScriptCommand } from './script-lines.ts';

/** A connection at the edge of a container: what it asks, or what asks it. */
export interface EdgePacket {
  readonly family: Family;
  /** The interface that it leaves or comes by: `eth0`, `lo`, `tun0`. */
  readonly interface: string;
  /** The other end. */
  readonly address: KnownAddress;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
}

/** What the rules say of a connection, with the rule that stops it. */
export interface EdgeAnswer {
  readonly passes: Tri;
  readonly because: string | null;
}

/** The rules of a container's own network stack. */
export interface ContainerRules {
  /** The line of the script that sets the first of them. */
  readonly place: SourcePlace;
  /** False where the script breaks the container's own resolver (LV5). */
  readonly keepsResolver: boolean;
  /** True where a rule names the addresses of names. */
  readonly families: ReadonlySet<Family>;
  /** Returns whether a connection gets out, and its answers in. */
  leaves(packet: EdgePacket): EdgeAnswer;
  /** Returns whether a connection gets in, and the answers out. */
  enters(packet: EdgePacket): EdgeAnswer;
}

const programs: ReadonlyMap<string, Family> = new Map([
  ['iptables', 'ipv4'],
  ['ip6tables', 'ipv6'],
]);
const builtIn: { readonly [table: string]: readonly string[] } = {
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  raw: ['PREROUTING', 'OUTPUT'],
};

interface Draft {
  readonly policies: Map<string, string>;
  readonly rules: Map<string, string[]>;
}

/** Returns the rules that commands set; null for commands that set none. */
export function containerRules(commands: readonly ScriptCommand[]): ContainerRules | null {
  const tables = new Map<string, Draft>();
  const sets: string[] = [];
  const unknown = new Set<Family>();
  const named = new Set<Family>();
  let first: SourcePlace | null = null;
  let keepsResolver = true;
  for (const { words, place, isSure } of commands) {
    const [program = null, ...args] = words[0] === 'sudo' ? words.slice(1) : words;
    if (program === 'ipset') {
      const line = args.filter((word) => word !== '-exist' && word !== '-!').map((word) => word ?? '?');
      if (line[0] === 'create' || line[0] === 'add')
        sets.push(isSure ? line.join(' ') : `add ${line[1] ?? ''} ?`);
      continue;
    }
    if (program === 'nft' || program === 'ufw') {
      first ??= place;
      for (const family of allFamilies) unknown.add(family);
      continue;
    }
    const family = program === null ? undefined : programs.get(program);
    if (family === undefined) continue;
    first ??= place;
    named.add(family);
    if (!isSure) unknown.add(family);
    const done = apply(tables, family, args);
    if (done === 'unknown') unknown.add(family);
    if (done === 'breaks the resolver') keepsResolver = false;
  }
  if (first === null) return null;
  return {
    place: first,
    keepsResolver,
    families: named,
    ...evaluator((family) =>
      unknown.has(family)
        ? unreadChains('a rule of the script that is not followed')
        : chainsOf(tables, family, sets),
    ),
  };
}

/** Applies one command; `unknown` where its effect is not followed. */
function apply(
  tables: Map<string, Draft>,
  family: Family,
  args: readonly (string | null)[],
): 'done' | 'unknown' | 'breaks the resolver' {
  const words = args.filter((word) => word !== '-w' && word !== '--wait');
  const at = words.findIndex((word) => word === '-t' || word === '--table');
  const table = at < 0 ? 'filter' : (words[at + 1] ?? 'filter');
  const own = at < 0 ? words : [...words.slice(0, at), ...words.slice(at + 2)];
  const [command, chain, ...rest] = own;
  const draft = tables.get(`${family} ${table}`) ?? { policies: new Map(), rules: new Map() };
  tables.set(`${family} ${table}`, draft);
  const list = chain ? (draft.rules.get(chain) ?? []) : [];
  // A value that only a run gives makes the rule one that is not understood.
  const text = rest.map((word) => (word === null ? '!unknown' : quoted(word))).join(' ');
  switch (command) {
    case '-A':
    case '--append':
      if (!chain) return 'unknown';
      draft.rules.set(chain, [...list, text]);
      return 'done';
    case '-I':
    case '--insert': {
      if (!chain) return 'unknown';
      const [position] = rest;
      const isPlaced = position !== null && position !== undefined && /^\d+$/.test(position);
      const index = isPlaced ? Number(position) - 1 : 0;
      const own = isPlaced ? text.replace(/^\d+\s*/, '') : text;
      draft.rules.set(chain, [...list.slice(0, index), own, ...list.slice(index)]);
      return 'done';
    }
    case '-P':
    case '--policy':
      if (!chain || !rest[0]) return 'unknown';
      draft.policies.set(chain, rest[0]);
      return 'done';
    case '-N':
    case '--new-chain':
      if (chain) draft.rules.set(chain, list);
      return 'done';
    case '-X':
    case '--delete-chain':
    case '-Z':
    case '-L':
    case '-S':
      return 'done';
    case '-F':
    case '--flush':
      for (const name of chain ? [chain] : [...draft.rules.keys()]) draft.rules.set(name, []);
      return table === 'nat' && family === 'ipv4' ? 'breaks the resolver' : 'done';
    default:
      return 'unknown';
  }
}

function quoted(word: string): string {
  return /[\s"']/.test(word) ? `"${word.replaceAll('"', '')}"` : word;
}

/** Returns the chains of the tables, from the text that `iptables-save` would print. */
function chainsOf(
  tables: ReadonlyMap<string, Draft>,
  family: Family,
  sets: readonly string[],
): readonly BaseChain[] {
  const text = [...tables].flatMap(([key, { policies, rules }]) => {
    const [of, table = ''] = key.split(' ');
    if (of !== family) return [];
    const own = new Set([...(builtIn[table] ?? []), ...rules.keys(), ...policies.keys()]);
    return [
      `*${table}`,
      ...[...own].map(
        (chain) =>
          `:${chain} ${builtIn[table]?.includes(chain) ? (policies.get(chain) ?? 'ACCEPT') : '-'} [0:0]`,
      ),
      ...[...rules].flatMap(([chain, list]) => list.map((rule) => `-A ${chain} ${rule}`)),
      'COMMIT',
    ];
  });
  const read = readIptables(text.join('\n'), family, readIpSets(sets.join('\n')));
  return read.unreadLines.length > 0 ? unreadChains(read.unreadLines[0] ?? '') : tableChains(read.tables);
}

function evaluator(
  chainsIn: (family: Family) => readonly BaseChain[],
): Pick<ContainerRules, 'leaves' | 'enters'> {
  const firewalls = new Map<Family, Firewall<Packet>>();
  const firewallOf = (family: Family): Firewall<Packet> => {
    const known = firewalls.get(family) ?? new Firewall<Packet>({ chains: chainsIn(family) }, () => 'pass');
    firewalls.set(family, known);
    return known;
  };
  const ask = (packet: EdgePacket, isOut: boolean): EdgeAnswer => {
    const firewall = firewallOf(packet.family);
    const one = firewall.pass(isOut ? 'output' : 'input', 0, keyOf(packet, isOut, false), () =>
      packetOf(packet, isOut, false),
    );
    if (one.passes === false) return { passes: false, because: one.because };
    const back = firewall.pass(isOut ? 'input' : 'output', 0, keyOf(packet, isOut, true), () =>
      packetOf(packet, isOut, true),
    );
    if (back.passes === false) return { passes: false, because: back.because };
    const isKnown = one.passes === true && back.passes === true;
    return { passes: isKnown ? true : 'unknown', because: isKnown ? null : (one.because ?? back.because) };
  };
  return { leaves: (packet) => ask(packet, true), enters: (packet) => ask(packet, false) };
}

function keyOf(
  { interface: by, address, port, protocol }: EdgePacket,
  isOut: boolean,
  isReply: boolean,
): string {
  return [by, address.text, port, protocol, isOut, isReply].join(' ');
}

function packetOf(
  { interface: by, address, port, protocol, family }: EdgePacket,
  isOut: boolean,
  isReply: boolean,
): Packet {
  // The packet goes out of the container where it asks, or where it answers who asks it.
  const goesOut = isOut !== isReply;
  const own = by === 'lo' ? address : unknownAddress('the container', family);
  const [source, destination] = goesOut ? [own, address] : [address, own];
  const isToPort = isOut ? goesOut : !goesOut;
  return {
    in: goesOut ? null : by,
    out: goesOut ? by : null,
    source,
    destination,
    protocol,
    sourcePort: isToPort ? 'passing' : port,
    destinationPort: isToPort ? port : 'passing',
    state: isReply ? 'established' : 'new',
    reply: isReply,
    originalSource: isOut ? own : address,
    originalDestination: isOut ? address : own,
    originalPort: port,
    sourceTranslated: false,
    destinationTranslated: false,
    toLocal: !goesOut || by === 'lo',
    fromLocal: goesOut || by === 'lo',
    isBridged: false,
    isOpening: !isReply,
    icmpType: null,
  };
}
