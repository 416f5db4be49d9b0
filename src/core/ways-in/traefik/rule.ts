// The matchers of router rules in versions 3 and 2, for HTTP and for TCP server names.

import type { Tri } from '../../compose/topology.ts';
import { both, either, not } from '../../reach/rows/tri.ts';
import { withoutTrailing } from '../../text/cut.ts';
import { examplePath, type GoRegexp, goRegexp, plainOf } from '../go-regexp.ts';
import type { Request } from '../model.ts';
import { isInRange, readRange } from '../network/addresses.ts';
import { parseRule, type RuleArgument, type RuleExpression } from './rule-expression.ts';

export type RuleSyntax = 'v2' | 'v3';

/** The parts of a request that a rule evaluates. */
export type RuleRequest = Pick<Request, 'host' | 'path' | 'query' | 'source'>;

export interface Rule {
  matches(request: RuleRequest): Tri;
  /** The hosts, in lower case and without a trailing dot, to which the rule is limited; null when it may take any host. */
  readonly only: readonly string[] | null;
  /** The hosts and paths that the rule names, each with an example that matches. */
  readonly hosts: readonly NamedHost[];
  readonly paths: readonly string[];
  readonly ranges: readonly string[];
}

export interface NamedHost {
  readonly host: string;
  readonly example: string;
}

type Test = (request: RuleRequest) => Tri;

/** A rule under construction while its calls are read. */
interface Draft {
  readonly hosts: NamedHost[];
  readonly paths: string[];
  readonly ranges: string[];
}

/** Reads a rule, or returns the reason why Traefik refuses it. */
export function readRule(source: string, syntax: RuleSyntax): Rule | string {
  const expression = parseRule(source);
  if (expression === null) return 'its rule cannot be read';
  const draft: Draft = { hosts: [], paths: [], ranges: [] };
  const test = testOf(expression, syntax, draft);
  if (typeof test === 'string') return test;
  return { matches: test, only: onlyHosts(expression), ...draft };
}

/** Returns the hosts to which a rule's calls of `Host` limit it; null without such a limit. */
function onlyHosts(expression: RuleExpression): readonly string[] | null {
  switch (expression.kind) {
    case 'not':
      return null;
    case 'call':
      return /^host(?:header|sni)?$/i.test(expression.name) &&
        !expression.args.some(({ text }) => text === '*')
        ? expression.args.map(({ text }) => plainHost(text))
        : null;
    default: {
      const [left, right] = [onlyHosts(expression.left), onlyHosts(expression.right)];
      if (expression.kind === 'or') return left && right && [...left, ...right];
      return left ?? right;
    }
  }
}

/** Returns a host in the form that rules compare. */
export function plainHost(host: string): string {
  return withoutTrailing(host.toLowerCase(), '.');
}

function testOf(expression: RuleExpression, syntax: RuleSyntax, draft: Draft): Test | string {
  if (expression.kind === 'not') {
    // Negated hosts and paths do not represent the rule.
    const of = testOf(expression.of, syntax, { hosts: [], paths: [], ranges: draft.ranges });
    return typeof of === 'string' ? of : (request) => not(of(request));
  }
  if (expression.kind === 'call') {
    const bare = expression.args.find((argument) => !argument.quoted);
    if (bare) return `a value of ${expression.name} in its rule is not in quotes`;
    const matcher = matcherOf(expression.name, syntax);
    if (!matcher) return `its rule asks for ${expression.name}, which this version does not know`;
    return matcher(expression.args, draft) ?? `${expression.name} in its rule cannot be read`;
  }
  const left = testOf(expression.left, syntax, draft);
  if (typeof left === 'string') return left;
  const right = testOf(expression.right, syntax, draft);
  if (typeof right === 'string') return right;
  return expression.kind === 'and'
    ? (request) => both(left(request), right(request))
    : (request) => either(left(request), right(request));
}

/** Returns a test for the arguments of a matcher; null when they are refused. */
type Matcher = (args: readonly RuleArgument[], draft: Draft) => Test | null;

/** Returns a matcher by name, which may be spelled as defined, in lower case, in upper case, or capitalized. */
function matcherOf(name: string, syntax: RuleSyntax): Matcher | undefined {
  const table = syntax === 'v3' ? matchers3 : matchers2;
  for (const [known, matcher] of Object.entries(table)) {
    const lower = known.toLowerCase();
    const spellings = [known, lower, known.toUpperCase(), lower.charAt(0).toUpperCase() + lower.slice(1)];
    if (spellings.includes(name)) return matcher;
  }
  return undefined;
}

const ascii = /^[\x20-\x7e]*$/;

function hostIs(hosts: readonly string[], draft: Draft): Test | null {
  if (!hosts.every((host) => ascii.test(host))) return null;
  const lower = hosts.map((host) => host.toLowerCase());
  for (const host of lower) draft.hosts.push({ host, example: host });
  return ({ host }) => lower.some((one) => one === host || one === `${host}.` || host === `${one}.`);
}

function hostMatches(pattern: GoRegexp | null, source: string, draft: Draft): Test | null {
  if (pattern === null) return null;
  draft.hosts.push({ host: source, example: exampleHost(pattern, source) });
  return ({ host }) => pattern.test(host);
}

/** Returns a host name that a regular expression matches, or the first guess when none matches. */
function exampleHost(pattern: GoRegexp, source: string): string {
  const plain = plainOf(source);
  const guesses = [plain, `x${plain}`, 'x.example', 'example'];
  return guesses.find((guess) => pattern.test(guess)) ?? plain;
}

function pathStarts(prefix: string, draft: Draft): Test | null {
  if (!prefix.startsWith('/')) return null;
  draft.paths.push(prefix);
  return ({ path }) => path.startsWith(prefix);
}

function pathIs(exact: string, draft: Draft): Test | null {
  if (!exact.startsWith('/')) return null;
  draft.paths.push(exact);
  return ({ path }) => path === exact;
}

function addressIn(texts: readonly string[], draft: Draft): Test | null {
  const ranges = texts.map(readRange);
  if (ranges.some((range) => range === null)) return null;
  draft.ranges.push(...texts);
  return ({ source }) => ranges.some((range) => range !== null && isInRange(source, range));
}

/** Returns a matcher that takes exactly one argument. */
function one(make: (value: string, draft: Draft) => Test | null): Matcher {
  return ([first, ...more], draft) => (first && more.length === 0 ? make(first.text, draft) : null);
}

function queryHas(key: string, value: string | null): Test {
  return ({ query }) => {
    const pairs = query
      .replace(/^\?/, '')
      .split('&')
      .map((pair) => pair.split('='));
    return pairs.some(([name = '', given = '']) => name === key && (value === null || given === value));
  };
}

const never: Test = () => false;

/** A header matcher; a simulated request has none of the headers that rules test. */
const headerIs: Matcher = (args) => (args.length === 2 ? never : null);

const matchers3: Readonly<Record<string, Matcher>> = {
  Host: one((host, draft) => hostIs([host], draft)),
  HostRegexp: one((source, draft) =>
    ascii.test(source) ? hostMatches(goRegexp(source), source, draft) : null,
  ),
  Path: one(pathIs),
  PathPrefix: one(pathStarts),
  PathRegexp: one((source, draft) => regexpTest(source, draft)),
  Method: one((method) => () => method.toUpperCase() === 'GET'),
  Header: headerIs,
  HeaderRegexp: headerIs,
  Query: (args) => (args[0] && args.length <= 2 ? queryHas(args[0].text, args[1]?.text ?? null) : null),
  QueryRegexp: (args) => (args[0] && args.length <= 2 ? queryMatches(args[0].text) : null),
  ClientIP: one((text, draft) => addressIn([text], draft)),
  HostSNI: one((host, draft) => serverName([host], draft)),
  HostSNIRegexp: one((source, draft) => hostMatches(goRegexp(source), source, draft)),
  ALPN: one(() => () => 'unknown'),
};

function regexpTest(source: string, draft: Draft): Test | null {
  const pattern = goRegexp(source);
  if (pattern === null) return null;
  const example = examplePath(pattern, source);
  if (example !== null) draft.paths.push(example);
  return ({ path }) => pattern.test(path);
}

function queryMatches(key: string): Test {
  return ({ query }) => (query.includes(key) ? 'unknown' : false);
}

function serverName(hosts: readonly string[], draft: Draft): Test | null {
  if (hosts.includes('*')) {
    draft.hosts.push({ host: '*', example: 'any.example' });
    return () => true;
  }
  return hostIs(hosts, draft);
}

/** Returns a matcher that takes one or more arguments. */
function some(make: (values: readonly string[], draft: Draft) => Test | null): Matcher {
  return (args, draft) =>
    args.length > 0
      ? make(
          args.map(({ text }) => text),
          draft,
        )
      : null;
}

/** Returns a matcher of which any value may match. */
function anyOf(make: (value: string, draft: Draft) => Test | null): Matcher {
  return some((values, draft) => {
    const tests = values.map((value) => make(value, draft));
    if (tests.some((test) => test === null)) return null;
    return (request) => tests.reduce<Tri>((found, test) => either(found, test?.(request) ?? false), false);
  });
}

const matchers2: Readonly<Record<string, Matcher>> = {
  Host: some(hostIs),
  HostHeader: some(hostIs),
  HostRegexp: anyOf((source, draft) => hostMatches(templateRegexp(source, '$', true), source, draft)),
  Path: anyOf((path, draft) => templatePath(path, '$', draft)),
  PathPrefix: anyOf((path, draft) => templatePath(path, '', draft)),
  Method: some((methods) => () => methods.some((method) => method.toUpperCase() === 'GET')),
  Headers: headerIs,
  HeadersRegexp: headerIs,
  Query: anyOf((pair) => {
    const [key = '', value] = pair.split('=');
    return queryHas(key, value ?? null);
  }),
  ClientIP: some(addressIn),
  HostSNI: some(serverName),
  HostSNIRegexp: anyOf((source, draft) => hostMatches(templateRegexp(source, '$', true), source, draft)),
  ALPN: some(() => () => 'unknown'),
};

function templatePath(path: string, end: string, draft: Draft): Test | null {
  if (!path.startsWith('/')) return null;
  draft.paths.push(withoutTemplates(path));
  const pattern = templateRegexp(path, end, false);
  return pattern && (({ path: asked }) => pattern.test(asked));
}

/** Returns a path with `x` for each `{…}`. */
function withoutTemplates(path: string): string {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const open = path.indexOf('{', at);
    const close = open < 0 ? -1 : path.indexOf('}', open);
    if (close < 0) return parts.join('') + path.slice(at);
    parts.push(path.slice(at, open), 'x');
    at = close + 1;
  }
}

/** Compiles a template of version 2, in which `{name:pattern}` is a pattern and other text is literal. */
function templateRegexp(template: string, end: string, ignoreCase: boolean): GoRegexp | null {
  const parts = template.split(/(\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})/);
  const source = parts.map((part) => {
    const [, pattern] = /^\{[^:{}]*(?::(.*))?\}$/.exec(part) ?? [null];
    if (part.startsWith('{')) return `(?:${pattern ?? (ignoreCase ? '[^.]+' : '[^/]+')})`;
    return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return goRegexp(`^${source.join('')}${end}`, ignoreCase);
}

/** Returns whether a constraint expression holds for labels; null when Traefik cannot evaluate it. */
export function constraintsHold(source: string, labels: ReadonlyMap<string, string>): boolean | null {
  const expression = parseRule(source);
  return expression && holds(expression, labels);
}

function holds(expression: RuleExpression, labels: ReadonlyMap<string, string>): boolean | null {
  switch (expression.kind) {
    case 'not': {
      const of = holds(expression.of, labels);
      return of === null ? null : !of;
    }
    case 'call': {
      const [key, value, ...more] = expression.args;
      if (!key?.quoted || !value?.quoted || more.length > 0) return null;
      const given = labels.get(key.text);
      if (expression.name === 'Label') return given === value.text;
      if (expression.name !== 'LabelRegex') return null;
      const pattern = goRegexp(value.text);
      return pattern && given !== undefined && pattern.test(given);
    }
    default: {
      const left = holds(expression.left, labels);
      const right = holds(expression.right, labels);
      if (left === null || right === null) return null;
      return expression.kind === 'and' ? left && right : left || right;
    }
  }
}
