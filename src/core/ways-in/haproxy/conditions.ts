// HAProxy's conditions, such as `if a b || !c`, over named lists of tests and inline tests.

import type { Tri } from '../../compose/topology.ts';
import { both, either, not } from '../../reach/rows/tri.ts';
import type { Request } from '../model.ts';
import { isInRange, readRange } from '../network/addresses.ts';
import { hostHeaderOf } from '../urls.ts';

/** A test of a simulated request. */
export type Test = (request: Request) => Tri;

/** The named lists; tests of one name are alternatives. */
export type Acls = ReadonlyMap<string, readonly Test[]>;

const unknownTest: Test = () => 'unknown';

/** Reads a test such as `hdr(host) -i a b` or `path_beg /x`. */
export function readTest(words: readonly string[]): Test {
  const [fetch = '', ...rest] = words;
  let ignoreCase = false;
  let match = '';
  const values: string[] = [];
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? '';
    if (word === '-i') ignoreCase = true;
    else if (word === '-m') match = rest[++at] ?? '';
    else if (word === '--') values.push(...rest.slice(at + 1));
    else if (word.startsWith('-')) return unknownTest;
    else values.push(word);
    if (word === '--') break;
  }
  // Value files are not read.
  if (rest.includes('-f') || rest.includes('-M')) return unknownTest;
  const [, name = fetch, argument = ''] = /^([\w.]+)(?:\(([^)]*)\))?/.exec(fetch) ?? [];
  const converted = /\),/.test(fetch) || /^[\w.]+,/.test(fetch);
  const lower = ignoreCase || /,lower/.test(fetch);
  if (converted && !/^[^,]+(?:,(?:lower|field\(1,:\)|host_only))+$/.test(fetch)) return unknownTest;
  const isBare = /,(?:field\(1,:\)|host_only)/.test(fetch);
  const host = (request: Request) => (isBare ? request.host : hostHeaderOf(request));
  const kind = match || suffixOf(name);
  switch (name.replace(/_(?:beg|end|dom|dir|sub|reg|len|str)$/, '')) {
    case 'hdr':
    case 'req.hdr':
    case 'req.fhdr':
      // A simulated request sends no other headers.
      return /^host$/i.test(argument) ? textTest(kind, values, lower, host) : unknownTest;
    case 'req.ssl_sni':
    case 'req_ssl_sni':
    case 'ssl_fc_sni':
      return textTest(kind, values, lower, ({ host: named, sni }) =>
        sni === undefined ? named : (sni ?? ''),
      );
    case 'req.ssl_hello_type':
    case 'req_ssl_hello_type':
      return ({ scheme }) => values.includes('1') && scheme === 'https';
    case 'path':
    case 'url':
      return textTest(kind, values, lower, ({ path }) => path);
    case 'method':
      return () => values.some((value) => value.toUpperCase() === 'GET');
    case 'ssl_fc':
      return ({ scheme }) => scheme === 'https';
    case 'dst_port':
      return ({ inside }) => values.includes(String(inside));
    case 'src':
      return ({ source }) => {
        const ranges = values.map(readRange);
        if (ranges.some((range) => range === null)) return 'unknown';
        return ranges.some((range) => range !== null && isInRange(source, range));
      };
    case 'http_auth':
    case 'http_auth_group':
      return ({ authenticated }) => authenticated;
    case 'always_true':
    case 'TRUE':
      return () => true;
    case 'always_false':
    case 'FALSE':
      return () => false;
    default:
      return unknownTest;
  }
}

function suffixOf(name: string): string {
  return /_(beg|end|dom|dir|sub|reg|len|str)$/.exec(name)?.[1] ?? 'str';
}

function textTest(
  kind: string,
  values: readonly string[],
  lower: boolean,
  textOf: (request: Request) => string,
): Test {
  const wanted = values.map((value) => (lower ? value.toLowerCase() : value));
  const whole = new Set(wanted);
  return (request) => {
    const text = lower ? textOf(request).toLowerCase() : textOf(request);
    switch (kind) {
      case 'str':
        return whole.has(text);
      case 'beg':
        return wanted.some((value) => text.startsWith(value));
      case 'end':
        return wanted.some((value) => text.endsWith(value));
      case 'sub':
        return wanted.some((value) => text.includes(value));
      case 'dom':
        return wanted.some((value) => hasParts(text, value, /[.:]/));
      case 'dir':
        return wanted.some((value) => hasParts(text, value.replace(/^\/|\/$/g, ''), /\//));
      default:
        return 'unknown';
    }
  };
}

function hasParts(text: string, value: string, between: RegExp): boolean {
  const parts = text.split(between).join('\0');
  return `\0${parts}\0`.includes(`\0${value.split(between).join('\0')}\0`);
}

const builtIn: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['TRUE', () => true],
  ['FALSE', () => false],
  ['HTTP', () => true],
  ['METH_GET', () => true],
  ['METH_HEAD', () => false],
  ['METH_POST', () => false],
  ['METH_OPTIONS', () => false],
  ['LOCALHOST', ({ source }) => source.startsWith('127.')],
]);

/** Returns the maximum number of tests that a line evaluates. */
export function weightOf(words: readonly string[], acls: Acls): number {
  return words.reduce((sum, word) => sum + (acls.get(word.replace(/^!+/, ''))?.length ?? 0), 1);
}

/** Returns the condition after `if` or `unless`; always true without either. */
export function readCondition(words: readonly string[], acls: Acls): Test {
  const at = words.findIndex((word) => word === 'if' || word === 'unless');
  if (at < 0) return () => true;
  const found = alternatives(words.slice(at + 1), acls);
  return words[at] === 'if' ? found : (request) => not(found(request));
}

function anyOf(tests: readonly Test[] | undefined): Test | undefined {
  return tests && ((request) => tests.reduce<Tri>((found, test) => either(found, test(request)), false));
}

function alternatives(words: readonly string[], acls: Acls): Test {
  const all: Test[][] = [[]];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '||' || word === 'or') {
      all.push([]);
      continue;
    }
    let negated = false;
    let plain = word;
    while (plain.startsWith('!')) {
      negated = !negated;
      plain = plain.slice(1) || (words[++at] ?? '');
    }
    let test: Test;
    if (plain === '{') {
      const end = words.indexOf('}', at);
      test = end < 0 ? unknownTest : readTest(words.slice(at + 1, end));
      at = end < 0 ? words.length : end;
    } else test = anyOf(acls.get(plain)) ?? builtIn.get(plain) ?? unknownTest;
    all.at(-1)?.push(negated ? (request) => not(test(request)) : test);
  }
  return (request) =>
    all.reduce<Tri>(
      (found, tests) =>
        either(
          found,
          tests.reduce<Tri>((held, test) => both(held, test(request)), true),
        ),
      false,
    );
}
