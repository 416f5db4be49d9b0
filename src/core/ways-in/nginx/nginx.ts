// The nginx reader: from a request to the server that takes it.

import { memoize } from '../../compose/memoize.ts';
import type { Service } from '../../compose/topology.ts';
import { everyDirective } from '../files/directive.ts';
import { examplePath } from '../go-regexp.ts';
import type { Entrance, Outcomes, Request } from '../model.ts';
import { behindCertificate, schemeMismatch, singleOutcome, unknownOutcome, withSteps } from '../outcomes.ts';
import { placeText } from '../places.ts';
import type { ProxyConfig, ProxyReader, ProxyRoute } from '../proxy/reader.ts';
import { plainPaths } from '../proxy/samples.ts';
import type { ProgramContext } from '../ways-context.ts';
import { refusalReason, unknownName } from './check-config.ts';
import { comparedHosts } from './compared-hosts.ts';
import { findServer } from './find-server.ts';
import { lineAtLevel } from './levels.ts';
import { nginxFlaws } from './nginx-faults.ts';
import { readNginxFiles } from './nginx-files.ts';
import { buildModel, type Location, type NginxModel, type Server } from './nginx-model.ts';
import { type Context, runPhases } from './phases.ts';
import { withReportedAddress } from './real-ip.ts';
import { unresolvedName } from './servers-behind.ts';
import { type Passing, stepsOfRequest } from './variables.ts';

export const nginx: ProxyReader = { read: readConfig };

function readConfig(waysContext: ProgramContext, service: Service): ProxyConfig | string {
  const read = readNginxFiles(waysContext, service);
  if (read.kind === 'unknown') return read.because;
  if (read.kind === 'ends') return endedConfig(read.because);
  const strange = unknownName(read.directives);
  if (strange)
    return `${placeText(strange.place)}: ${strange.name} is unknown here, and nginx may refuse it.`;
  const model = refusalReason(read.directives) ?? buildModel(read.directives);
  if (typeof model === 'string') return endedConfig(`nginx refuses its configuration. ${model}`);
  const context: Context = {
    waysContext,
    proxy: service.name,
    model,
    files: waysContext.files(service),
    stock: read.stock,
  };
  const missing = unresolvedName(context);
  if (missing !== null)
    return endedConfig(
      `nginx ends when it starts: ${missing.line} names ${missing.host}, which nobody answers to.`,
    );
  return {
    listeners: listenersOf(model),
    unread: model.streams.length > 0 ? 'What nginx does in its stream block is not followed.' : null,
    routes: model.servers.map(routeOf),
    ranges: rangesOf(model),
    comparedHosts: comparedHosts(model),
    answer: (request) => answer(context, request),
    flaws: () => nginxFlaws(waysContext, service, model),
  };
}

/** Returns the configuration of an nginx that exits at start-up. */
function endedConfig(because: string): ProxyConfig {
  return {
    listeners: [],
    ends: { because, declaredAt: null },
    routes: [],
    answer: () => singleOutcome('refused'),
  };
}

function listenersOf({ servers }: NginxModel): readonly Entrance[] {
  const found = new Map<string, Entrance>();
  for (const { address, port, tls, declaredAt } of servers.flatMap(({ listens }) => listens)) {
    const name = listenerName(address, port);
    if (!found.has(name))
      found.set(name, { name, address, port, protocol: tls ? 'https' : 'http', declaredAt });
  }
  return [...found.values()];
}

function listenerName(address: string | null, port: number): string {
  return `${address ?? ''}:${port}`;
}

function rangesOf({ http }: NginxModel): readonly string[] {
  return everyDirective(http.directives).flatMap(({ name, args: [range] }) =>
    /^(?:allow|deny|set_real_ip_from)$/.test(name) && range !== undefined && range !== 'all' ? [range] : [],
  );
}

function routeOf(server: Server): ProxyRoute {
  const paths = new Set(['/']);
  const walk = (locations: readonly Location[]): void => {
    for (const { kind, name, pattern, locations: inner } of locations) {
      if (kind === 'prefix' || kind === 'exact') paths.add(name);
      if (kind === 'regex' && pattern !== null) paths.add(examplePath(pattern, name) ?? '/');
      walk(inner);
    }
  };
  walk(server.locations);
  return {
    title: titleOf(server),
    hosts: server.names
      .filter((name) => name !== '')
      .map((name) => ({ host: name, example: exampleOf(name) })),
    paths: plainPaths(paths),
    on: server.listens.map(({ address, port }) => listenerName(address, port)),
    declaredAt: server.declaredAt,
  };
}

function titleOf({ names }: Server): string {
  const title = names.filter((name) => name !== '').join(' ');
  return `server ${title === '' ? 'without a name' : title}`;
}

function exampleOf(name: string): string {
  if (name.startsWith('~')) return 'any.example';
  return name
    .toLowerCase()
    .replace(/^\*?\./, 'x.')
    .replace(/\.\*$/, '.example');
}

const portsOfTls = memoize(
  ({ servers }: NginxModel): ReadonlySet<number> =>
    new Set(servers.flatMap(({ listens }) => listens.flatMap(({ tls, port }) => (tls ? port : [])))),
);

function answer(context: Context, request: Request): Outcomes {
  const { model, waysContext } = context;
  const server = findServer(model, request, waysContext.meter);
  if (server === null) return singleOutcome('refused');
  if (server === 'unknown') return unknownOutcome('An expression of a server name is not read.');
  const listen = server.listens.find(({ port }) => port === request.inside);
  if (listen?.proxied)
    return singleOutcome('refused', {
      because: 'nginx speaks the protocol of proxies there, and no browser does.',
    });
  const mismatch = schemeMismatch('nginx', portsOfTls(model).has(request.inside), request);
  if (mismatch !== null) return mismatch;
  const arriving: Passing = {
    request,
    server,
    path: request.path.replace(/\/{2,}/g, '/'),
    args: request.query.replace(/^\?/, ''),
    internal: false,
    values: new Map(),
    captures: [],
    left: { left: stepsOfRequest },
    meter: waysContext.meter,
  };
  const passing = withReportedAddress(server, arriving);
  if (typeof passing === 'string') return unknownOutcome(passing);
  const verified = request.scheme === 'https' ? lineAtLevel(server, 'ssl_verify_client') : null;
  const asked = () => runPhases(context, passing);
  const declaredAt = listen?.declaredAt ?? server.declaredAt;
  const way = [
    { kind: 'entrance', text: listenerName(listen?.address ?? null, request.inside), declaredAt },
    { kind: 'route', text: titleOf(server), declaredAt: server.declaredAt },
  ] as const;
  return withSteps(
    { way },
    verified?.args[0] === 'on'
      ? behindCertificate(verified.place, request.authenticated, 'error', asked)
      : asked(),
  );
}
