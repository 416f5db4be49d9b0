// What HAProxy's rules and options make of the visitor's address and of the headers for the server behind.

import { isIpLiteral } from '../../compose/project/values/ip-literal.ts';
import type { Tri } from '../../compose/topology.ts';
import type { Headers, OnwardRequest, Request } from '../model.ts';
import { isInAny } from '../network/addresses.ts';
import { entriesOfHeader, peerOf, withEntry, withHeader } from '../proxy/client-address.ts';
import { hostHeaderOf } from '../urls.ts';
import type { ProxySection } from './haproxy-model.ts';
import type { HaproxyLine } from './haproxy-words.ts';

/** Actions that change what later rules and the server behind see. */
const changes = /^(?:set-src|set-header|add-header|del-header)$/;

/** Returns the request after a rule, whose condition has a value; null for a rule that changes none, 'unknown' where the visitor's address is. */
export function changedBy(
  { words: [first = '', action = '', ...rest] }: HaproxyLine,
  request: Request,
  holds: Tri,
): Request | 'unknown' | null {
  if (first !== 'http-request' || !changes.test(action)) return null;
  if (holds === false) return request;
  const [name = '', value = ''] = rest;
  if (action === 'set-src') {
    const found = holds === true ? fetched(name, request) : null;
    if (found === null) return 'unknown';
    return found === undefined || !isIpLiteral(found)
      ? request
      : { ...request, source: found, peer: peerOf(request) };
  }
  const headers: Headers = request.headers ?? new Map();
  const made = action === 'del-header' ? '' : holds === true ? formatted(value, request) : null;
  const sent = holds === true ? made : null;
  if (name.toLowerCase() === 'host') return sent === null ? 'unknown' : { ...request, hostHeader: sent };
  const before = headers.get(name.toLowerCase());
  const listed = action === 'add-header' && sent !== null ? withEntry(before, sent) : sent;
  return { ...request, headers: withHeader(headers, name, listed) };
}

/** Returns the value of a sample; undefined where the request has none, null where it is not followed. */
function fetched(expression: string, { headers, source }: Request): string | null | undefined {
  if (expression === 'src') return source;
  const [, literal] = /^(?:str|ipv[46])\(([^()]*)\)$/.exec(expression) ?? [];
  if (literal !== undefined) return literal;
  const [, name, at = '-1'] = /^(?:req\.)?f?hdr(?:_ip)?\(([^(),]+)(?:,(-?\d+))?\)$/.exec(expression) ?? [];
  if (name === undefined) return null;
  const value = headers?.get(name.toLowerCase());
  if (value === null || value === undefined) return value;
  const index = Number(at);
  return entriesOfHeader(value).at(index > 0 ? index - 1 : index);
}

/** Returns a text with its samples; null where one is not followed. */
function formatted(text: string, request: Request): string | null {
  let failed = false;
  const made = text.replace(
    /%\[([^\]]*)\]|%(?:ci|Ts|[a-zA-Z]+)/g,
    (whole, expression: string | undefined) => {
      const value =
        whole === '%ci' ? request.source : expression === undefined ? null : fetched(expression, request);
      if (value === null) failed = true;
      return value ?? '';
    },
  );
  return failed ? null : made;
}

/** Returns the request for the server behind: with `option forwardfor` the visitor's address at the end of the list. */
export function onwardFrom(
  sections: readonly ProxySection[],
  request: Request,
  isTls: boolean,
): OnwardRequest {
  const { path, query } = request;
  let headers: Headers = request.headers ?? new Map();
  const option = sections
    .flatMap(({ lines }) => lines)
    .findLast(({ words }) => words[0] === 'option' && words[1] === 'forwardfor')?.words;
  if (option) {
    const name = wordBehind(option, 'header') ?? 'X-Forwarded-For';
    const except = wordBehind(option, 'except');
    const before = headers.get(name.toLowerCase());
    const isLeft = option.includes('if-none') && before !== undefined;
    if (!isLeft && !(except !== undefined && isInAny(request.source, [except])))
      headers = withHeader(headers, name, withEntry(before, request.source));
  }
  const scheme = isTls ? 'https' : 'http';
  return { scheme, hostHeader: hostHeaderOf(request), path, query, headers, families: 'ipv6' };
}

function wordBehind(words: readonly string[], name: string): string | undefined {
  const at = words.indexOf(name);
  return at < 0 ? undefined : words[at + 1];
}
