// tinyproxy as a forward proxy: its filter, the ports of CONNECT and the clients that it serves (LV16 to LV19).

import type { Service, Tri } from '../../compose/topology.ts';
import { wordAfter } from '../../ways-in/command-words.ts';
import { configFile } from '../../ways-in/files/config-file.ts';
import type { GoRegexp } from '../../ways-in/go-regexp.ts';
import { expressionSteps, newMeter, spend } from '../../ways-in/limits.ts';
import { isInAny } from '../../ways-in/network/addresses.ts';
import type { ConfigText, SourcePlace } from '../../ways-in/places.ts';
import { forwardProgramOf } from '../../ways-in/ways/program-of.ts';
import type { WaysContext } from '../../ways-in/ways-context.ts';
import { type ConfigLine, configLines, statedLines } from '../proxy/config-lines.ts';
import { basicExpression, extendedExpression, wildcardExpression } from '../proxy/expressions.ts';
import type { AllowedOut, ForwardProxy, ForwardRequest, ForwardVerdict } from '../proxy/forward-proxy.ts';

/** One line of the filter. */
interface FilterLine {
  readonly text: string;
  /** Null for an expression that is not held. */
  readonly expression: GoRegexp | null;
  readonly place: SourcePlace;
}

interface Settings {
  readonly filter: readonly FilterLine[] | null;
  /** The line that names the filter, or that denies by default; null for neither. */
  readonly place: SourcePlace | null;
  readonly deniesByDefault: boolean;
  readonly comparesUrls: boolean;
  readonly connectPorts: readonly number[];
  readonly connectPlace: SourcePlace | null;
  /** The clients that are served or refused, in order. */
  readonly access: readonly {
    readonly allow: boolean;
    readonly range: string;
    readonly place: SourcePlace;
  }[];
  /** A directive that leads requests elsewhere, which is not followed. */
  readonly elsewhere: ConfigLine | null;
}

/** Reads a tinyproxy; null for another service, a sentence where its configuration is unknown. */
export function tinyproxy(context: WaysContext, service: Service): ForwardProxy | string | null {
  if (forwardProgramOf(service) !== 'tinyproxy') return null;
  const file = configFile(context, service, wordAfter(service, '-c') ?? '/etc/tinyproxy/tinyproxy.conf');
  if (typeof file === 'string') return file;
  const lines = configLines(file);
  const settings = settingsOf(context, service, lines);
  if (typeof settings === 'string') return settings;
  const port = Number(last(lines, 'port')?.args[0] ?? 8888);
  const meter = newMeter(1);
  return {
    service: service.name,
    program: 'tinyproxy',
    ports: [port],
    allowed: [allowedOut(settings)],
    decide(request) {
      spend(meter, ((settings.filter?.length ?? 0) + 1) * expressionSteps);
      return decide(settings, request);
    },
  };
}

function last(lines: readonly ConfigLine[], name: string): ConfigLine | null {
  return lines.findLast((line) => line.name === name) ?? null;
}

function isOn(lines: readonly ConfigLine[], name: string): boolean {
  return /^(?:yes|on)$/i.test(last(lines, name)?.args[0] ?? '');
}

function settingsOf(context: WaysContext, service: Service, lines: readonly ConfigLine[]): Settings | string {
  const named = last(lines, 'filter');
  const denies = last(lines, 'filterdefaultdeny');
  let filter: readonly FilterLine[] | null = null;
  if (named) {
    const file = configFile(context, service, named.args[0] ?? '');
    if (typeof file === 'string') return file;
    filter = filterLines(file, lines);
  }
  const connect = lines.filter(({ name }) => name === 'connectport');
  return {
    filter,
    place: named?.place ?? denies?.place ?? null,
    deniesByDefault: isOn(lines, 'filterdefaultdeny'),
    comparesUrls: isOn(lines, 'filterurls'),
    connectPorts: connect.map(({ args }) => Number(args[0])),
    connectPlace: connect[0]?.place ?? null,
    access: lines
      .filter(({ name }) => name === 'allow' || name === 'deny')
      .map(({ name, args, place }) => ({ allow: name === 'allow', range: args[0] ?? '', place })),
    elsewhere:
      lines.find(({ name, args }) => (name === 'upstream' && args[0] !== 'none') || name === 'reverseonly') ??
      null,
  };
}

function filterLines(file: ConfigText, lines: readonly ConfigLine[]): readonly FilterLine[] {
  const ignoreCase = !isOn(lines, 'filtercasesensitive');
  const type =
    last(lines, 'filtertype')?.args[0]?.toLowerCase() ?? (isOn(lines, 'filterextended') ? 'ere' : 'bre');
  const compile =
    type === 'ere' ? extendedExpression : type === 'fnmatch' ? wildcardExpression : basicExpression;
  return [...statedLines(file)].map(({ text, place }) => ({
    text,
    place,
    expression: compile(text, ignoreCase),
  }));
}

function decide(settings: Settings, request: ForwardRequest): ForwardVerdict {
  const { connectPorts, connectPlace, elsewhere } = settings;
  const { asking, host, port } = request;
  const what = asking === 'connect' ? `CONNECT ${host}:${port}` : host;
  const served = serves(settings, request.client);
  if (served.fits === false)
    return {
      kind: 'denied',
      because: `tinyproxy does not serve ${request.client ?? 'this client'}`,
      place: served.place,
    };
  if (asking === 'connect' && connectPorts.length > 0 && !connectPorts.includes(port))
    return {
      kind: 'denied',
      because: `tinyproxy denies ${what}: no ConnectPort line names ${port}`,
      place: connectPlace,
    };
  if (asking !== 'connect' && request.tls)
    return { kind: 'denied', because: 'tinyproxy speaks no TLS itself', place: null };
  const passed = passesFilter(settings, request);
  if (passed.fits === false)
    return {
      kind: 'denied',
      because: settings.deniesByDefault
        ? `tinyproxy denies ${what}: no line of its filter allows it`
        : `tinyproxy denies ${what}: a line of its filter fits`,
      place: passed.place,
    };
  if (passed.fits === 'unknown' || served.fits === 'unknown')
    return {
      kind: 'unknown',
      because: 'whether a line of tinyproxy fits is not known',
      place: passed.place ?? served.place,
    };
  if (elsewhere)
    return {
      kind: 'unknown',
      because: `tinyproxy leads it on by ${elsewhere.name}, which is not followed`,
      place: elsewhere.place,
    };
  return { kind: 'forwarded', host, port, because: `tinyproxy lets ${what} out`, place: passed.place };
}

interface Fit {
  readonly fits: Tri;
  readonly place: SourcePlace | null;
}

/** Returns whether a client is served: the first line that fits decides, and without one who is not named is refused. */
function serves({ access }: Settings, client: string | null): Fit {
  if (access.length === 0) return { fits: true, place: null };
  if (client === null) return { fits: 'unknown', place: access[0]?.place ?? null };
  const found = access.find(({ range }) => isInAny(client, [range]));
  return { fits: found?.allow ?? false, place: found?.place ?? access[0]?.place ?? null };
}

function passesFilter(
  { filter, deniesByDefault, comparesUrls, place }: Settings,
  request: ForwardRequest,
): Fit {
  // Without a filter nothing is compared, whatever is denied by default (LV16).
  if (filter === null) return { fits: true, place };
  const subject = comparesUrls ? urlOf(request) : request.host;
  const found = filter.find(({ expression }) => expression?.test(subject));
  if (!found && filter.some(({ expression }) => expression === null)) return { fits: 'unknown', place };
  return { fits: (found !== undefined) === deniesByDefault, place: found?.place ?? place };
}

function urlOf({ asking, host, port, path }: ForwardRequest): string {
  return asking === 'connect' ? `${host}:${port}` : `http://${host}${port === 80 ? '' : `:${port}`}${path}`;
}

function allowedOut({ filter, deniesByDefault, connectPorts, place }: Settings): AllowedOut {
  const ports = connectPorts.length === 0 ? null : [...new Set([80, ...connectPorts])];
  if (filter === null || !deniesByDefault) return { names: 'everything', ports, place };
  return { names: filter.map(({ text }) => `/${text}/`), ports, place };
}
