// The rules that `nft -j list ruleset` prints.

import type { Family } from '../../reach/reach-model.ts';
import { type AddressRange, parseAddress, parseRange, prefixRange } from './addresses.ts';
import { icmpTypeOf } from './icmp-types.ts';
import {
  type Action,
  type BaseChain,
  type Chain,
  cited,
  connectionStates,
  type Hook,
  hookNames,
  type Match,
  type PortRange,
  portRangeOf,
  protocolOf,
  type Rule,
} from './ruleset.ts';

type Json = unknown;

const hooks = new Set<string>(hookNames);
const tableFamilies: { readonly [family in Family]: string } = { ipv4: 'ip', ipv6: 'ip6' };

/** One chain as it is printed, with its rules. */
interface Draft {
  readonly table: string;
  readonly name: string;
  readonly hook: Hook | null;
  readonly priority: number;
  readonly policy: 'accept' | 'drop';
  readonly nat: boolean;
  readonly rules: Rule[];
}

/** The sets and maps of a table, by their names. */
type Named = ReadonlyMap<string, readonly Json[]>;

/** What was listed for one family. */
export interface NftChains {
  readonly chains: readonly BaseChain[];
  /** Items that cannot be read, and chains at places that are not modelled: `nft item 3: …`. */
  readonly unread: readonly string[];
}

/** What else a list holds: nothing of it decides by itself. */
const passive = new Set(
  'metainfo table set map counter quota limit secmark synproxy flowtable ct_helper ct_timeout ct_expectation'.split(
    ' ',
  ),
);

/** Reads the chains that packets of `family` meet; `skips` says of tables (`ip filter`) that they are read elsewhere. */
export function readNft(text: string, family: Family, skips: (table: string) => boolean): NftChains {
  const items = listOf(field(JSON.parse(text), 'nftables'));
  const named = new Map<string, Map<string, readonly Json[]>>();
  const drafts = new Map<string, Draft>();
  const rules: { readonly rule: Json; readonly table: string; readonly note: () => void }[] = [];
  const unread: string[] = [];
  const own = [tableFamilies[family], 'inet'];
  items.forEach((item, index) => {
    const [kind, value] = onlyEntry(item);
    const note = (): void => {
      unread.push(`nft item ${index + 1}: ${cited(JSON.stringify(item) ?? '')}`);
    };
    const [of, tableName] = [textOf(value, 'family'), textOf(value, 'table')];
    const table = `${of} ${tableName}`;
    const isOther = otherFamilies.has(of) && !own.includes(of);
    switch (kind) {
      case 'set':
      case 'map': {
        const sets = named.get(table) ?? new Map<string, readonly Json[]>();
        named.set(table, sets.set(textOf(value, 'name'), listOf(field(value, 'elem')).map(elementOf)));
        break;
      }
      case 'chain': {
        if (isOther || skips(table)) break;
        const draft = own.includes(of) ? draftOf(value, table) : null;
        if (draft) drafts.set(`${table} ${draft.name}`, draft);
        // Those of a device or of a bridge decide, too, and are not modelled.
        else note();
        break;
      }
      case 'rule':
        if (isOther || (own.includes(of) && skips(table))) break;
        if (own.includes(of)) rules.push({ rule: value, table, note });
        else if (!unmodelled.has(of)) note();
        break;
      default:
        if (!passive.has(kind.replaceAll(' ', '_')) || typeof value !== 'object' || value === null) note();
    }
  });
  for (const { rule, table, note } of rules) {
    const draft = drafts.get(`${table} ${textOf(rule, 'chain')}`);
    const expressions = field(rule, 'expr');
    if (draft && Array.isArray(expressions))
      draft.rules.push(readRule(expressions, draft, family, named.get(table) ?? new Map()));
    else note();
  }
  const chainsOf = new Map<string, Map<string, Chain>>();
  for (const draft of drafts.values()) {
    const chains = chainsOf.get(draft.table) ?? new Map<string, Chain>();
    chainsOf.set(draft.table, chains.set(draft.name, draft));
  }
  const chains = [...drafts.values()].flatMap(({ hook, ...draft }): readonly BaseChain[] =>
    hook === null ? [] : [{ ...draft, hook, chains: chainsOf.get(draft.table) ?? new Map() }],
  );
  return { chains, unread };
}

/** Families of tables whose packets are others. */
const otherFamilies = new Set(['ip', 'ip6', 'arp']);
/** Those of devices and of bridges. */
const unmodelled = new Set(['netdev', 'bridge']);

/** A chain; null where it hangs at a place that is not modelled, or what it does is not said. */
function draftOf(chain: Json, table: string): Draft | null {
  const [name, hook, priority, policy] = ['name', 'hook', 'prio', 'policy'].map((key) => field(chain, key));
  if (typeof name !== 'string' || name === '') return null;
  const draft = { table, name, priority: 0, policy: 'accept' as const, nat: false, rules: [] };
  if (hook === undefined) return { ...draft, hook: null };
  if (typeof hook !== 'string' || !hooks.has(hook) || typeof priority !== 'number') return null;
  if (policy !== undefined && policy !== 'accept' && policy !== 'drop') return null;
  return {
    ...draft,
    hook: hook as Hook,
    priority,
    policy: policy ?? 'accept',
    nat: textOf(chain, 'type') === 'nat',
  };
}

function readRule(expressions: readonly Json[], draft: Draft, family: Family, named: Named): Rule {
  const matches: Match[] = [];
  let action: Action = { kind: 'none' };
  for (const expression of expressions) {
    const [kind, value] = onlyEntry(expression);
    const decided = readVerdict(kind, value, family, named);
    matches.push(...impliedProtocol(field(value, kind === 'vmap' ? 'key' : 'left')));
    if (decided) action = decided;
    else if (kind === 'match') matches.push(readMatch(value, family, named));
    // A rate that is exceeded: by the first of its kind never.
    else if (rates.has(kind) && field(value, 'inv') === true) matches.push({ kind: 'never' });
    else if (!harmless.has(kind)) matches.push({ kind: 'unknown', text: JSON.stringify(expression) });
  }
  const words = expressions.flatMap((expression) => wordsOf(expression));
  return {
    matches,
    action,
    text: `${draft.table} ${draft.name} ${draft.rules.length + 1}: ${words.join(' ')}`,
  };
}

/** Statements that neither decide nor change anything that is asked for; a rate is taken as not exceeded. */
const harmless = new Set(['counter', 'log', 'limit', 'comment', 'continue', 'quota', 'last']);

const rates = new Set(['limit', 'quota']);

/** The action of an expression that is one; null of conditions and of what does nothing. */
function readVerdict(kind: string, value: Json, family: Family, named: Named): Action | null {
  switch (kind) {
    case 'accept':
    case 'drop':
    case 'return':
      return { kind };
    case 'reject':
      return { kind: 'drop' };
    case 'jump':
    case 'goto':
      return { kind, chain: textOf(value, 'target') };
    case 'masquerade':
    case 'snat':
      return { kind: 'source-nat' };
    case 'dnat':
    case 'redirect':
      return { kind: 'destination-nat' };
    case 'mangle':
      return mangleAction(value);
    case 'vmap':
      return mapAction(value, family, named);
    case 'queue':
    case 'notrack':
    case 'tproxy':
    case 'synproxy':
      return { kind: 'unknown' };
    default:
      return null;
  }
}

function mangleAction(value: Json): Action {
  const key = field(value, 'key');
  const mark = field(value, 'value');
  const isMark = textOf(field(key, 'meta'), 'key') === 'mark';
  // What is set on a connection, a priority or a field of the packet: only marks are asked for again.
  if (!isMark) return field(key, 'ct') === undefined ? { kind: 'unknown' } : { kind: 'none' };
  return typeof mark === 'number' ? { kind: 'mark', keep: 0, flip: mark } : { kind: 'unknown' };
}

function mapAction(value: Json, family: Family, named: Named): Action {
  const data = field(value, 'data');
  const list =
    typeof data === 'string' && data.startsWith('@') ? named.get(data.slice(1)) : listOf(field(data, 'set'));
  if (!list) return { kind: 'unknown' };
  const entries = list.map((entry) => {
    const [key, verdict] = listOf(entry);
    const [kind, target] = onlyEntry(verdict);
    return {
      match: fieldMatch(field(value, 'key'), '==', elementOf(key), family, named),
      action: readVerdict(kind, target, family, named) ?? { kind: 'unknown' as const },
    };
  });
  return { kind: 'map', entries };
}

function elementOf(value: Json): Json {
  const element = field(value, 'elem');
  return element === undefined ? value : field(element, 'val');
}

/** A field of a protocol is in no packet of another, though nft does not say so beside it. */
function impliedProtocol(left: Json): readonly Match[] {
  const protocol = textOf(field(left, 'payload'), 'protocol');
  return transports.has(protocol) ? [{ kind: 'protocol', names: [protocol], not: false }] : [];
}

const transports = new Set(['tcp', 'udp', 'sctp', 'dccp', 'udplite']);

function readMatch(value: Json, family: Family, named: Named): Match {
  return fieldMatch(field(value, 'left'), textOf(value, 'op'), field(value, 'right'), family, named);
}

/** The condition that `left` is (`==`, `in`) or is not (`!=`) `right`. */
function fieldMatch(left: Json, op: string, right: Json, family: Family, named: Named): Match {
  const unknown: Match = { kind: 'unknown', text: `${operand(left)} ${op} ${operand(right)}` };
  if (op !== '==' && op !== '!=' && op !== 'in') return comparison(left, op, right) ?? unknown;
  const not = op === '!=';
  const values = valuesOf(right, named);
  if (!values) return unknown;
  const [kind, of] = onlyEntry(left);
  const found =
    kind === 'meta'
      ? metaMatch(textOf(of, 'key'), values, not, family)
      : kind === 'payload'
        ? payloadMatch(textOf(of, 'protocol'), textOf(of, 'field'), values, not, family)
        : kind === 'ct'
          ? connectionMatch(of, values, not, family)
          : kind === 'fib'
            ? fibMatch(of, values, not)
            : kind === '&'
              ? maskMatch(of, values, not)
              : null;
  return found ?? unknown;
}

/** `tcp dport < 1024` and its like. */
function comparison(left: Json, op: string, right: Json): Match | null {
  if (typeof right !== 'number') return null;
  const range =
    op === '<'
      ? { first: 0, last: right - 1 }
      : op === '<='
        ? { first: 0, last: right }
        : op === '>'
          ? { first: right + 1, last: 65535 }
          : op === '>='
            ? { first: right, last: 65535 }
            : null;
  const payload = field(left, 'payload');
  const kind = portKinds.get(textOf(payload, 'field'));
  return range && kind ? { kind, ranges: [range], not: false } : null;
}

/** The single values of a right side: those of a set, of a named set, of a list; null where it names what is not known. */
function valuesOf(right: Json, named: Named): readonly Json[] | null {
  if (typeof right === 'string' && right.startsWith('@')) {
    return named.get(right.slice(1)) ?? null;
  }
  if (Array.isArray(right)) return right.map(elementOf);
  const set = field(right, 'set');
  if (typeof set === 'string') return valuesOf(set, named);
  return Array.isArray(set) ? set.map(elementOf) : [right];
}

function metaMatch(key: string, values: readonly Json[], not: boolean, family: Family): Match | null {
  switch (key) {
    case 'iifname':
    case 'iif':
      return names('in', values, not);
    case 'oifname':
    case 'oif':
      return names('out', values, not);
    case 'l4proto':
      return protocols(values, not);
    case 'protocol':
    case 'nfproto': {
      if (!values.every((value) => networkProtocols.has(String(value)))) return null;
      const own = family === 'ipv4' ? ['ip', 'ipv4'] : ['ip6', 'ipv6'];
      return certainly(values.some((value) => own.includes(String(value))) !== not);
    }
    case 'mark': {
      const [value] = values;
      return values.length === 1 && typeof value === 'number'
        ? { kind: 'mark', value, mask: 0xffffffff, not }
        : null;
    }
    case 'pkttype':
      if (!values.every((value) => packetTypes.has(String(value)))) return null;
      return certainly(values.some((value) => value === 'host' || value === 'unicast') !== not);
    default:
      return null;
  }
}

const networkProtocols = new Set(['ip', 'ipv4', 'ip6', 'ipv6', 'arp', 'vlan']);
const packetTypes = new Set(['host', 'unicast', 'broadcast', 'multicast', 'other']);

function protocols(values: readonly Json[], not: boolean): Match | null {
  const names = values.map((value) =>
    typeof value === 'string' || typeof value === 'number' ? protocolOf(String(value)) : null,
  );
  const known = names.filter((name) => name !== null);
  return known.length === names.length ? { kind: 'protocol', names: known, not } : null;
}

function states(values: readonly Json[], not: boolean): Match | null {
  const known = values.filter((value) => typeof value === 'string' && connectionStates.has(value));
  return known.length === values.length ? { kind: 'state', states: known.map(String), not } : null;
}

function names(kind: 'in' | 'out', values: readonly Json[], not: boolean): Match | null {
  return values.every((value) => typeof value === 'string') ? { kind, names: values, not } : null;
}

function certainly(holds: boolean): Match {
  return { kind: holds ? 'always' : 'never' };
}

const portKinds: ReadonlyMap<string, 'source-port' | 'destination-port'> = new Map([
  ['sport', 'source-port'],
  ['dport', 'destination-port'],
]);

function payloadMatch(
  protocol: string,
  name: string,
  values: readonly Json[],
  not: boolean,
  family: Family,
): Match | null {
  if (protocol === 'ip' || protocol === 'ip6') {
    // A field of the other family is in no packet of this one.
    if (protocol !== tableFamilies[family]) return { kind: 'never' };
    if (name === 'saddr' || name === 'daddr')
      return addresses(name === 'saddr' ? 'source' : 'destination', values, not, family);
    const [value] = values;
    if (name === 'hoplimit' && typeof value === 'number') return { kind: 'hop-limit', value, not };
    return name === 'protocol' || name === 'nexthdr' ? protocols(values, not) : null;
  }
  const kind = portKinds.get(name);
  if (kind) return ports(kind, values, not);
  if ((protocol !== 'icmp' && protocol !== 'icmpv6') || name !== 'type') return null;
  const types = values.map((value) => icmpTypeOf(String(value))).filter((type) => type !== null);
  return types.length === values.length ? { kind: 'icmp-type', types, not } : null;
}

function addresses(
  kind: 'source' | 'destination' | 'original-source' | 'original-destination',
  values: readonly Json[],
  not: boolean,
  family: Family,
): Match | null {
  const known = rangesIn[family].get(values);
  const ranges = known === undefined ? readRanges(values, family) : known;
  rangesIn[family].set(values, ranges);
  return ranges ? { kind, ranges, not } : null;
}

/** A set that many rules name is read once. */
const rangesIn: { readonly [family in Family]: WeakMap<readonly Json[], readonly AddressRange[] | null> } = {
  ipv4: new WeakMap(),
  ipv6: new WeakMap(),
};

function readRanges(values: readonly Json[], family: Family): readonly AddressRange[] | null {
  const ranges = values.map((value) => addressRange(value, family));
  const known = ranges.filter((range) => range !== null);
  return known.length === ranges.length ? known : null;
}

function addressRange(value: Json, family: Family): AddressRange | null {
  if (typeof value === 'string') return parseRange(value, family);
  const prefix = field(value, 'prefix');
  if (prefix !== undefined) {
    const [address, length] = [parseAddress(textOf(prefix, 'addr'), family), field(prefix, 'len')];
    return address === null || typeof length !== 'number' ? null : prefixRange(address, length, family);
  }
  const [first, last] = listOf(field(value, 'range')).map((end) => parseAddress(String(end), family));
  return first === undefined || first === null || last === undefined || last === null || first > last
    ? null
    : { first, last };
}

function ports(
  kind: 'source-port' | 'destination-port' | 'original-port',
  values: readonly Json[],
  not: boolean,
): Match | null {
  const ranges = values.map(portRange);
  const known = ranges.filter((range) => range !== null);
  return known.length === ranges.length ? { kind, ranges: known, not } : null;
}

function portRange(value: Json): PortRange | null {
  if (typeof value === 'number') return portRangeOf(value, value);
  const [first, last] = listOf(field(value, 'range'));
  return typeof first === 'number' && typeof last === 'number' ? portRangeOf(first, last) : null;
}

function connectionMatch(of: Json, values: readonly Json[], not: boolean, family: Family): Match | null {
  const original = textOf(of, 'dir') === 'original';
  switch (textOf(of, 'key')) {
    case 'state':
      return states(values, not);
    case 'status':
      return values.every((value) => value === 'dnat' || value === 'snat') ? states(values, not) : null;
    case 'direction':
      return values.length === 1 && (values[0] === 'reply' || values[0] === 'original')
        ? { kind: 'direction', reply: (values[0] === 'reply') !== not }
        : null;
    case 'proto-dst':
      return original ? ports('original-port', values, not) : null;
    case 'saddr':
    case 'ip saddr':
    case 'ip6 saddr':
      return original ? addresses('original-source', values, not, family) : null;
    case 'daddr':
    case 'ip daddr':
    case 'ip6 daddr':
      return original ? addresses('original-destination', values, not, family) : null;
    case 'l3proto':
      return metaMatch('nfproto', values, not, family);
    case 'protocol':
      return protocols(values, not);
    default:
      return null;
  }
}

function fibMatch(of: Json, values: readonly Json[], not: boolean): Match | null {
  // The way back leads where the packet came from: of the ways that are asked about it always does.
  if (textOf(of, 'result') === 'oif' && values.length === 1 && values[0] === false) return certainly(not);
  if (textOf(of, 'result') !== 'type') return null;
  const flags = listOf(field(of, 'flags'));
  const flag = flags.length === 1 ? flags[0] : null;
  if (flag !== 'daddr' && flag !== 'saddr') return null;
  const local = values.includes('local');
  // A connection never goes to a broadcast or multicast address.
  if (!local) return values.every((value) => value !== 'unicast') ? certainly(not) : null;
  return values.length === 1 ? { kind: 'local', of: flag === 'daddr' ? 'destination' : 'source', not } : null;
}

/** `meta mark & 0xff == 1`, `tcp flags & (syn | ack) == syn`. */
function maskMatch(of: Json, values: readonly Json[], not: boolean): Match | null {
  const [left, mask] = listOf(of);
  const [value] = values;
  if (values.length !== 1) return null;
  if (textOf(field(left, 'meta'), 'key') === 'mark')
    return typeof mask === 'number' && typeof value === 'number' ? { kind: 'mark', value, mask, not } : null;
  if (textOf(field(left, 'ct'), 'key') === 'status')
    return value === mask && (mask === 'dnat' || mask === 'snat')
      ? { kind: 'state', states: [mask], not }
      : null;
  const flags = textOf(field(left, 'payload'), 'field') === 'flags';
  const named = listOf(field(mask, '|')).concat(listOf(mask)).flat();
  return flags && value === 'syn' && JSON.stringify(named).includes('ack') ? { kind: 'syn', not } : null;
}

/** A rule in nft's own words, as far as they follow from its JSON. */
function wordsOf(expression: Json): readonly string[] {
  const [kind, value] = onlyEntry(expression);
  switch (kind) {
    case 'counter':
      return [];
    case 'match': {
      const op = textOf(value, 'op');
      const middle = op === '==' || op === 'in' ? [] : [op];
      return [operand(field(value, 'left')), ...middle, operand(field(value, 'right'))];
    }
    case 'jump':
    case 'goto':
      return [kind, textOf(value, 'target')];
    case 'vmap':
      return [operand(field(value, 'key')), 'vmap', operand(field(value, 'data'))];
    case 'mangle':
      return [operand(field(value, 'key')), 'set', operand(field(value, 'value'))];
    case 'xt':
      return [`xt ${textOf(value, 'name')}`];
    default:
      return [kind];
  }
}

function operand(value: Json): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(operand).join(',');
  const [kind, of] = onlyEntry(value);
  switch (kind) {
    case 'meta':
      return textOf(of, 'key');
    case 'payload':
      return `${textOf(of, 'protocol')} ${textOf(of, 'field')}`;
    case 'ct':
      return ['ct', textOf(of, 'dir'), textOf(of, 'key')].filter((word) => word !== '').join(' ');
    case 'fib':
      return `fib ${listOf(field(of, 'flags')).map(String).join(' . ')} ${textOf(of, 'result')}`;
    case 'prefix':
      return `${textOf(of, 'addr')}/${String(field(of, 'len'))}`;
    case 'range':
      return listOf(of).map(String).join('-');
    case 'set':
      return `{ ${listOf(of)
        .map((one) => (Array.isArray(one) ? one.map(operand).join(' : ') : operand(one)))
        .join(', ')} }`;
    case 'elem':
      return operand(field(of, 'val'));
    case 'jump':
    case 'goto':
      return `${kind} ${textOf(of, 'target')}`;
    case '&':
      return listOf(of).map(operand).join(' & ');
    case '|':
      return `(${listOf(of).map(operand).join(' | ')})`;
    case '':
      return '';
    default:
      return of === null ? kind : JSON.stringify(value);
  }
}

function field(value: Json, name: string): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function textOf(value: Json, name: string): string {
  const found = field(value, name);
  return typeof found === 'string' ? found : '';
}

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function onlyEntry(value: Json): readonly [string, Json] {
  if (typeof value === 'string') return [value, null];
  if (typeof value !== 'object' || value === null) return ['', undefined];
  return Object.entries(value)[0] ?? ['', undefined];
}
