// nginx variables in a text, as far as a simulated request has them.

import { memoize } from '../../compose/memoize.ts';
import type { Directive } from '../files/directive.ts';
import { type Meter, maxValueLength, spend } from '../limits.ts';
import type { Request } from '../model.ts';
import type { SourceLocation } from '../places.ts';
import { peerOf, withEntry } from '../proxy/client-address.ts';
import { hostHeaderOf } from '../urls.ts';
import { type Level, nginxRegexp, type Server } from './nginx-model.ts';

/** A request on its way through nginx. */
export interface Passing {
  readonly request: Request;
  readonly server: Server;
  readonly path: string;
  /** The query without its `?`. */
  readonly args: string;
  /** True after an internal redirect, so that internal locations accept the request. */
  readonly internal: boolean;
  /** The variables assigned by `set`; null when a value is unknown. */
  readonly values: ReadonlyMap<string, string | null>;
  /** The groups of the regular expression that matched last. */
  readonly captures: readonly string[];
  /** The budget of this request; `meter` is that of all requests together. */
  readonly left: Meter;
  readonly meter: Meter;
}

/** Spends steps of both budgets of a request. */
export function count({ left, meter }: Passing, steps: number, declaredAt: SourceLocation = null): void {
  spend(left, steps, declaredAt);
  spend(meter, steps, declaredAt);
}

/** The budget of one request; it stops variables that refer to each other and grow exponentially. */
export const stepsOfRequest = 20_000;
/** The maximum nesting of maps. */
const maxDepth = 50;

/** Returns a text with its variables expanded; null when one is unknown. */
export function expandVariables(text: string, passing: Passing, depth = 0): string | null {
  if (!text.includes('$')) return text;
  let failed = false;
  let length = 0;
  const made = text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, a: string | undefined, b: string | undefined) => {
    count(passing, 1);
    const value = failed ? null : variableValue(a ?? b ?? '', passing, depth);
    length += value?.length ?? 0;
    if (value === null || length > maxValueLength) failed = true;
    return value ?? '';
  });
  return failed ? null : made;
}

function variableValue(name: string, passing: Passing, depth: number): string | null {
  const { request, path, args, server, values, captures } = passing;
  if (/^\d$/.test(name)) return captures[Number(name)] ?? '';
  const set = values.get(name);
  if (set !== undefined) return set;
  switch (name) {
    case 'host':
      return request.host;
    case 'http_host':
      return hostHeaderOf(request);
    case 'scheme':
      return request.scheme;
    case 'uri':
    case 'document_uri':
      return path;
    case 'request_uri':
      return request.path + request.query;
    case 'args':
    case 'query_string':
      return args;
    case 'is_args':
      return args === '' ? '' : '?';
    case 'server_name':
      return server.names[0] ?? '';
    case 'server_port':
      return String(request.inside);
    case 'remote_addr':
      return request.source;
    case 'realip_remote_addr':
      return peerOf(request);
    case 'proxy_add_x_forwarded_for':
      return withEntry(request.headers?.get('x-forwarded-for'), request.source);
    case 'request_method':
      return 'GET';
    case 'https':
      return request.scheme === 'https' ? 'on' : '';
  }
  const [, header] = /^http_(\w+)$/.exec(name) ?? [];
  const sent = header === undefined ? undefined : request.headers?.get(header.replaceAll('_', '-'));
  if (sent !== undefined) return sent;
  const [, key] = /^arg_(\w+)$/.exec(name) ?? [];
  if (key !== undefined) return argument(args, key);
  return (
    mapped(name, passing, depth) ?? (/^(?:http|cookie)_/.test(name) && !usualHeader.test(name) ? '' : null)
  );
}

/** Headers that browsers send, with unknown values. */
const usualHeader =
  /^http_(?:user_agent|accept\w*|referer|cookie|connection|upgrade\w*|sec_\w+|cache_control|origin)$/;

function argument(args: string, key: string): string {
  for (const pair of args.split('&')) {
    const [name = '', ...value] = pair.split('=');
    if (name === key) return value.join('=');
  }
  return '';
}

/** Returns the `map` of each variable that one defines, by name with `$`. */
const mapsIn = memoize((directives: Level['directives']): ReadonlyMap<string, Directive> => {
  const found = new Map<string, Directive>();
  for (const directive of directives) {
    const name = directive.name === 'map' ? directive.args[1] : undefined;
    if (name !== undefined && !found.has(name)) found.set(name, directive);
  }
  return found;
});

/** Returns the value of a variable defined by a `map`; null when it is unknown, as for maps that refer to each other. */
function mapped(name: string, passing: Passing, depth: number): string | null {
  let level: Level | null = passing.server;
  while (level?.parent) level = level.parent;
  const map = level && mapsIn(level.directives).get(`$${name}`);
  if (!map?.block || depth > maxDepth) return null;
  count(passing, map.block.length, map.place);
  const value = expandVariables(map.args[0] ?? '', passing, depth + 1);
  return value === null ? null : mapValue(map.block, value, passing, depth + 1);
}

function mapValue(
  lines: readonly Directive[],
  value: string,
  passing: Passing,
  depth: number,
): string | null {
  const lower = value.toLowerCase();
  const hostnames = lines.some(({ name }) => name === 'hostnames');
  let fallback = '';
  for (const { name, args } of lines) {
    const [text = ''] = args;
    if (name === 'default') fallback = text;
    else if (name.replace(/^\\/, '').toLowerCase() === lower && !name.startsWith('~'))
      return expandVariables(text, passing, depth);
    else if (hostnames && /^\*?\./.test(name) && lower.endsWith(name.replace(/^\*/, '').toLowerCase()))
      return expandVariables(text, passing, depth);
  }
  for (const { name, args } of lines) {
    if (!name.startsWith('~')) continue;
    const pattern = nginxRegexp(name.replace(/^~\*?/, ''), name.startsWith('~*'));
    if (pattern === null) return null;
    const captures = pattern.exec(value);
    if (captures !== null) return expandVariables(args[0] ?? '', { ...passing, captures }, depth);
  }
  return expandVariables(fallback, passing, depth);
}
