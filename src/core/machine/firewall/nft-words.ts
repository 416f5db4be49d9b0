// Rules and their parts in the words of nft.

import { field, type Json, listOf, onlyEntry, textOf } from './nft-json.ts';

/** Returns a rule in nft's own syntax, as far as its JSON allows. */
export function ruleText(expressions: readonly Json[]): string {
  return expressions.flatMap(expressionText).join(' ');
}

function expressionText(expression: Json): readonly string[] {
  const [kind, value] = onlyEntry(expression);
  switch (kind) {
    case 'counter':
      return [];
    case 'match': {
      const op = textOf(value, 'op');
      const middle = op === '==' || op === 'in' ? [] : [op];
      return [operandText(field(value, 'left')), ...middle, operandText(field(value, 'right'))];
    }
    case 'jump':
    case 'goto':
      return [kind, textOf(value, 'target')];
    case 'vmap':
      return [operandText(field(value, 'key')), 'vmap', operandText(field(value, 'data'))];
    case 'mangle':
      return [operandText(field(value, 'key')), 'set', operandText(field(value, 'value'))];
    case 'xt':
      return [`xt ${textOf(value, 'name')}`];
    default:
      return [kind];
  }
}

/** Returns one side of a condition in nft's syntax. */
export function operandText(value: Json): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(operandText).join(',');
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
        .map((one) => (Array.isArray(one) ? one.map(operandText).join(' : ') : operandText(one)))
        .join(', ')} }`;
    case 'elem':
      return operandText(field(of, 'val'));
    case 'jump':
    case 'goto':
      return `${kind} ${textOf(of, 'target')}`;
    case '&':
      return listOf(of).map(operandText).join(' & ');
    case '|':
      return `(${listOf(of).map(operandText).join(' | ')})`;
    case '':
      return '';
    default:
      return of === null ? kind : JSON.stringify(value);
  }
}
