// The rules that `iptables-save` and `ip6tables-save` print. A line that is none of theirs makes all unknown: nobody can tell what it does.

import type { Family } from '../../reach/reach-model.ts';
import { parseAddress, parseRange } from './addresses.ts';
import { icmpTypeOf } from './icmp-types.ts';
import type { IpSets } from './read-ipset.ts';
import {
  type Action,
  type BaseChain,
  type Chain,
  citation,
  connectionStates,
  type Hook,
  hookNames,
  type Match,
  type PortRange,
  portRangeOf,
  protocolOf,
  type Rule,
} from './ruleset.ts';

/** The tables of iptables with their hook priorities; the priority of `nat` differs from hook to hook. */
const priorities: ReadonlyMap<string, number> = new Map([
  ['raw', -300],
  ['mangle', -150],
  ['nat', -100],
  ['filter', 0],
  ['security', 50],
]);

/** The names of the tables that iptables creates. */
export const iptablesTables: readonly string[] = [...priorities.keys()];

const hooks: ReadonlyMap<string, Hook> = new Map(hookNames.map((hook) => [hook.toUpperCase(), hook]));

/** One printed table: its chains in order, with the policies of the built-in ones. */
export interface Table {
  readonly name: string;
  readonly policies: ReadonlyMap<string, string>;
  readonly rules: ReadonlyMap<string, readonly Rule[]>;
}

/** The printed tables, and the lines that belong to none: `iptables line 7: hello world`. */
export interface SavedTables {
  readonly tables: readonly Table[];
  readonly unreadLines: readonly string[];
}

/** Parses the output of `iptables-save` for `family`; a rule with a part that is not understood becomes an unknown rule. */
export function readIptables(text: string, family: Family, sets: IpSets): SavedTables {
  const program = family === 'ipv4' ? 'iptables' : 'ip6tables';
  const tables: Table[] = [];
  const unread: string[] = [];
  let open: Draft | null = null;
  text.split(/\r\n|\r|\n/).forEach((raw, index) => {
    const line = raw.trim();
    const note = (what = line): void => {
      unread.push(`${program} line ${index + 1}: ${citation(what)}`);
    };
    if (line.startsWith('*')) {
      const name = line.slice(1);
      if (open) note(`${line} before the COMMIT of ${open.name}`);
      else if (!priorities.has(name) || tables.some((table) => table.name === name)) note();
      open = { name, policies: new Map(), rules: new Map() };
      if (priorities.has(name) && !tables.some((table) => table.name === name)) tables.push(open);
    } else if (line === 'COMMIT' && open) {
      for (const chain of open.rules.keys())
        if (hooks.has(chain) && !open.policies.has(chain)) note(`${chain} without a policy`);
      open = null;
    } else if (
      line.startsWith('#')
        ? warnsOfLegacyRules(line)
        : line !== '' && !(open && readLine(open, line, family, sets))
    )
      note();
  });
  if (open) unread.push(`${program}: the text ends before the COMMIT of ${(open as Draft).name}`);
  return { tables, unreadLines: unread };
}

interface Draft extends Table {
  readonly policies: Map<string, string>;
  readonly rules: Map<string, Rule[]>;
}

/** True when a comment warns that legacy iptables has further rules, which the output leaves out. */
function warnsOfLegacyRules(comment: string): boolean {
  return /^# Warning: .*legacy tables present/.test(comment);
}

/** Reads a chain or a rule of a table; returns false when the line is neither. */
function readLine(table: Draft, line: string, family: Family, sets: IpSets): boolean {
  const { policies, rules } = table;
  if (line.startsWith(':')) {
    const [name = '', policy = ''] = line.slice(1).split(/\s+/);
    if (name === '' || !/^(ACCEPT|DROP|-)$/.test(policy)) return false;
    if (policy !== '-') policies.set(name, policy);
    rules.set(name, rules.get(name) ?? []);
    return true;
  }
  const [command = '', chain, ...words] = splitWords(line.replace(/^\[\d+:\d+\]\s*/, ''));
  if (chain === undefined) return false;
  const list = rules.get(chain) ?? [];
  if (command === '-A' || command === '--append') {
    list.push(readRule(words, chain, list.length + 1, family, sets));
  } else if (command === '-I' || command === '--insert') {
    const [first = ''] = words;
    const place = /^\d+$/.test(first) ? Number(first) : 1;
    if (place < 1 || place > list.length + 1) return false;
    const rest = /^\d+$/.test(first) ? words.slice(1) : words;
    list.splice(place - 1, 0, readRule(rest, chain, place, family, sets));
  } else return false;
  rules.set(chain, list);
  return true;
}

/** Returns the base chains of the tables, in the form that the kernel evaluates. */
export function tableChains(tables: readonly Table[]): readonly BaseChain[] {
  return tables.flatMap(({ name, policies, rules }) => {
    const chains = new Map<string, Chain>(
      [...rules].map(([chain, list]) => [chain, { name: chain, rules: list }]),
    );
    return [...policies].flatMap(([chain, policy]): readonly BaseChain[] => {
      const hook = hooks.get(chain);
      if (hook === undefined) return [];
      return [
        {
          table: name,
          name: chain,
          rules: rules.get(chain) ?? [],
          hook,
          priority: priorityOf(name, hook),
          policy: policy === 'DROP' ? 'drop' : 'accept',
          isNat: name === 'nat',
          chains,
        },
      ];
    });
  });
}

function priorityOf(table: string, hook: Hook): number {
  if (table !== 'nat') return priorities.get(table) ?? 0;
  return hook === 'prerouting' || hook === 'output' ? -100 : 100;
}

/** Returns the words of a line; quotes keep words together. */
function splitWords(line: string): readonly string[] {
  const words: string[] = [];
  for (const [, quoted, plain] of line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)) {
    words.push(plain ?? (quoted ?? '').replace(/\\(.)/g, '$1'));
  }
  return words;
}

/** The state of parsing one rule, word by word. */
interface Reading {
  readonly family: Family;
  readonly sets: IpSets;
  readonly matches: Match[];
  action: Action;
  /** The module that `-m` named last, for options that several modules share. */
  module: string;
}

type ReadOption = (reading: Reading, values: readonly string[], not: boolean) => void;

interface Option {
  /** The number of values that follow the option. */
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
    return first === null || last === null || first > last
      ? unknownMatch(text)
      : { kind, ranges: [{ first, last }], not };
  });
const portMatch = (kind: 'source-port' | 'destination-port' | 'any-port' | 'original-port'): Option =>
  matchOf(1, (_, [text = ''], not) => {
    const ranges = text.split(',').map(portRange);
    const known = ranges.filter((range) => range !== null);
    return known.length === ranges.length ? { kind, ranges: known, not } : unknownMatch(text);
  });
const stateMatch = matchOf(1, (_, [text = ''], not) => {
  const states = text.toLowerCase().split(',');
  return states.every((state) => connectionStates.has(state))
    ? { kind: 'state', states, not }
    : unknownMatch(text);
});
const protocolMatch = matchOf(1, (_, [text = ''], not) => {
  if (/^(all|0)$/i.test(text)) return { kind: not ? 'never' : 'always' };
  const name = protocolOf(text);
  return name === null ? unknownMatch(text) : { kind: 'protocol', names: [name], not };
});
const interfaceMatch = (kind: 'in' | 'out'): Option =>
  matchOf(1, (_, [name = ''], not) =>
    name === '' ? unknownMatch(name) : { kind, names: [name.replace(/\+$/, '*')], not },
  );
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
/** An option about the first connection of its kind, for which a rate is not exceeded and a count is not reached. */
const firstConnectionOption = (values: number, kind: 'always' | 'never'): Option =>
  matchOf(values, (_, __, not) => ({ kind: not ? (kind === 'always' ? 'never' : 'always') : kind }));

const options: ReadonlyMap<string, Option> = new Map(
  Object.entries({
    '-s': addressMatch('source'),
    '-d': addressMatch('destination'),
    '-i': interfaceMatch('in'),
    '-o': interfaceMatch('out'),
    '-p': protocolMatch,
    '-m': {
      values: 1,
      read: (reading: Reading, [module = '']: readonly string[]) => {
        reading.module = module;
        if (!modulesWithoutCondition.has(module)) reading.matches.push(unknownMatch(`-m ${module}`));
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
    '--ctdir': matchOf(1, (_, [text = '']) =>
      /^(ORIGINAL|REPLY)$/i.test(text)
        ? { kind: 'direction', reply: text.toUpperCase() === 'REPLY' }
        : unknownMatch(`--ctdir ${text}`),
    ),
    '--ctproto': protocolMatch,
    '--src-range': rangeMatch('source'),
    '--dst-range': rangeMatch('destination'),
    '--src-type': addressType('source'),
    '--dst-type': addressType('destination'),
    '--mark': {
      values: 1,
      read: ({ matches, module }: Reading, [text = '']: readonly string[], not: boolean) => {
        const mark = module === 'mark' ? markOf(text) : null;
        matches.push(mark ? { kind: 'mark', ...mark, not } : unknownMatch(`${module} --mark ${text}`));
      },
    },
    '--match-set': {
      values: 2,
      read: (
        { matches, sets, family }: Reading,
        [name = '', flags = '']: readonly string[],
        not: boolean,
      ) => {
        const set = sets.get(name);
        const text = `--match-set ${name} ${flags}`;
        if (set?.family === family && set.addresses && (flags === 'src' || flags === 'dst'))
          matches.push({ kind: flags === 'src' ? 'source' : 'destination', ranges: set.addresses, not });
        else if (set?.ports && (flags === 'src' || flags === 'dst'))
          matches.push({
            kind: flags === 'src' ? 'source-port' : 'destination-port',
            ranges: set.ports,
            not,
          });
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
    '--hl-eq': matchOf(1, (_, [text = ''], not) =>
      /^\d+$/.test(text) ? { kind: 'hop-limit', value: Number(text), not } : unknownMatch(text),
    ),
    '--rt-type': firstConnectionOption(1, 'never'),
    '--rt-segsleft': ignored(1),
    '--comment': ignored(1),
    '--limit': firstConnectionOption(1, 'always'),
    '--limit-burst': ignored(1),
    '--limit-iface-in': ignored(0),
    '--limit-iface-out': ignored(0),
    '--set': firstConnectionOption(0, 'always'),
    '--update': firstConnectionOption(0, 'never'),
    '--rcheck': firstConnectionOption(0, 'never'),
    '--seconds': ignored(1),
    '--hitcount': ignored(1),
    '--name': ignored(1),
    '--mask': ignored(1),
    '--rsource': ignored(0),
    '--rdest': ignored(0),
    '--connlimit-above': firstConnectionOption(1, 'never'),
    '--connlimit-upto': firstConnectionOption(1, 'always'),
    '--connlimit-mask': ignored(1),
    '--connlimit-saddr': ignored(0),
    '--connlimit-daddr': ignored(0),
    '--hashlimit-upto': firstConnectionOption(1, 'always'),
    '--hashlimit-above': firstConnectionOption(1, 'never'),
    '--hashlimit-burst': ignored(1),
    '--hashlimit-mode': ignored(1),
    '--hashlimit-name': ignored(1),
  } satisfies Readonly<Record<string, Option>>),
);

/** The long names of options. */
const longNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '--source': '-s',
    '--src': '-s',
    '--destination': '-d',
    '--dst': '-d',
    '--in-interface': '-i',
    '--out-interface': '-o',
    '--protocol': '-p',
    '--proto': '-p',
    '--match': '-m',
    '--jump': '-j',
    '--goto': '-g',
    '--source-port': '--sport',
    '--destination-port': '--dport',
    '--source-ports': '--sports',
    '--destination-ports': '--dports',
  }),
);

/** The modules that state a condition only through their options; for others the name alone is a condition (`-m socket`). */
const modulesWithoutCondition: ReadonlySet<string> = new Set(
  'tcp udp sctp dccp icmp icmp6 icmpv6 conntrack state multiport comment mark connmark set addrtype iprange limit recent connlimit hashlimit physdev hl ttl rt'.split(
    ' ',
  ),
);

/** The targets that leave the packet unchanged and continue. */
const continuingTargets = new Set([
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
const closingTargets = new Set(['DROP', 'REJECT']);

/** Reads a target and its options; options of targets without an entry have no effect on the outcome. */
function readTarget(name: string, words: readonly string[]): Action {
  if (name === 'ACCEPT') return { kind: 'accept' };
  if (closingTargets.has(name)) return { kind: 'drop' };
  if (name === 'RETURN') return { kind: 'return' };
  if (continuingTargets.has(name)) return { kind: 'none' };
  if (name === 'MARK') return markAction(words);
  if (name === 'SNAT' || name === 'MASQUERADE' || name === 'NETMAP') return { kind: 'source-nat' };
  if (name === 'DNAT' || name === 'REDIRECT') return { kind: 'destination-nat' };
  if (/^[A-Z]+$/.test(name) && unread.has(name)) return { kind: 'unknown' };
  return { kind: 'jump', chain: name };
}

/** The targets whose decision is not modelled. */
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
  const found = /^(0x[0-9a-f]{1,8}|\d{1,10})(?:\/(0x[0-9a-f]{1,8}|\d{1,10}))?$/i.exec(text);
  if (!found) return null;
  const [value, mask] = [Number(found[1]), found[2] === undefined ? 0xffffffff : Number(found[2])];
  return value > 0xffffffff || mask > 0xffffffff ? null : { value, mask };
}

function portRange(text: string): PortRange | null {
  const found = /^(\d*)(?::(\d*))?$/.exec(text);
  if (!found || text === '') return null;
  const first = found[1] === '' ? 0 : Number(found[1]);
  return portRangeOf(first, found[2] === undefined ? first : found[2] === '' ? 65535 : Number(found[2]));
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
      not = !not;
      continue;
    }
    const name = longNames.get(word) ?? word;
    if (name === '-j' || name === '-g') {
      const end = endOfTarget(words, at + 1);
      const target = words[at] ?? '';
      const action: Action =
        name === '-g' ? { kind: 'goto', chain: target } : readTarget(target, words.slice(at + 1, end));
      reading.action = reading.action.kind === 'none' ? action : { kind: 'unknown' };
      at = end;
      continue;
    }
    const option = options.get(name);
    const given = words.slice(at, at + (option?.values ?? 0));
    if (!option || lacksValue(name, given, option.values)) {
      const values = words.slice(at).findIndex((other) => other === '!' || other.startsWith('-'));
      const end = values < 0 ? words.length : at + values;
      reading.matches.push(unknownMatch(words.slice(at - 1, end).join(' ')));
      at = end;
    } else {
      option.read(reading, given, not);
      at += option.values;
    }
    not = false;
  }
  if (not) reading.matches.push(unknownMatch('!'));
  return { matches: reading.matches, action: reading.action, text };
}

/** True when an option has no value: the next word is an option, or there is none. */
function lacksValue(name: string, given: readonly string[], count: number): boolean {
  return given.length < count || (name !== '--comment' && given.some((value) => /^(!$|-)/.test(value)));
}

/** Returns the position after a target's options: iptables-save prints them last, while people may write conditions after them. */
function endOfTarget(words: readonly string[], from: number): number {
  for (let at = from; at < words.length; at++) {
    const word = words[at] ?? '';
    if (/^-[sdiopmjg]$/.test(longNames.get(word) ?? word)) return words[at - 1] === '!' ? at - 1 : at;
  }
  return words.length;
}
