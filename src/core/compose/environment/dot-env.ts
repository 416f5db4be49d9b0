// The text of `.env` files, read as Compose reads it, and as a part of a project. The grammar: KEY=VALUE or KEY: VALUE, `export`,
// comments, quotes, multi-line quoted values, and variables in unquoted and double-quoted ones.

import { ok, type Result } from '../../text/result.ts';
import { checkedForward } from '../../text/walk.ts';
import { interpolate } from '../project/values/interpolate.ts';
import { folderOf } from '../workspace/paths.ts';
import type { WorkspaceInput } from '../workspace/workspace.ts';

/** A fault that makes an environment file unreadable; line and column are 1-based. */
interface DotEnvFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** The largest total length of a file's values beyond the file's own, since its variables can repeat each other. */
const maxLength = 16_000_000;

type Fault = { readonly offset: number; readonly message: string };

/** A value and the offset after it; undefined for a bare key that no environment gives a value. */
interface Value {
  readonly text: string | undefined;
  readonly end: number;
}

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
  // Doubled, since the interpolation that follows reads `$$` as one dollar sign.
  ['$', '$$'],
]);

/**
 * Returns the variables of `source`. In `$NAME` the variables of `outer` (the process environment) take precedence; a bare `KEY` takes its
 * value from there.
 */
export function parseDotEnv(
  source: string,
  outer: ReadonlyMap<string, string>,
): Result<ReadonlyMap<string, string>, DotEnvFault> {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const found = new Map<string, string>();
  const known = new Map(outer);
  let length = 0;
  let position = afterBlanks(text, 0);
  while (position < text.length) {
    const key = matchAt(keyPattern, text, position);
    const name = key?.[1];
    if (key === null || name === undefined)
      return failed(text, { offset: position, message: 'this line is not KEY=VALUE. Correct or remove it' });
    const value = readValue(text, position + key[0].length, name, known, outer);
    if (!value.ok) return failed(text, value.error);
    if (value.value.text !== undefined) {
      length += value.value.text.length;
      if (length > text.length + maxLength) {
        const message = `the values of this file, up to ${name}, exceed ${maxLength} characters. Let fewer values repeat other variables`;
        return failed(text, { offset: position, message });
      }
      found.set(name, value.value.text);
      if (!outer.has(name)) known.set(name, value.value.text);
    }
    position = afterBlanks(text, checkedForward(position, value.value.end));
  }
  return ok(found);
}

function readValue(
  text: string,
  position: number,
  name: string,
  known: ReadonlyMap<string, string>,
  outer: ReadonlyMap<string, string>,
): Result<Value, Fault> {
  const sign = text[position];
  if (sign !== '=' && sign !== ':') {
    const bare = sign === undefined || sign === '\n' || sign === '#';
    if (bare) return ok({ text: outer.get(name), end: position });
    return fault(position, `'=' is missing after ${name}. Write ${name}=VALUE`);
  }
  const start = position + 1 + (/^[ \t]*/.exec(text.slice(position + 1, position + 200))?.[0].length ?? 0);
  const quote = text[start];
  if (quote === '"' || quote === "'") return readQuoted(text, start, name, known);
  const line = restOfLine(text, start);
  return expand(line.replace(/(?:^|[ \t])#.*$/, '').trimEnd(), start, start + line.length, known);
}

function readQuoted(
  text: string,
  open: number,
  name: string,
  known: ReadonlyMap<string, string>,
): Result<Value, Fault> {
  const close = closingQuote(text, open);
  if (close < 0)
    return fault(
      open,
      `the quotes around the value of ${name} are not closed. Add the closing ${text[open]}`,
    );
  if (!/^[ \t]*(?:#.*)?$/.test(restOfLine(text, close + 1)))
    return fault(close + 1, 'text follows the closing quote. Remove it');
  const inner = text.slice(open + 1, close);
  if (text[open] === "'") return ok({ text: inner, end: close + 1 });
  const unescaped = inner.replace(/\\(.)/gs, (_, letter: string) => escapes.get(letter) ?? letter);
  return expand(unescaped, open, close + 1, known);
}

function expand(
  value: string,
  offset: number,
  end: number,
  known: ReadonlyMap<string, string>,
): Result<Value, Fault> {
  const { text, problem } = interpolate(value, known);
  return problem === null ? ok({ text, end }) : fault(offset, `${problem}. Correct the value`);
}

function closingQuote(text: string, open: number): number {
  const quote = text[open];
  for (let i = open + 1; i < text.length; i++) {
    if (text[i] === '\\' && quote === '"') i++;
    else if (text[i] === quote) return i;
  }
  return -1;
}

function restOfLine(text: string, position: number): string {
  const end = text.indexOf('\n', position);
  return text.slice(position, end < 0 ? text.length : end);
}

function afterBlanks(text: string, position: number): number {
  return position + (matchAt(blankPattern, text, position)?.[0].length ?? 0);
}

function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

function fault(offset: number, message: string): Result<Value, Fault> {
  return { ok: false, error: { offset, message } };
}

function failed(text: string, { offset, message }: Fault): Result<never, DotEnvFault> {
  const before = text.slice(0, offset).split('\n');
  return { ok: false, error: { line: before.length, column: (before.at(-1) ?? '').length + 1, message } };
}

/** True when a file's name marks it as an environment file: `.env`, `prod.env`, `.env.local`, but not YAML. */
export function isEnvFile(file: string): boolean {
  return /(?:^|\/|\.)env(?:\.|$)/i.test(file) && !/\.ya?ml$/i.test(file);
}

/** Returns the environment file that Compose reads when none is named. */
export function envFileOf({ order }: Pick<WorkspaceInput, 'order'>): string {
  const folder = folderOf(order[0] ?? '');
  return folder === '' ? '.env' : `${folder}/.env`;
}

/**
 * Returns the project with a new text for one environment file; '' removes the file. Values from elsewhere (the shell) stay. A text that
 * cannot be parsed is stored, but sets nothing.
 */
export function withEnvText(input: WorkspaceInput, file: string, text: string): WorkspaceInput {
  const before = envValues(input.texts.get(file) ?? '');
  const after = envValues(text);
  const environment = new Map(input.environment);
  for (const [name, value] of before) if (environment.get(name) === value) environment.delete(name);
  for (const [name, value] of after) if (!environment.has(name)) environment.set(name, value);
  const texts = new Map(input.texts);
  if (text === '') texts.delete(file);
  else texts.set(file, text);
  return { ...input, texts, environment };
}

/** Returns the values in a text; none when it cannot be parsed. */
export function envValues(text: string): ReadonlyMap<string, string> {
  const read = parseDotEnv(text, new Map());
  return read.ok ? read.value : new Map();
}
