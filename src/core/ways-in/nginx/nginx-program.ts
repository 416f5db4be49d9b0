// nginx: from a request to the server, the location and what stands there, phase by phase.

import { oncePer } from '../../compose/once-per.ts';
import type { Service } from '../../compose/topology.ts';
import { before } from '../../text/cut.ts';
import { examplePath } from '../go-regexp.ts';
import { giveUp, mostSamples } from '../limits.ts';
import type { Answer, Entrance, Guard, Outcomes, Program, Request, Sample } from '../model.ts';
import {
  behindCertificate,
  decidedBy,
  only,
  passed,
  redirectTo,
  statusAnswer,
  unknown,
} from '../outcomes.ts';
import type { ProgramGround } from '../ways-context.ts';
import { access } from './access.ts';
import { refusedBy, unknownName } from './check-config.ts';
import { findLocation } from './find-location.ts';
import { findServer } from './find-server.ts';
import { lineAtLevel, linesIn, nearestLines, passOf } from './levels.ts';
import { nginxFaults } from './nginx-faults.ts';
import { readNginxFiles } from './nginx-files.ts';
import { buildModel, type Level, type Location, type NginxModel, type Server } from './nginx-model.ts';
import { redirected, rewrite } from './rewriting.ts';
import { askBehind, missingName, type PassGround } from './servers-behind.ts';
import { type StaticGround, staticAnswer, tryFiles } from './static-files.ts';
import { filled, type Passing, stepsOfRequest } from './variables.ts';

interface Context extends PassGround, StaticGround {}

/** The nginx that a service is; a sentence where its configuration is not known. */
export function nginxProgram(ground: ProgramGround, service: Service): Program | string {
  const read = readNginxFiles(ground, service);
  if (read.kind === 'unknown') return read.because;
  const ends = (because: string): Program =>
    programOf(
      service,
      null,
      { because, said: null },
      () => only('refused'),
      () => [],
    );
  if (read.kind === 'ends') return ends(read.because);
  const strange = unknownName(read.directives);
  if (strange)
    return `${strange.place.file}:${strange.place.line}: ${strange.name} is unknown here, and nginx may refuse it.`;
  const refused = refusedBy(read.directives);
  if (refused !== null) return ends(`nginx refuses its configuration. ${refused}`);
  const model = buildModel(read.directives);
  if (typeof model === 'string') return ends(`nginx refuses its configuration. ${model}`);
  const context: Context = {
    ground,
    proxy: service.name,
    model,
    files: ground.files(service),
    stock: read.stock,
  };
  const missing = missingName(context);
  if (missing !== null)
    return ends(`nginx ends when it starts: ${missing.line} names ${missing.host}, which nobody answers to.`);
  return programOf(
    service,
    model,
    null,
    (request) => answer(context, request),
    () => nginxFaults(ground, service, model),
  );
}

function programOf(
  service: Service,
  model: NginxModel | null,
  ends: Program['ends'],
  answers: Program['answer'],
  faults: Program['faults'],
): Program {
  const listens = model?.servers.flatMap((server) => server.listens) ?? [];
  const entrances = new Map<string, Entrance>();
  for (const { address, port, tls, said } of listens) {
    const name = `${address ?? ''}:${port}`;
    if (!entrances.has(name))
      entrances.set(name, { name, address, port, protocol: tls ? 'https' : 'http', said });
  }
  return {
    service: service.name,
    name: 'nginx',
    entrances: [...entrances.values()],
    unread: model && model.streams.length > 0 ? `What nginx does in its stream block is not followed.` : null,
    ends,
    ranges: model ? rangesOf(model.http) : [],
    samples: model ? model.servers.flatMap(samplesOf) : [],
    answer: answers,
    faults,
  };
}

function rangesOf({ directives }: Level): readonly string[] {
  const found = new Set<string>();
  const walk = (lines: Level['directives']): void => {
    for (const { name, args, block } of lines) {
      if ((name === 'allow' || name === 'deny') && args[0] !== undefined && args[0] !== 'all')
        found.add(args[0]);
      if (block !== null) walk(block);
    }
  };
  walk(directives);
  return [...found];
}

function samplesOf(server: Server): readonly Sample[] {
  const hosts = server.names
    .filter((name) => name !== '')
    .map((name) => ({ host: name, example: exampleOf(name) }));
  const paths = new Set(['/']);
  const walk = (locations: readonly Location[]): void => {
    for (const { kind, name, pattern, locations: inner } of locations) {
      if (kind === 'prefix' || kind === 'exact') paths.add(name);
      if (kind === 'regex' && pattern !== null) paths.add(examplePath(pattern, name) ?? '/');
      walk(inner);
    }
  };
  walk(server.locations);
  const entrances = server.listens.map(({ address, port }) => `${address ?? ''}:${port}`);
  if (hosts.length * paths.size > mostSamples)
    giveUp(`${server.said.file}:${server.said.line}: names and locations are more than what is asked.`);
  return (hosts.length > 0 ? hosts : [{ host: '*', example: 'any.example' }]).flatMap(({ host, example }) =>
    [...paths].map((path) => ({ host, path, ask: { host: example, path }, entrances, said: server.said })),
  );
}

function exampleOf(name: string): string {
  if (name.startsWith('~')) return 'any.example';
  return name
    .toLowerCase()
    .replace(/^\*?\./, 'x.')
    .replace(/\.\*$/, '.example');
}

const portsOfTls = oncePer(
  ({ servers }: NginxModel): ReadonlySet<number> =>
    new Set(servers.flatMap(({ listens }) => listens.flatMap(({ tls, port }) => (tls ? port : [])))),
);

function answer(context: Context, request: Request): Outcomes {
  const server = findServer(context.model, request, context.ground.meter);
  if (server === null) return only('refused');
  if (server === 'unknown') return unknown('An expression of a server name is not read.');
  const listen = server.listens.find(({ port }) => port === request.inside);
  const step = {
    kind: 'entrance',
    text: `${listen?.address ?? ''}:${request.inside}`,
    said: listen?.said ?? server.said,
  } as const;
  const title = server.names.filter((name) => name !== '').join(' ');
  const route = {
    kind: 'route',
    text: `server ${title === '' ? 'without a name' : title}`,
    said: server.said,
  } as const;
  const tls = portsOfTls(context.model).has(request.inside);
  if (listen?.proxied)
    return only('refused', { because: 'nginx speaks the protocol of proxies there, and no browser does.' });
  if (request.scheme === 'https' && !tls)
    return only('no-tls', { because: `nginx does not speak TLS on ${request.inside}.` });
  if (request.scheme === 'http' && tls) return only('error', { because: 'nginx wants TLS on this port.' });
  const passing: Passing = {
    request,
    server,
    path: request.path.replace(/\/{2,}/g, '/'),
    args: request.query.replace(/^\?/, ''),
    internal: false,
    values: new Map(),
    captures: [],
    left: { left: stepsOfRequest },
    meter: context.ground.meter,
  };
  const verified = lineAtLevel(server, 'ssl_verify_client');
  const asked = () => ask(context, passing, 0);
  const found =
    request.scheme === 'https' && verified?.args[0] === 'on'
      ? behindCertificate(verified.place, request.welcome, 'error', asked)
      : asked();
  return passed({ way: [step, route] }, found);
}

/** One pass through the phases; the server's own rewriting comes first. */
function ask(context: Context, passing: Passing, depth: number): Outcomes {
  const before = rewrite(passing.server, passing);
  if (before.kind === 'answer')
    return withErrorPage(context, passing.server, passing, before.outcomes, depth);
  return locate(context, before.passing, depth);
}

/** How often nginx looks for a location again. */
const mostRounds = 10;

function locate(context: Context, passing: Passing, depth: number): Outcomes {
  if (depth > mostRounds) return only('error', { because: 'The rewriting leads round and round.' });
  const { location, slash, certain } = findLocation(
    passing.server.locations,
    passing.path,
    context.ground.meter,
  );
  if (certain === 'unknown') return unknown('An expression of a location is not read.');
  const level: Level = location ?? passing.server;
  const step =
    location && ({ kind: 'route', text: `location ${titleOf(location)}`, said: location.said } as const);
  const found = (): Outcomes => {
    if (location && linesIn(location, 'internal').length > 0 && !passing.internal)
      return withErrorPage(
        context,
        level,
        passing,
        only('not-found', { because: 'The location is for nginx itself.' }),
        depth,
      );
    if (slash !== null)
      return redirected(level, slash + (passing.args === '' ? '' : `?${passing.args}`), passing);
    return inLocation(context, level, passing, depth);
  };
  return step ? passed({ way: [step] }, found()) : found();
}

function titleOf({ kind, alone, name }: Location): string {
  if (kind === 'exact') return `= ${name}`;
  if (kind === 'regex') return `~ ${name}`;
  return alone ? `^~ ${name}` : name;
}

function inLocation(context: Context, level: Level, passing: Passing, depth: number): Outcomes {
  const isServer = level === passing.server;
  const after = isServer
    ? ({ kind: 'goes-on', passing, again: false, level } as const)
    : rewrite(level, passing);
  if (after.kind === 'answer') return withErrorPage(context, level, passing, after.outcomes, depth);
  if (after.again) return locate(context, after.passing, depth + 1);
  const used = after.level;
  const asked = access(
    used,
    after.passing,
    (path, guard) =>
      question(context, after.passing, path, guard, () => content(context, used, after.passing, depth)),
    () => content(context, used, after.passing, depth),
  );
  return withErrorPage(context, used, after.passing, asked, depth);
}

/** `auth_request`: another request, from within, decides; it is asked without a login of its own. */
function question(
  context: Context,
  passing: Passing,
  path: string,
  guard: Guard,
  behind: () => Outcomes,
): Outcomes | 'passes' {
  const { location } = findLocation(passing.server.locations, path, context.ground.meter);
  const level: Level = location ?? passing.server;
  const after = location ? rewrite(level, { ...passing, path, internal: true }) : null;
  const judged = (by: string | null, outcomes: Outcomes): Outcomes => {
    const whole: Guard = { ...guard, by };
    return passed(
      { guards: [whole], way: [{ kind: 'guard', text: `auth_request ${path}`, said: guard.said }] },
      outcomes,
    );
  };
  if (after?.kind === 'answer') {
    const [first] = after.outcomes.list;
    if (first?.answer === 'serves' || first?.answer === 'empty') return 'passes';
    return judged(
      null,
      first?.answer === 'forbidden' || first?.answer === 'login' ? after.outcomes : only('error'),
    );
  }
  const line = passOf(level);
  if (!line) return judged(null, only('error', { because: `${path} leads to no server that could decide.` }));
  const asked = askBehind(context, level, line, passing);
  const [first] = asked.list;
  if (first?.answer === 'bad-gateway') return judged(null, only('error', { because: first.because }));
  if (first?.answer === 'unknown') return judged(null, asked);
  const by = first?.by ?? null;
  const served = behind();
  // Without a location of its own the question goes to the app, which answers it like any other.
  const isApp = location === null || (location.kind === 'prefix' && location.name === '/');
  if (isApp && by !== null && served.list.every((one) => one.answer === 'serves' && one.by === by))
    return 'passes';
  return judged(by, passing.request.welcome ? served : decidedBy(by, served));
}

function content(context: Context, level: Level, passing: Passing, depth: number): Outcomes {
  const [tried] = linesIn(level, 'try_files');
  if (tried) {
    const found = tryFiles(context, level, tried.args, passing);
    if (!('last' in found)) return found;
    const { last } = found;
    if (last.startsWith('=')) return statusAnswer(Number(last.slice(1)), false);
    if (last.startsWith('@')) return inNamed(context, last, passing, depth);
    const path = filled(last, passing);
    if (path === null) return unknown('The last of try_files holds a variable that is unknown.');
    const [plain = '/', query] = path.split('?');
    return locate(
      context,
      { ...passing, path: plain, args: query ?? passing.args, internal: true },
      depth + 1,
    );
  }
  const line = passOf(level) ?? passInParent(level);
  if (line) return askBehind(context, level, line, passing);
  return staticAnswer(context, level, passing);
}

/** A block of `if` hands requests on as its location does. */
function passInParent(level: Level): ReturnType<typeof passOf> {
  const { parent } = level;
  return !('kind' in level) && parent !== null && 'kind' in parent ? passOf(parent) : null;
}

function inNamed(context: Context, name: string, passing: Passing, depth: number): Outcomes {
  const location = passing.server.locations.find(
    (location) => location.kind === 'named' && location.name === name,
  );
  if (!location || depth > mostRounds) return only('error', { because: `There is no location ${name}.` });
  return inLocation(context, location, { ...passing, internal: true }, depth + 1);
}

const statusOf: Partial<Record<Answer, readonly string[]>> = {
  login: ['401'],
  forbidden: ['403'],
  'not-found': ['404'],
  'bad-gateway': ['502', '503', '504'],
  error: ['500'],
};

/** `error_page` puts another answer in the place of one that nginx makes itself. */
function withErrorPage(
  context: Context,
  level: Level,
  passing: Passing,
  outcomes: Outcomes,
  depth: number,
): Outcomes {
  const lines = nearestLines(level, ['error_page']);
  const [only1, ...more] = outcomes.list;
  if (lines.length === 0 || !only1 || more.length > 0 || depth > mostRounds) return outcomes;
  const codes = only1.to === null ? statusOf[only1.answer] : undefined;
  const line = lines.find(({ args }) => args.slice(0, -1).some((code) => codes?.includes(code)));
  if (!line) return outcomes;
  const target = filled(line.args.at(-1) ?? '', passing);
  const status = line.args.find((word) => word.startsWith('='));
  if (target === null) return unknown('The page for an error holds a variable that is unknown.');
  const { guards, way } = only1;
  if (/^https?:\/\//.test(target)) return passed({ guards, way }, redirectTo(target, passing.request));
  const inner = { ...passing, internal: true };
  const page = target.startsWith('@')
    ? inNamed(context, target, inner, depth + 1)
    : locate(context, { ...inner, path: before(target, '?') }, depth + 1);
  const [answered] = page.list;
  // The page comes with the status of the error, unless another is said.
  const moves = answered?.answer === 'redirect' || answered?.answer === 'login';
  if (status === undefined && !moves) return outcomes;
  if (status !== undefined && status !== '=' && !moves)
    return passed({ guards, way }, statusAnswer(Number(status.slice(1)), true));
  return passed({ guards, way }, page);
}
