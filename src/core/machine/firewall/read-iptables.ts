// The rules that `iptables-save` and `ip6tables-save` print.

import type { Family } from '../../reach/reach-model.ts';
import { parseAddress, parseRange } from './addresses.ts';
import { icmpTypeOf } from './icmp-types.ts';
import type { IpSets } from './read-ipset.ts';
import type { Action, BaseChain, Chain, Hook, Match, PortRange, Rule } from './ruleset.ts';

const priorities: { readonly [table: string]: number } = {
  raw: -300,
  mangle: -150,
  filter: 0,
  security: 50,
};

const hooks: { readonly [chain: string]: Hook } = {
  PREROUTING: 'prerouting',
  INPUT: 'input',
  FORWARD: 'forward',
  OUTPUT: 'output',
  POSTROUTING: 'postrouting',
};

/** One table as it was printed: its chains in order, with the policies of those of the kernel. */
export interface Table {
  readonly name: string;
  readonly policies: ReadonlyMap<string, string>;
  readonly rules: ReadonlyMap<string, readonly Rule[]>;
}

/** Reads what `iptables-save` printed for `family`; what a rule says that is not understood makes it an unknown one. */
export function readIptables(text: string, family: Family, sets: IpSets): readonly Table[] {
  const tables: Table[] = [];
  let policies = new Map<string, string>();
  let rules = new Map<string, Rule[]>();
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line.startsWith('*')) {
      policies = new Map();
      rules = new Map();
      tables.push({ name: line.slice(1), policies, rules });
    } else if (line.startsWith(':')) {
      const [name = '', policy = '-'] = line.slice(1).split(/\s+/);
      if (policy !== '-') policies.set(name, policy);
      rules.set(name, rules.get(name) ?? []);
    } else {
      const words = splitWords(line.replace(/^\[\d+:\d+\]\s*/, ''));
      const [command, chain] = words;
      if (command !== '-A' || chain === undefined) continue;
      const list = rules.get(chain) ?? [];
      rules.set(chain, list);
      list.push(readRule(words.slice(2), chain, list.length + 1, family, sets));
    }
  }
  return tables;
}

/** The chains of tables as the kernel asks them. */
export function tableChains(tables: readonly Table[]): readonly BaseChain[] {
  return tables.flatMap(({ name, policies, rules }) => {
    const chains = new Map<string, Chain>(
      [...rules].map(([chain, list]) => [chain, { name: chain, rules: list }]),
    );
    return [...policies].flatMap(([chain, policy]): readonly BaseChain[] => {
      const hook = hooks[chain];
      if (hook === undefined) return [];
      return [
        {
          table: name,
          name: chain,
          rules: rules.get(chain) ?? [],
          hook,
          priority: priorityOf(name, hook),
          policy: policy === 'DROP' ? 'drop' : 'accept',
          nat: name === 'nat',
          chains,
        },
      ];
    });
  });
}

function priorityOf(table: string, hook: Hook): number {
  if (table !== 'nat') return priorities[table] ?? 0;
  return hook === 'prerouting' || hook === 'output' ? -100 : 100;
}

/** The words of a line; quotes hold words together. */
function splitWords(line: string): readonly string[] {
  const words: string[] = [];
  for (const [, quoted, plain] of line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)) {
    words.push(plain ?? (quoted ?? '').replace(/\\(.)/g, '$1'));
  }
  return words;
}

/** What reads the words of one rule, one after the other. */
interface Reading {
  readonly family: Family;
  readonly sets: IpSets;
  readonly matches: Match[];
  action: Action;
  /** `-m` that was named last, for options that several have. */
  module: string;
}

type ReadOption = (reading: Reading, values: readonly string[], not: boolean) => void;

interface Option {
  /** How many words follow. */
  readonly values: number;
  readonly read: ReadOption;
}

const ignored = (values: number): Option => ({ values, read: () => {} });
const matchOf = (
  values: number,
  make: (reading: Reading, values: readonly string[], not: boolean) => Match,
): Option => ({
  values,
  read: (reading, words, not) => {
    reading.matches.push(make(reading, words, not));
  },
});
const unknownMatch = (text: string): Match => ({ kind: 'unknown', text });
const addressMatch = (kind: 'source' | 'destination' | 'original-source' | 'original-destination'): Option =>
  matchOf(1, ({ family }, [text = ''], not) => {
    const ranges = text.split(',').map((one) => parseRange(one, family));
    const known = ranges.filter((range) => range !== null);
    return known.length === ranges.length ? { kind, ranges: known, not } : unknownMatch(text);
  });
const rangeMatch = (kind: 'source' | 'destination'): Option =>
  matchOf(1, ({ family }, [text = ''], not) => {
    const [from = '', to = from] = text.split('-');
    const [first, last] = [parseAddress(from, family), parseAddress(to, family)];
    return first === null || last === null ? unknownMatch(text) : { kind, ranges: [{ first, last }], not };
  });
const portMatch = (kind: 'source-port' | 'destination-port' | 'any-port' | 'original-port'): Option =>
  matchOf(1, (_, [text = ''], not) => {
    const ranges = text.split(',').map(portRange);
    const known = ranges.filter((range) => range !== null);
    return known.length === ranges.length ? { kind, ranges: known, not } : unknownMatch(text);
  });
const stateMatch = matchOf(1, (_, [text = ''], not) => ({
  kind: 'state',
  states: text.toLowerCase().split(','),
  not,
}));
const interfaceMatch = (kind: 'in' | 'out'): Option =>
  matchOf(1, (_, [name = ''], not) => ({ kind, names: [name.replace(/\+$/, '*')], not }));
const addressType = (of: 'source' | 'destination'): Option =>
  matchOf(1, (_, [text = ''], not) => {
    // What is asked here is a connection: it never goes to a broadcast or multicast address.
    if (text === 'LOCAL') return { kind: 'local', of, not };
    if (text === 'BROADCAST' || text === 'MULTICAST') return { kind: not ? 'always' : 'never' };
    return unknownMatch(text);
  });
const icmpType = matchOf(1, (_, [text = ''], not) => {
  const type = icmpTypeOf(text);
  return type === null ? unknownMatch(text) : { kind: 'icmp-type', types: [type], not };
});
/** Of one connection that is the first of its kind: a rate that is not exceeded, a count that is not reached. */
const firstOfAll = (values: number, kind: 'always' | 'never'): Option =>
  matchOf(values, (_, __, not) => ({ kind: not ? (kind === 'always' ? 'never' : 'always') : kind }));

const options: { readonly [option: string]: Option } = {
  '-s': addressMatch('source'),
  '-d': addressMatch('destination'),
  '-i': interfaceMatch('in'),
  '-o': interfaceMatch('out'),
  '-p': matchOf(1, (_, [text = ''], not) =>
    text === 'all' || text === '0'
      ? { kind: not ? 'never' : 'always' }
      : { kind: 'protocol', names: [protocolName(text)], not },
  ),
  '-m': {
    values: 1,
    read: (reading, [module = '']) => {
      reading.module = module;
    },
  },
  '--sport': portMatch('source-port'),
  '--dport': portMatch('destination-port'),
  '--sports': portMatch('source-port'),
  '--dports': portMatch('destination-port'),
  '--ports': portMatch('any-port'),
  '--ctorigdstport': portMatch('original-port'),
  '--ctorigsrc': addressMatch('original-source'),
  '--ctorigdst': addressMatch('original-destination'),
  '--ctstate': stateMatch,
  '--state': stateMatch,
  '--ctstatus': matchOf(1, (_, [text = '']) => unknownMatch(`--ctstatus ${text}`)),
  '--ctdir': matchOf(1, (_, [text = '']) => ({ kind: 'direction', reply: text === 'REPLY' })),
  '--ctproto': matchOf(1, (_, [text = ''], not) => ({ kind: 'protocol', names: [protocolName(text)], not })),
  '--src-range': rangeMatch('source'),
  '--dst-range': rangeMatch('destination'),
  '--src-type': addressType('source'),
  '--dst-type': addressType('destination'),
  '--mark': {
    values: 1,
    read: ({ matches, module }, [text = ''], not) => {
      const mark = module === 'mark' ? markOf(text) : null;
      matches.push(mark ? { kind: 'mark', ...mark, not } : unknownMatch(`${module} --mark ${text}`));
    },
  },
  '--match-set': {
    values: 2,
    read: ({ matches, sets, family }, [name = '', flags = ''], not) => {
      const set = sets.get(name);
      const text = `--match-set ${name} ${flags}`;
      if (set?.family === family && set.addresses && (flags === 'src' || flags === 'dst'))
        matches.push({ kind: flags === 'src' ? 'source' : 'destination', ranges: set.addresses, not });
      else if (set?.ports && (flags === 'src' || flags === 'dst'))
        matches.push({ kind: flags === 'src' ? 'source-port' : 'destination-port', ranges: set.ports, not });
      else matches.push(unknownMatch(text));
    },
  },
  '--syn': matchOf(0, (_, __, not) => ({ kind: 'syn', not })),
  '--tcp-flags': matchOf(2, (_, [mask = '', set = ''], not) => {
    const named = new Set(mask.split(','));
    const isSyn = set === 'SYN' && ['SYN', 'RST', 'ACK'].every((flag) => named.has(flag));
    return isSyn ? { kind: 'syn', not } : unknownMatch(`--tcp-flags ${mask} ${set}`);
  }),
  '--physdev-is-bridged': matchOf(0, (_, __, not) => ({ kind: 'bridged', not })),
  '--icmp-type': icmpType,
  '--icmpv6-type': icmpType,
  '--hl-eq': matchOf(1, (_, [text = ''], not) => ({ kind: 'hop-limit', value: Number(text), not })),
  '--rt-type': firstOfAll(1, 'never'),
  '--rt-segsleft': ignored(1),
  '--comment': ignored(1),
  '--limit': firstOfAll(1, 'always'),
  '--limit-burst': ignored(1),
  '--limit-iface-in': ignored(0),
  '--limit-iface-out': ignored(0),
  '--set': firstOfAll(0, 'always'),
  '--update': firstOfAll(0, 'never'),
  '--rcheck': firstOfAll(0, 'never'),
  '--seconds': ignored(1),
  '--hitcount': ignored(1),
  '--name': ignored(1),
  '--mask': ignored(1),
  '--rsource': ignored(0),
  '--rdest': ignored(0),
  '--connlimit-above': firstOfAll(1, 'never'),
  '--connlimit-upto': firstOfAll(1, 'always'),
  '--connlimit-mask': ignored(1),
  '--connlimit-saddr': ignored(0),
  '--connlimit-daddr': ignored(0),
  '--hashlimit-upto': firstOfAll(1, 'always'),
  '--hashlimit-above': firstOfAll(1, 'never'),
  '--hashlimit-burst': ignored(1),
  '--hashlimit-mode': ignored(1),
  '--hashlimit-name': ignored(1),
};

/** Targets that let the packet pass on as it is. */
const passing = new Set([
  'LOG',
  'NFLOG',
  'ULOG',
  'TRACE',
  'AUDIT',
  'TCPMSS',
  'CHECKSUM',
  'DSCP',
  'TOS',
  'TTL',
  'HL',
]);
const closing = new Set(['DROP', 'REJECT']);

/** Options of targets, by target; without an entry they say nothing that matters. */
function readTarget(name: string, words: readonly string[]): Action {
  if (name === 'ACCEPT') return { kind: 'accept' };
  if (closing.has(name)) return { kind: 'drop' };
  if (name === 'RETURN') return { kind: 'return' };
  if (passing.has(name)) return { kind: 'none' };
  if (name === 'MARK') return markAction(words);
  if (name === 'SNAT' || name === 'MASQUERADE' || name === 'NETMAP') return { kind: 'source-nat' };
  if (name === 'DNAT' || name === 'REDIRECT') return { kind: 'destination-nat' };
  if (/^[A-Z]+$/.test(name) && unread.has(name)) return { kind: 'unknown' };
  return { kind: 'jump', chain: name };
}

/** Targets that decide in ways that are not modelled. */
const unread = new Set(
  'CONNMARK CONNSECMARK SECMARK CT NOTRACK QUEUE NFQUEUE TPROXY TEE SET CLASSIFY SYNPROXY TARPIT ECN IDLETIMER'.split(
    ' ',
  ),
);

function markAction([option = '', text = '']: readonly string[]): Action {
  const mark = markOf(text);
  if (!mark) return { kind: 'unknown' };
  const { value, mask } = mark;
  switch (option) {
    case '--set-xmark':
      return { kind: 'mark', keep: ~mask >>> 0, flip: value };
    case '--set-mark':
      return { kind: 'mark', keep: ~(mask | value) >>> 0, flip: value };
    case '--and-mark':
      return { kind: 'mark', keep: value, flip: 0 };
    case '--or-mark':
      return { kind: 'mark', keep: ~value >>> 0, flip: value };
    default:
      return { kind: 'unknown' };
  }
}

function markOf(text: string): { readonly value: number; readonly mask: number } | null {
  const found = /^(0x[0-9a-f]+|\d+)(?:\/(0x[0-9a-f]+|\d+))?$/i.exec(text);
  if (!found) return null;
  return { value: Number(found[1]), mask: found[2] === undefined ? 0xffffffff : Number(found[2]) };
}

function portRange(text: string): PortRange | null {
  const found = /^(\d*)(?::(\d*))?$/.exec(text);
  if (!found || text === '') return null;
  const first = found[1] === '' ? 0 : Number(found[1]);
  return { first, last: found[2] === undefined ? first : found[2] === '' ? 65535 : Number(found[2]) };
}

const protocolNumbers: { readonly [number: string]: string } = {
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  '58': 'ipv6-icmp',
};

function protocolName(text: string): string {
  return text === 'icmpv6' ? 'ipv6-icmp' : (protocolNumbers[text] ?? text);
}

function readRule(
  words: readonly string[],
  chain: string,
  position: number,
  family: Family,
  sets: IpSets,
): Rule {
  const reading: Reading = { family, sets, matches: [], action: { kind: 'none' }, module: '' };
  const text = `${chain} ${position}: ${words.join(' ')}`;
  let at = 0;
  let not = false;
  for (;;) {
    const word = words[at];
    if (word === undefined) break;
    at++;
    if (word === '!') {
      not = true;
      continue;
    }
    if (word === '-j' || word === '-g') {
      const target = words[at] ?? '';
      reading.action =
        word === '-g' ? { kind: 'goto', chain: target } : readTarget(target, words.slice(at + 1));
      break; // Options of a target come last.
    }
    const option = options[word];
    if (!option) {
      const values = words.slice(at).findIndex((other) => other === '!' || other.startsWith('-'));
      const end = values < 0 ? words.length : at + values;
      reading.matches.push(unknownMatch(words.slice(at - 1, end).join(' ')));
      at = end;
    } else {
      option.read(reading, words.slice(at, at + option.values), not);
      at += option.values;
    }
    not = false;
  }
  return { matches: reading.matches, action: reading.action, text };
}
