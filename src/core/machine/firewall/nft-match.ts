// The conditions of a rule of nft.

import type { Family } from '../../reach/reach-model.ts';
import { icmpTypeOf } from './icmp-types.ts';
import {
  elementOf,
  field,
  type Json,
  listOf,
  type NamedSets,
  onlyEntry,
  tableFamilies,
  textOf,
} from './nft-json.ts';
import { addressMatch, portMatch } from './nft-ranges.ts';
import { operandText } from './nft-words.ts';
import { connectionStates, type Match, protocolOf } from './ruleset.ts';

/** Returns the condition of a `match` expression. */
export function readMatch(value: Json, family: Family, named: NamedSets): Match {
  return fieldMatch(field(value, 'left'), textOf(value, 'op'), field(value, 'right'), family, named);
}

/** Returns the condition that `left` is (`==`, `in`) or is not (`!=`) `right`. */
export function fieldMatch(left: Json, op: string, right: Json, family: Family, named: NamedSets): Match {
  const unknown: Match = { kind: 'unknown', text: `${operandText(left)} ${op} ${operandText(right)}` };
  if (op !== '==' && op !== '!=' && op !== 'in') return comparisonMatch(left, op, right) ?? unknown;
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

/** Returns the condition of a comparison, such as `tcp dport < 1024`. */
function comparisonMatch(left: Json, op: string, right: Json): Match | null {
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

/** Returns the values on the right side of a match: those of a set, a named set or a list; null when it names an unknown set. */
function valuesOf(right: Json, named: NamedSets): readonly Json[] | null {
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
      return certainMatch(values.some((value) => own.includes(String(value))) !== not);
    }
    case 'mark': {
      const [value] = values;
      return values.length === 1 && typeof value === 'number'
        ? { kind: 'mark', value, mask: 0xffffffff, not }
        : null;
    }
    case 'pkttype':
      if (!values.every((value) => packetTypes.has(String(value)))) return null;
      return certainMatch(values.some((value) => value === 'host' || value === 'unicast') !== not);
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

function certainMatch(holds: boolean): Match {
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
      return addressMatch(name === 'saddr' ? 'source' : 'destination', values, not, family);
    const [value] = values;
    if (name === 'hoplimit' && typeof value === 'number') return { kind: 'hop-limit', value, not };
    return name === 'protocol' || name === 'nexthdr' ? protocols(values, not) : null;
  }
  const kind = portKinds.get(name);
  if (kind) return portMatch(kind, values, not);
  if ((protocol !== 'icmp' && protocol !== 'icmpv6') || name !== 'type') return null;
  const types = values.map((value) => icmpTypeOf(String(value))).filter((type) => type !== null);
  return types.length === values.length ? { kind: 'icmp-type', types, not } : null;
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
      return original ? portMatch('original-port', values, not) : null;
    case 'saddr':
    case 'ip saddr':
    case 'ip6 saddr':
      return original ? addressMatch('original-source', values, not, family) : null;
    case 'daddr':
    case 'ip daddr':
    case 'ip6 daddr':
      return original ? addressMatch('original-destination', values, not, family) : null;
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
  if (textOf(of, 'result') === 'oif' && values.length === 1 && values[0] === false) return certainMatch(not);
  if (textOf(of, 'result') !== 'type') return null;
  const flags = listOf(field(of, 'flags'));
  const flag = flags.length === 1 ? flags[0] : null;
  if (flag !== 'daddr' && flag !== 'saddr') return null;
  const local = values.includes('local');
  // A connection never goes to a broadcast or multicast address.
  if (!local) return values.every((value) => value !== 'unicast') ? certainMatch(not) : null;
  return values.length === 1 ? { kind: 'local', of: flag === 'daddr' ? 'destination' : 'source', not } : null;
}

/** Returns the condition of a masked match, such as `meta mark & 0xff == 1` or `tcp flags & (syn | ack) == syn`. */
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
