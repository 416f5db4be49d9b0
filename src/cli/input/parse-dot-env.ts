// The grammar of `.env` files as Compose reads them: KEY=VALUE or KEY: VALUE, `export`, comments, quotes, multi-line
// quoted values, and variables in unquoted and double-quoted ones.

import { interpolate } from '../../core/compose/project/interpolate.ts';
import { CallFailure } from '../call-failure.ts';

const keyPattern = /(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \t]*/y;
const blankPattern = /(?:\s+|#[^\n]*)*/y;
const escapes = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  // Kept from the expansion that follows, which reads `$$` as a plain dollar sign.
  ['$', '$$'],
]);

function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

function closingQuote(text: string, open: number): number {
  const quote = text[open];
  for (let i = open + 1; i < text.length; i++) {
    if (text[i] === '\\' && quote === '"') i++;
    else if (text[i] === quote) return i;
  }
  return -1;
}

/** The variables of `source`. What `outer` (the process environment) sets wins in `$NAME`; a bare `KEY` takes its value from there. */
export function parseDotEnv(
  file: string,
  source: string,
  outer: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const found = new Map<string, string>();
  const known = new Map(outer);
  const fail = (offset: number, what: string): never => {
    const before = text.slice(0, offset).split('\n');
    throw new CallFailure(`${file}:${before.length}:${(before.at(-1) ?? '').length + 1}: ${what}`);
  };
  const expand = (value: string, offset: number): string => {
    const { text: expanded, problem } = interpolate(value, known);
    return problem === null ? expanded : fail(offset, `${problem}. Mend the value`);
  };

  let position = matchAt(blankPattern, text, 0)?.[0].length ?? 0;
  while (position < text.length) {
    const key = matchAt(keyPattern, text, position);
    const name = key?.[1];
    if (key === null || name === undefined)
      return fail(position, 'this is no KEY=VALUE. Mend or remove the line');
    position += key[0].length;

    let value: string | undefined;
    if (text[position] === '=' || text[position] === ':') {
      position += 1 + (/^[ \t]*/.exec(text.slice(position + 1, position + 200))?.[0].length ?? 0);
      const quote = text[position];
      if (quote === '"' || quote === "'") {
        const end = closingQuote(text, position);
        if (end < 0)
          return fail(position, `the quoted value of ${name} does not end. Add the closing ${quote}`);
        const inner = text.slice(position + 1, end);
        const unescaped = inner.replace(/\\(.)/gs, (_, letter: string) => escapes.get(letter) ?? letter);
        value = quote === "'" ? inner : expand(unescaped, position);
        position = end + 1;
        const rest = /^[^\n]*/.exec(text.slice(position))?.[0] ?? '';
        if (!/^[ \t]*(?:#.*)?$/.test(rest))
          return fail(position, 'text follows the closing quote. Remove it');
      } else {
        const line = /^[^\n]*/.exec(text.slice(position))?.[0] ?? '';
        value = expand(line.replace(/(?:^|[ \t])#.*$/, '').trimEnd(), position);
        position += line.length;
      }
    } else if (position < text.length && text[position] !== '\n' && text[position] !== '#') {
      return fail(position, `'=' is missing after ${name}. Write ${name}=VALUE`);
    } else {
      value = outer.get(name);
    }
    if (value !== undefined) {
      found.set(name, value);
      if (!outer.has(name)) known.set(name, value);
    }
    position += matchAt(blankPattern, text, position)?.[0].length ?? 0;
  }
  return found;
}
