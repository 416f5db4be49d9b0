// squid as a forward proxy: the ports at which it is asked, and what its `http_access` lines let out (LV10 to LV15).

import type { Service, Tri } from '../../compose/topology.ts';
import { wordAfter } from '../../ways-in/command-words.ts';
import { configFile } from '../../ways-in/files/config-file.ts';
import { newMeter, spend } from '../../ways-in/limits.ts';
import { placeText, type SourcePlace } from '../../ways-in/places.ts';
import { forwardProgramOf } from '../../ways-in/ways/program-of.ts';
import type { WaysContext } from '../../ways-in/ways-context.ts';
import type {
  AllowedOut,
  ForwardProxy,
  ForwardRequest,
  ForwardVerdict,
  Lookup,
} from '../proxy/forward-proxy.ts';
import { builtIn, type SquidAcl, squidAcl } from './squid-acl.ts';
import { readSquid, type SquidLine, type SquidValue, valuesOf } from './squid-words.ts';

/** One line of `http_access` or `ssl_bump`. */
interface AccessLine {
  readonly action: string;
  readonly tests: readonly { readonly acl: SquidAcl; readonly not: boolean }[];
  /** The name of a test that no line makes; null where all are known. */
  readonly missing: string | null;
  readonly place: SourcePlace;
}

/** Directives that lead requests elsewhere, which is not followed. */
const leadsElsewhere = /^(?:cache_peer|url_rewrite_program|store_id_program|adaptation_access|icap_service)$/;

/** Reads a squid; null for another service, a sentence where its configuration is unknown. */
export function squid(context: WaysContext, service: Service): ForwardProxy | string | null {
  if (forwardProgramOf(service) !== 'squid') return null;
  const path = wordAfter(service, '-f') ?? '/etc/squid/squid.conf';
  const file = configFile(context, service, path);
  if (typeof file === 'string') return file;
  const files = context.files(service);
  const lines = readSquid(files, file);
  if (typeof lines === 'string') return lines;
  const meter = newMeter(1);
  const acls = new Map<string, SquidAcl[]>();
  for (const [name, { type, values }] of builtIn) {
    const given = values.map((text): SquidValue => ({ text, place: { file: file.file, line: 1 } }));
    acls.set(name, [squidAcl(name, type, given, { file: file.file, line: 1 }, meter)]);
  }
  for (const { words, place } of named(lines, 'acl')) {
    const [, name = '', type = '', ...rest] = words;
    const values = valuesOf(files, rest, place);
    if (typeof values === 'string') return values;
    const list = acls.get(name) ?? [];
    const first = list.find((one) => one.type === type);
    const all = first && !builtIn.has(name) ? [...first.values, ...values] : values;
    const others = list.filter((one) => one !== first || builtIn.has(name));
    acls.set(name, [...others, squidAcl(name, type, all, first?.place ?? place, meter)]);
  }
  const access = named(lines, 'http_access').map((line) => accessLine(line, acls));
  const bump = named(lines, 'ssl_bump').map((line) => accessLine(line, acls));
  const ports = [...named(lines, 'http_port'), ...named(lines, 'https_port')].flatMap(portOf);
  const intercepts = [...named(lines, 'http_port'), ...named(lines, 'https_port')].some(({ words }) =>
    words.some((word) => /^(?:intercept|tproxy|transparent|accel|vhost)$/.test(word)),
  );
  const elsewhere = lines.find(({ words: [name = ''] }) => leadsElsewhere.test(name)) ?? null;
  return {
    service: service.name,
    program: 'squid',
    ports: ports.length > 0 ? ports : [3128],
    allowed: allowedOut(access),
    decide(request, lookup) {
      spend(meter, access.length + 1);
      if (request.asking === 'transparent')
        return intercepts
          ? { kind: 'unknown', because: 'squid as a transparent proxy is not followed', place: null }
          : { kind: 'denied', because: 'squid refuses a request without a whole URL', place: null };
      const verdict = decideAccess(access, request, lookup, file.file);
      if (verdict.kind !== 'forwarded') return verdict;
      if (elsewhere)
        return {
          kind: 'unknown',
          because: `squid leads it on by ${elsewhere.words[0]}, which is not followed`,
          place: elsewhere.place,
        };
      return request.asking === 'connect' && request.tls && bump.length > 0
        ? decideBump(bump, request, lookup, verdict)
        : verdict;
    },
  };
}

function named(lines: readonly SquidLine[], name: string): readonly SquidLine[] {
  return lines.filter(({ words }) => words[0] === name);
}

function portOf({ words }: SquidLine): readonly number[] {
  const port = Number(/(\d+)$/.exec(words[1] ?? '')?.[1] ?? Number.NaN);
  return Number.isInteger(port) ? [port] : [];
}

function accessLine(
  { words: [, action = '', ...tests], place }: SquidLine,
  acls: ReadonlyMap<string, readonly SquidAcl[]>,
): AccessLine {
  const line: { acl: SquidAcl; not: boolean }[] = [];
  let missing: string | null = null;
  for (const word of tests) {
    const not = word.startsWith('!');
    const name = not ? word.slice(1) : word;
    const found = acls.get(name);
    if (!found) missing ??= name;
    // Lines of several types under one name are refused by squid; the last one is taken.
    const acl = found?.at(-1);
    if (acl) line.push({ acl, not });
  }
  return { action, tests: line, missing, place };
}

function fitsLine({ tests, missing }: AccessLine, request: ForwardRequest, lookup: Lookup): Tri {
  let fits: Tri = missing === null ? true : 'unknown';
  for (const { acl, not } of tests) {
    const one = acl.fits(request, lookup);
    const holds: Tri = one === 'unknown' ? 'unknown' : one !== not;
    if (holds === false) return false;
    if (holds === 'unknown') fits = 'unknown';
  }
  return fits;
}

/** Returns what `http_access` says: the first line that fits, else the opposite of the last one (LV10). */
function decideAccess(
  access: readonly AccessLine[],
  request: ForwardRequest,
  lookup: Lookup,
  file: string,
): ForwardVerdict {
  const asked = request.asking === 'connect' ? `CONNECT ${request.host}:${request.port}` : request.host;
  const actions = new Map<boolean, AccessLine>();
  let unsure: AccessLine | null = null;
  for (const line of access) {
    const fits = fitsLine(line, request, lookup);
    if (fits === false) continue;
    if (!actions.has(line.action === 'allow')) actions.set(line.action === 'allow', line);
    if (fits === true) {
      const passes = line.action === 'allow';
      if (unsure && actions.size > 1) return unsureVerdict(unsure);
      return passes ? forwarded(request, line.place) : denied(asked, line.place);
    }
    unsure ??= line;
  }
  const last = access.at(-1);
  if (!last)
    return { kind: 'denied', because: `squid denies ${asked}: ${file} has no http_access line`, place: null };
  const passes = last.action !== 'allow';
  if (unsure && (actions.has(!passes) || actions.size > 1)) return unsureVerdict(unsure);
  return passes
    ? {
        ...forwarded(request, last.place),
        because: `squid lets ${asked} out: no line of http_access fits, and the last one denies, so the rest is allowed`,
      }
    : {
        kind: 'denied',
        because: `squid denies ${asked}: no line of ${file} allows it, line ${last.place.line} is the last`,
        place: last.place,
      };
}

function forwarded(
  { host, port, asking }: ForwardRequest,
  place: SourcePlace,
): ForwardVerdict & { readonly kind: 'forwarded' } {
  const what = asking === 'connect' ? `CONNECT ${host}:${port}` : host;
  return { kind: 'forwarded', host, port, because: `squid lets ${what} out`, place };
}

function denied(asked: string, place: SourcePlace): ForwardVerdict {
  return { kind: 'denied', because: `squid denies ${asked}: line ${place.line} fits first`, place };
}

function unsureVerdict({ missing, tests, place }: AccessLine): ForwardVerdict {
  const about = missing === null ? tests.map(({ acl }) => `${acl.name} (${acl.type})`).join(', ') : missing;
  return {
    kind: 'unknown',
    because: `whether the line at ${placeText(place)} fits is not known: ${about}`,
    place,
  };
}

/** Returns what squid does with the TLS inside of CONNECT: after a look at the name, the first line that is no look decides. */
function decideBump(
  bump: readonly AccessLine[],
  request: ForwardRequest,
  lookup: Lookup,
  passed: ForwardVerdict & { readonly kind: 'forwarded' },
): ForwardVerdict {
  const looks = bump.some(({ action }) => action === 'peek' || action === 'stare');
  const seen = looks ? request : { ...request, sni: null };
  for (const line of bump) {
    if (line.action === 'peek' || line.action === 'stare') continue;
    const known = line.tests.filter(({ acl }) => acl.type !== 'at_step');
    const fits = fitsLine({ ...line, tests: known }, seen, lookup);
    if (fits === false) continue;
    if (fits === 'unknown') return unsureVerdict(line);
    switch (line.action) {
      case 'splice':
      case 'none':
        return passed;
      case 'terminate':
        return {
          kind: 'denied',
          because: `squid ends the TLS connection to ${request.sni ?? request.host}: line ${line.place.line} fits first`,
          place: line.place,
        };
      default:
        return {
          kind: 'unknown',
          because: `squid takes the TLS connection apart (${line.action}), which is not followed`,
          place: line.place,
        };
    }
  }
  return passed;
}

/** Returns what each `allow` line lets out, under the ports that all lines before it leave. */
function allowedOut(access: readonly AccessLine[]): readonly AllowedOut[] {
  const found: AllowedOut[] = [];
  let ports: readonly number[] | null = null;
  const denied = new Set<string>();
  for (const { action, tests, place } of access) {
    const [only, ...more] = tests;
    if (action === 'deny' && only?.not && more.length === 0 && only.acl.type === 'port')
      ports = portsIn(only.acl, ports);
    if (action === 'deny' && only && !only.not && more.length === 0 && only.acl.name === 'all') break;
    if (action === 'deny' && only && !only.not && more.length === 0)
      for (const name of only.acl.names ?? []) denied.add(name);
    if (action !== 'allow') continue;
    const own = tests.filter(({ acl, not }) => acl.type === 'port' && !not);
    const linePorts = own.reduce<readonly number[] | null>((left, { acl }) => portsIn(acl, left), ports);
    const lists = tests.filter(({ acl, not }) => acl.names !== null && !not);
    const isOwnAlone = tests.some(({ acl, not }) => !not && acl.name === 'localhost');
    if (isOwnAlone || tests.some(({ acl, not }) => !not && acl.name === 'manager')) continue;
    found.push({
      names:
        lists.length === 0
          ? 'everything'
          : lists.flatMap(({ acl }) => acl.names ?? []).filter((name) => !denied.has(name)),
      ports: linePorts,
      place,
    });
  }
  const last = access.at(-1);
  if (last?.action === 'deny' && !last.tests.some(({ acl, not }) => !not && acl.name === 'all'))
    found.push({ names: lastNames(last), ports, place: last.place });
  return found;
}

/** Returns what the opposite of a last line that denies lets out. */
function lastNames({ tests }: AccessLine): AllowedOut['names'] {
  const lists = tests.filter(({ acl, not }) => acl.names !== null && not);
  return lists.length > 0 && lists.length === tests.length
    ? lists.flatMap(({ acl }) => acl.names ?? [])
    : 'everything';
}

function portsIn({ values }: SquidAcl, among: readonly number[] | null): readonly number[] | null {
  const ports = values.map(({ text }) => Number(text));
  if (ports.some((port) => !Number.isInteger(port))) return among;
  return among === null ? ports : ports.filter((port) => among.includes(port));
}
