// One rule of nft: its conditions and its verdict.

import type { Family } from '../../reach/reach-model.ts';
import { elementOf, field, type Json, listOf, type NamedSets, onlyEntry, textOf } from './nft-json.ts';
import { fieldMatch, readMatch } from './nft-match.ts';
import type { Action, Match, Rule } from './ruleset.ts';

/** Returns the conditions and the action of a rule's expressions. */
export function readRule(expressions: readonly Json[], family: Family, named: NamedSets): Omit<Rule, 'text'> {
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
    else if (!ignoredStatements.has(kind))
      matches.push({ kind: 'unknown', text: JSON.stringify(expression) });
  }
  return { matches, action };
}

/** The statements that neither decide nor change a tested field; a rate limit is assumed not to be exceeded. */
const ignoredStatements = new Set(['counter', 'log', 'limit', 'comment', 'continue', 'quota', 'last']);

const rates = new Set(['limit', 'quota']);

/** Returns the action of an expression; null for conditions and for statements without effect. */
function readVerdict(kind: string, value: Json, family: Family, named: NamedSets): Action | null {
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

function mapAction(value: Json, family: Family, named: NamedSets): Action {
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

/** Returns the protocol that a field implies: only packets of that protocol have it, though nft does not list the condition. */
function impliedProtocol(left: Json): readonly Match[] {
  const protocol = textOf(field(left, 'payload'), 'protocol');
  return transports.has(protocol) ? [{ kind: 'protocol', names: [protocol], not: false }] : [];
}

const transports = new Set(['tcp', 'udp', 'sctp', 'dccp', 'udplite']);
