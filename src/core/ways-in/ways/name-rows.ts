// The host names of a host or project: for each name that a proxy or tunnel answers to, the service behind it, its guards, and the
// bypasses.

import { nameList } from '../../compose/name-list.ts';
import { compareBytes } from '../../text/compare-bytes.ts';
import type { Guard, Outcome, Step, Tunnel } from '../model.ts';
import type { SourcePlace } from '../places.ts';
import { sourcePlaceOf, type WaysContext } from '../ways-context.ts';
import { type Bypass, loginBefore, nameOf, waysPastLogin } from './bypasses.ts';
import type { AllWays, DeadRoute, WayAnswer, WayInto } from './ways-into.ts';

/** The kind of guard before a service. */
export type GuardWord = 'login' | 'addresses' | 'certificate' | 'none' | 'unknown';

export interface NameRow {
  /** The host name; `*` for any host that has no row of its own. */
  readonly host: string;
  readonly path: string;
  readonly zone: WayInto['zone'];
  /** The service; null when the name leads to none or to an unknown one. */
  readonly service: string | null;
  readonly port: number | null;
  /** The proxies and tunnels on the way, in order. */
  readonly through: readonly string[];
  /** The listeners on the way, as `websecure 0.0.0.0:443`, without repeats. */
  readonly entrances: readonly string[];
  readonly guard: GuardWord;
  readonly guards: readonly Guard[];
  readonly answer: WayAnswer;
  /** The ways from outside to the same port that bypass its login. */
  readonly bypasses: readonly Bypass[];
  /** The reason why the service is unknown, or the answer when there is none; null for a known service. */
  readonly because: string | null;
  readonly place: SourcePlace | null;
  /** The machines on the way, in order, and its steps; absent without a fleet. */
  readonly machines?: readonly string[];
  readonly steps?: readonly Step[];
}

/** What rows of names need beside the ways: the tunnels, the lines, and the bypasses of a way's login where a fleet knows them. */
export interface NameSource {
  readonly tunnels: readonly Pick<Tunnel, 'service'>[];
  readonly context: Pick<WaysContext, 'place'>;
  bypassesOf?(way: WayInto, all: readonly WayInto[]): readonly Bypass[];
}

/** Returns the rows sorted by host name in bytes, with the wildcard last; paths of a name are sorted weakest first. */
export function nameRows(ways: NameSource, { into, nowhere }: AllWays): readonly NameRow[] {
  const rows = new Map<string, NameRow>();
  const anywhere = new Map<string, WayInto[]>();
  for (const all of into.values())
    for (const way of all) {
      const [tunnel] = way.through;
      if (tunnel === undefined) continue;
      if (hasUnknownTargets(ways, way)) anywhere.set(tunnel, [...(anywhere.get(tunnel) ?? []), way]);
      else add(rows, rowOf(ways, way, all));
    }
  for (const all of anywhere.values()) add(rows, tunnelRow(ways, all));
  const named = new Set([...rows.values()].map(({ host }) => host));
  // A name with a service at another path or entrance does not lead nowhere.
  const dead = nowhere.filter(({ host }) => host !== '*' && !named.has(host));
  // The redirect from http says less than the https answer.
  const isRedirect = ({ outcome }: DeadRoute): boolean => outcome?.answer === 'redirect';
  for (const nowhere of [...dead.filter((each) => !isRedirect(each)), ...dead.filter(isRedirect)])
    add(rows, deadRouteRow(ways, nowhere));
  return [...rows.values()].sort(byName);
}

function add(rows: Map<string, NameRow>, row: NameRow): void {
  const { host, path, zone, service, port, through, guards, answer } = row;
  const met = guards.map(({ how, by }) => [how, by]);
  const key = JSON.stringify(
    service === null
      ? [host, ...(host === '*' ? through : [])]
      : [host, path, zone, service, port, through, met, answer],
  );
  const before = rows.get(key);
  if (!before) rows.set(key, row);
  else rows.set(key, { ...before, entrances: [...new Set([...before.entrances, ...row.entrances])] });
}

function byName(a: NameRow, b: NameRow): number {
  return (
    Number(a.host === '*') - Number(b.host === '*') ||
    compareBytes(a.host, b.host) ||
    compareBytes(a.path, b.path) ||
    compareBytes(a.service ?? '', b.service ?? '') ||
    compareBytes(a.zone, b.zone)
  );
}

function entranceOf({ entrance }: Pick<WayInto, 'entrance'>): readonly string[] {
  const text = [entrance.name, entrance.published].filter((part) => part !== null).join(' ');
  return text === '' ? [] : [text];
}

function rowOf(source: NameSource, way: WayInto, all: readonly WayInto[]): NameRow {
  const { host, path, zone, service, port, through, guards, answer, because, declaredAt } = way;
  const bypasses = source.bypassesOf?.(way, all) ?? bypassesPastLogin(way, all);
  return {
    host,
    path,
    zone,
    service,
    port,
    through,
    entrances: entranceOf(way),
    guard: guardOf(way),
    guards,
    answer,
    bypasses: bypasses.filter(({ certain }) => certain),
    because,
    place: sourcePlaceOf(source.context, declaredAt),
    ...overMachines(way),
  };
}

function bypassesPastLogin(way: WayInto, all: readonly WayInto[]): readonly Bypass[] {
  const login = loginBefore(way);
  return login === null ? [] : waysPastLogin(way, login, all);
}

/** Returns the machines and the steps of a way on a fleet. */
function overMachines({ machines, way }: WayInto | DeadRoute): Pick<NameRow, 'machines' | 'steps'> {
  return machines ? { machines, steps: way } : {};
}

/** True for a way about which only its tunnel is known. */
function hasUnknownTargets({ tunnels }: NameSource, { host, port, answer, through }: WayInto): boolean {
  return (
    host === '*' &&
    port === null &&
    answer === 'unknown' &&
    tunnels.some(({ service }) => service === through[0])
  );
}

/** Returns a single row for all possible targets of a tunnel without host names. */
function tunnelRow(ways: NameSource, all: readonly WayInto[]): NameRow {
  const [first] = all;
  if (first === undefined) throw new RangeError('a tunnel without ways');
  const services = [...new Set(all.map(({ service }) => service))];
  return {
    ...rowOf(ways, first, all),
    service: null,
    bypasses: [],
    because: `It may lead to ${nameList(services)}. ${first.because ?? ''}`.trim(),
  };
}

function deadRouteRow({ context }: NameSource, route: DeadRoute): NameRow {
  const { host, zone, through, entrance, declaredAt, outcome, because } = route;
  return {
    host,
    path: '/',
    zone,
    service: null,
    port: null,
    through,
    entrances: entranceOf({ entrance }),
    guard: outcome === null ? 'unknown' : 'none',
    guards: [],
    answer: outcome === null ? 'unknown' : 'closed',
    bypasses: [],
    because: outcome === null ? because : outcomeText(outcome),
    place: sourcePlaceOf(context, declaredAt),
    ...overMachines(route),
  };
}

const answerTexts: Partial<Record<Outcome['answer'], string>> = {
  forbidden: 'the proxy refuses everybody',
  'not-found': 'the proxy finds nothing there',
  empty: 'the proxy answers with an empty page',
  'bad-gateway': 'the proxy cannot reach the service behind it',
  error: 'the proxy answers with an error',
  refused: 'no connection is made',
  'no-tls': 'no handshake is made',
  login: 'a login is asked for, and nothing is known behind it',
};

function outcomeText({ answer, to, because, guards }: Outcome): string {
  const listed = answer === 'forbidden' && guards.some(({ kind }) => kind === 'addresses');
  const refusal = listed ? 'the proxy refuses addresses that its list does not name' : answerTexts[answer];
  const words = to === null ? (refusal ?? answer) : `it redirects to ${to}`;
  return because === null ? words : `${words}: ${because.replace(/\.$/, '')}`;
}

/** Returns the kind of guard before the service on a way. */
export function guardOf({ answer, guards }: Pick<WayInto, 'answer' | 'guards'>): GuardWord {
  if (answer === 'unknown') return 'unknown';
  const kinds = new Set(guards.map(({ kind }) => kind));
  return (['login', 'certificate', 'addresses'] as const).find((kind) => kinds.has(kind)) ?? 'none';
}

const guardTexts: Record<Guard['kind'], (guard: Guard) => string> = {
  login: (guard) => `login by ${nameOf(guard)}`,
  certificate: () => 'certificate of the visitor',
  addresses: ({ by }) => (by === null ? 'list of addresses' : `addresses ${by}`),
  unknown: ({ how, by }) => `${by ?? how}, unknown`,
};

/** Returns the guard in words: `login by authelia`, `none`, `nobody gets in`, `unknown`, `login by authelia in some cases`. */
export function guardText({ guards, answer, service }: NameRow): string {
  if (service === null) return answer === 'unknown' ? 'unknown' : '–';
  if (answer === 'unknown') return 'unknown';
  const words = [...new Set(guards.map((guard) => guardTexts[guard.kind](guard)))].join(', ');
  if (answer === 'closed') return `nobody gets in (${words})`;
  if (answer === 'varies')
    return words === '' ? 'none; the answering service varies' : `${words} in some cases`;
  return words === '' ? 'none' : words;
}

/** Returns the bypasses in words: `port 8081 of this machine, open.example.org`; '' for none. */
export function bypassesText({ bypasses }: Pick<NameRow, 'bypasses'>): string {
  return [...new Set(bypasses.map(bypassAt))].join(', ');
}

/** Returns a bypass in words: `port 8081 of this machine`, `open.example.org`, `the tunnel at photos.example.org`. */
export function bypassAt({ how, at }: Pick<Bypass, 'how' | 'at'>): string {
  if (how === 'published') return /:\d+$/.test(at) ? `port ${at.replace(/^.*:/, '')} of this machine` : at;
  const name = at.replace(/^\*/, 'any host name');
  return how === 'tunnel' ? `the tunnel at ${name}` : name;
}
