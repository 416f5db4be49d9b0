// Whom Caddy takes for the visitor: `trusted_proxies`, `trusted_proxies_strict` and `client_ip_headers` of its servers.

import { isIpLiteral } from '../../compose/project/values/ip-literal.ts';
import { childOf, itemsOf, scalarText, type Tree } from '../../yaml/tree.ts';
import type { Request } from '../model.ts';
import { isInAny } from '../network/addresses.ts';
import { atLine, type SourcePlace } from '../places.ts';
import { entriesOfHeader, withoutPort } from '../proxy/client-address.ts';
import type { Directive } from './caddyfile.ts';
import { expandRanges } from './matchers.ts';

export interface ClientTrust {
  /** The addresses of senders that are believed; null where what names them is not read. */
  readonly ranges: readonly string[] | null;
  readonly headers: readonly string[];
  /** True where trusted senders are passed over from the right; else the first entry of a list counts. */
  readonly isStrict: boolean;
  readonly declaredAt: SourcePlace;
}

const usualHeaders = ['X-Forwarded-For'];

/** Returns the trust that the `servers` options of a Caddyfile give a port; null where they trust nobody. */
export function trustIn(options: readonly Directive[], port: number): ClientTrust | null {
  const all = options.filter(({ name }) => name === 'servers');
  const isFor = ({ args }: Directive) => args.some(({ text }) => new RegExp(`:${port}$`).test(text));
  const lines = (all.find(isFor) ?? all.find(({ args }) => args.length === 0))?.block ?? [];
  const trusted = lines.find(({ name }) => name === 'trusted_proxies');
  if (!trusted) return null;
  const [source, ...ranges] = trusted.args.map(({ text }) => text);
  const headers = lines.find(({ name }) => name === 'client_ip_headers')?.args.map(({ text }) => text);
  return {
    ranges: source === 'static' ? expandRanges(ranges) : null,
    headers: headers ?? usualHeaders,
    isStrict: lines.some(({ name }) => name === 'trusted_proxies_strict'),
    declaredAt: trusted.place,
  };
}

/** Returns the trust of a server in JSON; null where it trusts nobody. */
export function trustInJson(server: Tree, declaredAt: SourcePlace): ClientTrust | null {
  const trusted = childOf(server, 'trusted_proxies');
  if (trusted === null) return null;
  const texts = (tree: Tree | null) => itemsOf(tree).flatMap((item) => scalarText(item) ?? []);
  const headers = texts(childOf(server, 'client_ip_headers'));
  return {
    ranges:
      scalarText(childOf(trusted, 'source')) === 'static'
        ? expandRanges(texts(childOf(trusted, 'ranges')))
        : null,
    headers: headers.length > 0 ? headers : usualHeaders,
    isStrict: Number(scalarText(childOf(server, 'trusted_proxies_strict')) ?? 0) > 0,
    declaredAt,
  };
}

/** Returns the request with the address that a trusted sender reports; a sentence where that is unknown. */
export function withClient(trust: ClientTrust | null, request: Request): Request | string {
  if (trust === null) return request;
  const { headers, isStrict, declaredAt } = trust;
  const sent = headers.flatMap((name) => {
    const value = request.headers?.get(name.toLowerCase());
    return value === undefined ? [] : [value];
  });
  if (sent.length === 0) return request;
  if (trust.ranges === null) return `Whom Caddy trusts${atLine(declaredAt)} is not read.`;
  const { ranges } = trust;
  if (!isInAny(request.source, ranges)) return request;
  for (const list of sent) {
    if (list === null) return `The address that a trusted sender reports${atLine(declaredAt)} is unknown.`;
    const entries = entriesOfHeader(list).map(withoutPort).filter(isIpLiteral);
    const found = isStrict ? entries.findLast((entry) => !isInAny(entry, ranges)) : entries[0];
    if (found !== undefined) return { ...request, source: found, peer: request.source };
  }
  return request;
}

/** True when the sender of a request is trusted to report the addresses before it. */
export function isTrustedSender(trust: ClientTrust | null, peer: string): boolean {
  return trust?.ranges != null && isInAny(peer, trust.ranges);
}
