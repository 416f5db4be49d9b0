// Matchers in Caddyfile notation: `*`, `/path`, `@name`, and definitions of names.

import type { Directive } from './caddyfile.ts';
import type { Word } from './caddyfile-lexer.ts';
import { allOf, expandRanges, matcherBy, noneOf, pathMatcher, unknownMatcher } from './matchers.ts';
import type { Matcher } from './passing.ts';
import { explicitRanges } from './ranges.ts';

/** A set of matchers with the properties that order directives. */
export interface MatcherSet {
  readonly matchers: readonly Matcher[];
  /** The path when it is the only matcher for paths; null otherwise. */
  readonly path: string | null;
  /** A key that is equal for sets with the same conditions, however they are written. */
  readonly key: string;
  /** The display name: `/a/*`, `remote_ip`. */
  readonly title: string;
  readonly ranges: readonly string[];
  /** The hosts that it compares, as a list says them. */
  readonly comparedHosts: readonly string[];
}

export type NamedMatchers = ReadonlyMap<string, MatcherSet>;

/** Reads a definition `@name …`. */
export function readNamedMatcher({ args, block }: Directive): MatcherSet {
  const [first] = args;
  const lines: readonly (readonly Word[])[] = first
    ? [args]
    : (block ?? []).map((directive) => [
        { text: directive.name, quoted: false, place: directive.place, ends: false },
        ...directive.args,
      ]);
  const nested = first ? [block] : (block ?? []).map((directive) => directive.block);
  return setOf(lines, nested);
}

function setOf(
  lines: readonly (readonly Word[])[],
  nested: readonly (readonly Directive[] | null)[],
): MatcherSet {
  const matchers: Matcher[] = [];
  const titles: string[] = [];
  const ranges: string[] = [];
  const comparedHosts: string[] = [];
  const asked = new Map<string, string[]>();
  const [paths, hosts, methods]: [string[], string[], string[]] = [[], [], []];
  lines.forEach(([head, ...rest], index) => {
    if (!head) return;
    const values = rest.map(({ text }) => text);
    const name = head.quoted ? 'expression' : head.text;
    asked.set(name, [
      ...(asked.get(name) ?? []),
      ...(head.quoted ? [head.text] : []),
      ...values,
      blockText(nested[index]),
    ]);
    if (head.quoted) {
      matchers.push(unknownMatcher);
      titles.push('an expression');
      return;
    }
    titles.push([head.text, ...(shown.has(head.text) ? values : [])].join(' '));
    switch (head.text) {
      case 'path':
        paths.push(...values);
        break;
      case 'host':
        hosts.push(...values);
        break;
      case 'method':
        methods.push(...values);
        break;
      case 'not': {
        const inner = nested[index];
        const set = inner
          ? readNamedMatcher({ name: '', args: [], block: inner, place: head.place })
          : setOf([rest], [null]);
        ranges.push(...set.ranges);
        comparedHosts.push(...set.comparedHosts);
        matchers.push(noneOf(allOf(set.matchers)));
        break;
      }
      case 'remote_ip':
      case 'client_ip': {
        ranges.push(...explicitRanges(expandRanges(values.filter((value) => value !== 'forwarded'))));
        matchers.push(matcherBy(head.text, values));
        break;
      }
      case 'header_regexp':
        if (/^host$/i.test(values.at(-2) ?? '')) comparedHosts.push(`/${values.at(-1)}/`);
        matchers.push(matcherBy(head.text, values.slice(-2)));
        break;
      default:
        matchers.push(matcherBy(head.text, valuesOf(head.text, values)));
    }
  });
  for (const [name, values] of Object.entries({ path: paths, host: hosts, method: methods }))
    if (values.length > 0) matchers.unshift(matcherBy(name, values));
  const [path] = paths;
  return {
    matchers,
    path: paths.length === 1 && path !== undefined ? path : null,
    key: keyOf(asked),
    title: titles.join(', '),
    ranges,
    comparedHosts: [...hosts, ...comparedHosts],
  };
}

function keyOf(asked: ReadonlyMap<string, readonly string[]>): string {
  return JSON.stringify([...asked].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Returns the words of a block as one text for comparison. */
function blockText(block: readonly Directive[] | null | undefined): string {
  return JSON.stringify(
    (block ?? []).map(({ name, args, block: inner }) => [
      name,
      args.map(({ text }) => text),
      blockText(inner),
    ]),
  );
}

/** Matchers whose values may be displayed. */
const shown: ReadonlySet<string> = new Set(['path', 'host', 'remote_ip', 'client_ip', 'method']);

/** Returns the values that matter: the pattern of an expression, which may have a name before it; the name of a header. */
function valuesOf(name: string, values: readonly string[]): readonly string[] {
  if (name === 'path_regexp') return values.slice(-1);
  return name === 'header' ? values.slice(0, 1) : values;
}

/** Returns the matcher at the start of a directive's words, and the remaining words. */
export function leadingMatcher(
  args: readonly Word[],
  named: NamedMatchers,
): { readonly set: MatcherSet | null; readonly rest: readonly Word[]; readonly missing: string | null } {
  const [first, ...rest] = args;
  if (!first || first.quoted) return { set: null, rest: args, missing: null };
  if (first.text === '*') return { set: null, rest, missing: null };
  if (first.text.startsWith('@')) {
    const set = named.get(first.text) ?? null;
    return { set, rest, missing: set ? null : first.text };
  }
  if (!first.text.startsWith('/')) return { set: null, rest: args, missing: null };
  return { set: pathSet(first.text), rest, missing: null };
}

export function pathSet(path: string): MatcherSet {
  const key = keyOf(new Map([['path', [path, blockText(null)]]]));
  return { matchers: [pathMatcher([path])], path, key, title: path, ranges: [], comparedHosts: [] };
}
