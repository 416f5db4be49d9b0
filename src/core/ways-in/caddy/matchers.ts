// Caddy's matchers of requests, from a Caddyfile and from JSON.

import type { Tri } from '../../compose/topology.ts';
import { not } from '../../reach/rows/tri.ts';
import { goRegexp } from '../go-regexp.ts';
import { isInRange, readRange } from '../network/addresses.ts';
import { peerOf } from '../proxy/client-address.ts';
import { hostHeaderOf } from '../urls.ts';
import type { Matcher, Passing } from './passing.ts';

/** The ranges that `private_ranges` stands for. */
export const privateRanges = [
  '192.168.0.0/16',
  '172.16.0.0/12',
  '10.0.0.0/8',
  '127.0.0.0/8',
  'fd00::/8',
  '::1/128',
];

export function pathMatcher(patterns: readonly string[]): Matcher {
  const tests = patterns.map((pattern) => pathTest(pattern.toLowerCase()));
  return ({ clean }) => {
    if (clean === null) return 'unknown';
    const found = tests.map((test) => test(clean));
    return found.includes(true) ? true : found.includes('unknown') ? 'unknown' : false;
  };
}

/** Returns a path in the form that matchers compare. */
export function cleanPath(path: string): string {
  return path.replace(/\/{2,}/g, '/').toLowerCase();
}

function pathTest(pattern: string): (path: string) => Tri {
  if (pattern === '*') return () => true;
  if (pattern.includes('{') || pattern.includes('%')) return () => 'unknown';
  const stars = pattern.split('*').length - 1;
  const plain = pattern.replaceAll('*', '');
  if (stars === 0) return (path) => path === pattern;
  if (stars === 2 && pattern.startsWith('*') && pattern.endsWith('*')) return (path) => path.includes(plain);
  if (stars === 1 && pattern.startsWith('*')) return (path) => path.endsWith(plain);
  if (stars === 1 && pattern.endsWith('*')) return (path) => path.startsWith(plain);
  const source = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '[^/]*');
  const expression = goRegexp(`^${source}$`);
  return (path) => expression?.test(path) ?? 'unknown';
}

export function hostMatcher(hosts: readonly string[]): Matcher {
  return ({ request: { host } }) => {
    const found = hosts.map((pattern) => matchesHost(host, pattern.toLowerCase()));
    return found.includes(true) ? true : found.includes('unknown') ? 'unknown' : false;
  };
}

/** Returns the hosts in lower case when all are plain names; null when any is a wildcard or a placeholder. */
export function plainHosts(hosts: readonly string[]): readonly string[] | null {
  return hosts.some((host) => /[*{]/.test(host)) ? null : hosts.map((host) => host.toLowerCase());
}

/** True when a host matches a pattern in which each `*` stands for one label. */
export function matchesHost(host: string, pattern: string): Tri {
  if (pattern.includes('{')) return 'unknown';
  if (!pattern.includes('*')) return host === pattern;
  const [labels, parts] = [host.split('.'), pattern.split('.')];
  return (
    labels.length === parts.length && parts.every((part, index) => part === '*' || part === labels[index])
  );
}

/** Matches the address that connects, or that of the visitor as trusted senders report it. */
function addressMatcher(
  ranges: readonly string[],
  addressOf: (request: Passing['request']) => string,
): Matcher {
  const read = ranges.map(readRange);
  return ({ request }) =>
    read.some((range) => range === null)
      ? 'unknown'
      : read.some((range) => range !== null && isInRange(addressOf(request), range));
}

/** `remote_ip forwarded`: releases differ in which entry of a sent header they take. */
function forwardedMatcher(ranges: readonly string[]): Matcher {
  const direct = addressMatcher(ranges, peerOf);
  return (passing) =>
    passing.request.headers?.has('x-forwarded-for') === true ? 'unknown' : direct(passing);
}

/** Returns the ranges of a list with `private_ranges` expanded. */
export function expandRanges(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => (text === 'private_ranges' ? privateRanges : [text]));
}

function methodMatcher(methods: readonly string[]): Matcher {
  return () => methods.some((method) => method.toUpperCase() === 'GET');
}

export function protocolMatcher(protocol: string): Matcher {
  return ({ request: { scheme } }) => {
    if (protocol === 'http' || protocol === 'https') return scheme === protocol;
    return protocol === 'grpc' ? false : 'unknown';
  };
}

function pathRegexpMatcher(source: string): Matcher {
  const pattern = goRegexp(source);
  return ({ path }) => (path === null || pattern === null ? 'unknown' : pattern.test(path));
}

/** Matches headers; a simulated request sends only the headers that every browser sends. */
function headerMatcher(fields: readonly string[]): Matcher {
  const usual =
    /^(?:host|user-agent|accept.*|connection|cookie|origin|referer|sec-.*|upgrade.*|cache-control|dnt)$/i;
  return () =>
    fields.some((field) => usual.test(field.replace(/^!/, '')))
      ? 'unknown'
      : fields.every((field) => field.startsWith('!'));
}

/** Matches a header by an expression that is searched in it; only `Host` is known. */
function headerRegexpMatcher(field: string, source: string): Matcher {
  const pattern = goRegexp(source);
  if (!/^host$/i.test(field) || pattern === null) return unknownMatcher;
  return ({ request }) => pattern.test(hostHeaderOf(request));
}

function queryMatcher(pairs: readonly (readonly [string, string])[]): Matcher {
  return ({ query }) => {
    const given = query
      .replace(/^\?/, '')
      .split('&')
      .map((pair) => pair.split('='));
    return pairs.some(([key, value]) =>
      given.some(([name = '', own = '']) => name === key && (value === '*' || own === value)),
    );
  };
}

/** Returns a matcher by name, with values in Caddyfile notation: `KEY=VALUE` for `query`, names for `header`. */
export function matcherBy(name: string, values: readonly string[]): Matcher {
  switch (name) {
    case 'host':
      return hostMatcher(values);
    case 'path':
      return pathMatcher(values);
    case 'path_regexp':
      return pathRegexpMatcher(values[0] ?? '');
    case 'method':
      return methodMatcher(values);
    case 'protocol':
      return protocolMatcher(values[0] ?? '');
    case 'remote_ip':
      return values.includes('forwarded')
        ? forwardedMatcher(expandRanges(values.filter((value) => value !== 'forwarded')))
        : addressMatcher(expandRanges(values), peerOf);
    case 'client_ip':
      return addressMatcher(expandRanges(values), ({ source }) => source);
    case 'header':
      return headerMatcher(values);
    case 'header_regexp':
      return headerRegexpMatcher(values[0] ?? '', values[1] ?? '');
    case 'query':
      return queryMatcher(
        values.map((pair) => [pair.split('=')[0] ?? '', pair.split('=').slice(1).join('=')] as const),
      );
    default:
      return unknownMatcher;
  }
}

/** Returns a matcher that requires all of the given ones. */
export function allOf(matchers: readonly Matcher[]): Matcher {
  return (passing: Passing) => {
    const each = matchers.map((matcher) => matcher(passing));
    return each.includes(false) ? false : each.includes('unknown') ? 'unknown' : true;
  };
}

export function noneOf(matcher: Matcher): Matcher {
  return (passing) => not(matcher(passing));
}

export const unknownMatcher: Matcher = () => 'unknown';
