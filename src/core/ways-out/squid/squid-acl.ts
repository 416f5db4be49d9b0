// The ACLs of squid: whether a request fits one (LV10 to LV14).

import { isIpLiteral } from '../../compose/project/values/ip-literal.ts';
import type { Tri } from '../../compose/topology.ts';
import { type GoRegexp, goRegexp } from '../../ways-in/go-regexp.ts';
import { expressionSteps, type Meter, spend } from '../../ways-in/limits.ts';
import { isInAny } from '../../ways-in/network/addresses.ts';
import type { SourcePlace } from '../../ways-in/places.ts';
import type { ForwardRequest, Lookup } from '../proxy/forward-proxy.ts';
import { NameList, plainName } from '../proxy/name-list.ts';
import type { SquidValue } from './squid-words.ts';

/** A named test; those of one name are alternatives. */
export interface SquidAcl {
  readonly name: string;
  readonly type: string;
  readonly values: readonly SquidValue[];
  readonly place: SourcePlace;
  /** The names that it fits; null for a test that is not about names. */
  readonly names: readonly string[] | null;
  fits(request: ForwardRequest, lookup: Lookup): Tri;
}

type Fit = SquidAcl['fits'];

/** The ACLs that squid has without a line. */
export const builtIn: ReadonlyMap<string, { readonly type: string; readonly values: readonly string[] }> =
  new Map([
    ['all', { type: 'src', values: ['all'] }],
    ['localhost', { type: 'src', values: ['127.0.0.1', '::1'] }],
    ['to_localhost', { type: 'dst', values: ['127.0.0.0/8', '0.0.0.0', '::1'] }],
    ['to_linklocal', { type: 'dst', values: ['169.254.0.0/16', 'fe80::/10'] }],
    ['CONNECT', { type: 'method', values: ['CONNECT'] }],
    ['manager', { type: 'url_regex', values: ['^cache_object://', '^https?://[^/]+/squid-internal-mgr/'] }],
  ]);

const nameTypes: ReadonlySet<string> = new Set([
  'dstdomain',
  'dstdom_regex',
  'ssl::server_name',
  'ssl::server_name_regex',
]);

/** Returns the test of an ACL. */
export function squidAcl(
  name: string,
  type: string,
  given: readonly SquidValue[],
  place: SourcePlace,
  meter: Meter,
): SquidAcl {
  const flags = new Set<string>();
  const values = [...given];
  while (values[0] && /^-[A-Za-z-]+$/.test(values[0].text)) flags.add(values.shift()?.text ?? '');
  const fits = testOf(type, values, flags, meter);
  const names = nameTypes.has(type) || type === 'url_regex' ? namesOf(type, values) : null;
  return { name, type, values, place, names, fits };
}

function testOf(type: string, values: readonly SquidValue[], flags: ReadonlySet<string>, meter: Meter): Fit {
  const texts = values.map(({ text }) => text);
  switch (type) {
    case 'src':
      return ({ client }) =>
        texts.includes('all') ? true : client === null ? 'unknown' : isInRanges(client, texts);
    case 'dst':
      return ({ host }, lookup) => {
        if (texts.includes('all')) return true;
        const addresses = addressesOf(host, lookup);
        return addresses === 'unknown' ? 'unknown' : addresses.some((one) => isInRanges(one, texts));
      };
    case 'dstdomain':
      return domainTest(texts, flags.has('-n'));
    case 'ssl::server_name':
      return domainTest(texts, true, serverName);
    case 'dstdom_regex':
      return expressionTest(texts, flags, meter, (request, lookup) =>
        hostNames(request.host, lookup, flags.has('-n')),
      );
    case 'ssl::server_name_regex':
      return expressionTest(texts, flags, meter, (request) => [serverName(request)]);
    case 'url_regex':
      return expressionTest(texts, flags, meter, (request) => [urlOf(request)]);
    case 'urlpath_regex':
      return expressionTest(texts, flags, meter, (request) =>
        request.asking === 'connect' ? [] : [request.path],
      );
    case 'port':
      return ({ port }) => texts.some((text) => isPortIn(port, text));
    case 'localport':
    case 'myport':
      return ({ at }) => texts.some((text) => isPortIn(at, text));
    case 'method':
      return ({ asking }) =>
        asking === 'connect'
          ? texts.includes('CONNECT')
          : texts.includes('GET') || (texts.some((text) => text !== 'CONNECT') && 'unknown');
    case 'proto':
      return ({ asking }) => asking !== 'connect' && texts.some((text) => text.toUpperCase() === 'HTTP');
    default:
      return () => 'unknown';
  }
}

function domainTest(
  texts: readonly string[],
  namesAlone: boolean,
  nameOf: (request: ForwardRequest) => string = ({ host }) => host,
): Fit {
  const list = new NameList<true>();
  for (const text of texts)
    if (text.startsWith('.')) list.addBelow(text.slice(1), true, true);
    else list.addName(text, true);
  return (request, lookup) => {
    const names = hostNames(nameOf(request), lookup, namesAlone);
    return names === 'unknown' ? 'unknown' : names.some((name) => list.find(name) !== null);
  };
}

/** Returns the names that a host is compared by: of an address also those that its owner gives it (LV12). */
function hostNames(host: string, lookup: Lookup, namesAlone: boolean): readonly string[] | 'unknown' {
  if (namesAlone || !isIpLiteral(host)) return [plainName(host)];
  const reverse = lookup.reverse(host);
  return reverse === 'unknown' ? 'unknown' : [host, ...reverse];
}

function expressionTest(
  texts: readonly string[],
  flags: ReadonlySet<string>,
  meter: Meter,
  subjects: (request: ForwardRequest, lookup: Lookup) => readonly string[] | 'unknown',
): Fit {
  let ignoreCase = flags.has('-i');
  const expressions: (GoRegexp | null)[] = [];
  for (const text of texts) {
    if (text === '-i' || text === '+i') ignoreCase = text === '-i';
    else expressions.push(goRegexp(text, ignoreCase));
  }
  return (request, lookup) => {
    const found = subjects(request, lookup);
    if (found === 'unknown') return 'unknown';
    spend(meter, expressions.length * expressionSteps);
    if (expressions.some((one) => one !== null && found.some((text) => one.test(text)))) return true;
    return expressions.includes(null) ? 'unknown' : false;
  };
}

function serverName({ asking, sni, host }: ForwardRequest): string {
  return asking === 'connect' && sni !== null ? sni : host;
}

function urlOf({ asking, host, port, path, tls }: ForwardRequest): string {
  const bare = host.includes(':') ? `[${host}]` : plainHost(host);
  if (asking === 'connect') return `${bare}:${port}`;
  const usual = tls ? 443 : 80;
  return `${tls ? 'https' : 'http'}://${bare}${port === usual ? '' : `:${port}`}${path}`;
}

function plainHost(host: string): string {
  return host.toLowerCase();
}

function addressesOf(host: string, lookup: Lookup): readonly string[] | 'unknown' {
  return isIpLiteral(host) ? [host] : lookup.addresses(host);
}

/** True for an address in one of the ranges; a range may be written as FIRST-LAST. */
function isInRanges(address: string, texts: readonly string[]): boolean {
  return isInAny(
    address,
    texts.map((text) => (text === 'localhost' ? '127.0.0.1' : text)),
  );
}

function isPortIn(port: number, text: string): boolean {
  const [first = '', last = first] = text.split('-');
  return /^\d+$/.test(first) && port >= Number(first) && port <= Number(last);
}

function namesOf(type: string, values: readonly SquidValue[]): readonly string[] {
  const texts = values.map(({ text }) => text).filter((text) => text !== '-i' && text !== '+i');
  if (type.endsWith('_regex')) return texts.map((text) => `/${text}/`);
  return texts.flatMap((text) => (text.startsWith('.') ? [text.slice(1), `*${text}`] : [text]));
}
