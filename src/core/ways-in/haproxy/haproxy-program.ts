// HAProxy: frontends and backends as far as they are written plainly. What is not known here leaves an answer unknown, with the line.

import type { Service } from '../../compose/topology.ts';
import type { Fault } from '../faults.ts';
import type { Entrance, Guard, Outcomes, Program, Request, Sample, SourcePlace } from '../model.ts';
import { usesTls } from '../network/tls-ports.ts';
import { dial, foreignTarget } from '../network/upstreams.ts';
import {
  behindCertificate,
  either,
  oneOf,
  only,
  passed,
  redirectTo,
  statusAnswer,
  unknown,
} from '../outcomes.ts';
import type { WaysContext } from '../ways-context.ts';
import { type Acls, readCondition, readTest, type Test } from './conditions.ts';
import { type HaproxyLine, type HaproxySection, readHaproxy } from './haproxy-words.ts';

const usualFile = '/usr/local/etc/haproxy/haproxy.cfg';

/** The HAProxy that a service is; a sentence where its configuration is not known. */
export function haproxyProgram(ground: WaysContext, service: Service): Program | string {
  const path = fileOf(service);
  const found = ground.files(service).at(path);
  if (found.kind === 'unread') return `${path} in ${service.name}: ${found.why}`;
  if (found.kind !== 'text') return `${path} in ${service.name} is not mounted from these files.`;
  const sections = readHaproxy(found);
  if (sections === null) return `${found.file} is longer than what is read.`;
  const variable = sections
    .flatMap(({ lines }) => lines)
    .find(({ words }) => words.some((word) => /\$\{?\w/.test(word)));
  if (variable) return `${at(variable.place)}: variables of the environment are not put in here.`;
  return programOf(ground, service, sections);
}

/** The file that `-f` names, else the one of the image. */
function fileOf({ commandItems }: Service): string {
  const words = commandItems.flatMap((item) => item.split(/\s+/));
  const named = words[words.indexOf('-f') + 1];
  return words.includes('-f') && named ? named : usualFile;
}

function at({ file, line }: SourcePlace): string {
  return `${file}:${line}`;
}

interface Proxy {
  readonly section: HaproxySection;
  /** Its own lines, after those of the defaults that hold for it. */
  readonly lines: readonly HaproxyLine[];
  readonly isTcp: boolean;
  readonly acls: Acls;
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
}

interface Listener extends Entrance {
  readonly proxy: Proxy;
  readonly tls: boolean;
  /** Visitors must bring a certificate. */
  readonly certificate: boolean;
}

function proxiesOf(sections: readonly HaproxySection[]): readonly Proxy[] {
  let defaults: readonly HaproxyLine[] = [];
  return sections.flatMap((section): readonly Proxy[] => {
    if (section.kind === 'defaults') defaults = section.lines;
    if (!['frontend', 'backend', 'listen'].includes(section.kind)) return [];
    const lines = [...defaults, ...section.lines];
    const modes = lines.flatMap(({ words }) => (words[0] === 'mode' ? (words[1] ?? []) : []));
    const acls = new Map<string, Test>();
    const [hosts, paths] = [new Set<string>(), new Set<string>()];
    for (const { words } of lines) {
      const tests = words[0] === 'acl' ? [words.slice(2)] : inBraces(words);
      for (const test of tests) {
        const values = test.slice(1).filter((word) => !word.startsWith('-') && word !== 'str');
        if (/^(?:req\.)?f?hdr(?:_str)?\(host\)/i.test(test[0] ?? ''))
          for (const value of values) hosts.add(value.toLowerCase());
        if (/^path(?:_beg)?$/.test(test[0] ?? '')) for (const value of values) paths.add(value);
        if (test[0] === 'path_end') for (const value of values) paths.add(`/x${value}`);
      }
      if (words[0] !== 'acl' || words[1] === undefined) continue;
      const [before, test] = [acls.get(words[1]), readTest(words.slice(2))];
      acls.set(words[1], before ? (request) => orOf(before(request), test(request)) : test);
    }
    return [{ section, lines, isTcp: modes.at(-1) !== 'http', acls, hosts: [...hosts], paths: [...paths] }];
  });
}

function orOf(one: ReturnType<Test>, other: ReturnType<Test>): ReturnType<Test> {
  if (one === true || other === true) return true;
  return one === false && other === false ? false : 'unknown';
}

function listenersOf(proxy: Proxy): readonly Listener[] {
  return proxy.lines.flatMap(({ words, place }): readonly Listener[] => {
    if (words[0] !== 'bind') return [];
    const tls = words.includes('ssl');
    return (words[1] ?? '').split(',').flatMap((text): readonly Listener[] => {
      const [, host = '', port = ''] = /^(?:ipv[46]@)?(.*):(\d+)$/.exec(text) ?? [];
      if (port === '' || words.includes('accept-proxy')) return [];
      const address =
        host === '' || host === '*' || host === '0.0.0.0' || host === '::' || host === '[::]' ? null : host;
      const certificate = tls && words[words.indexOf('verify') + 1] === 'required';
      const protocol = tls ? 'https' : proxy.isTcp ? 'tcp' : 'http';
      return [
        {
          name: `${proxy.section.name} :${port}`,
          address,
          port: Number(port),
          protocol,
          said: place,
          proxy,
          tls,
          certificate,
        },
      ];
    });
  });
}

function programOf(ground: WaysContext, service: Service, sections: readonly HaproxySection[]): Program {
  const proxies = proxiesOf(sections);
  const listeners = proxies.flatMap(listenersOf);
  const context: Context = {
    ground,
    proxy: service.name,
    backends: new Map(
      proxies.filter(({ section }) => section.kind !== 'frontend').map((one) => [one.section.name, one]),
    ),
  };
  return {
    service: service.name,
    name: 'haproxy',
    entrances: listeners,
    unread: null,
    ends: null,
    ranges: proxies.flatMap(({ lines }) =>
      lines.flatMap(({ words }) => words.filter((word) => /^\d+\.\d+\.\d+\.\d+(?:\/\d+)?$/.test(word))),
    ),
    samples: listeners.flatMap(samplesOf),
    answer: (request) => {
      const listener = listeners.find(({ port }) => port === request.inside);
      return listener ? ask(context, listener, request) : only('refused');
    },
    faults: () => clear(context, listeners),
  };
}

/** Conditions that a line holds itself. */
function inBraces(words: readonly string[]): readonly (readonly string[])[] {
  return words.flatMap((word, at) =>
    /^!?\{$/.test(word) ? [words.slice(at + 1, words.indexOf('}', at))] : [],
  );
}

function samplesOf({ name, proxy: { hosts, paths }, said }: Listener): readonly Sample[] {
  return ['*', ...hosts].flatMap((host) =>
    ['/', ...paths].map((path) => ({
      host,
      path,
      ask: { host: host === '*' ? 'any.example' : host, path },
      entrances: [name],
      said,
    })),
  );
}

interface Context {
  readonly ground: WaysContext;
  readonly proxy: string;
  readonly backends: ReadonlyMap<string, Proxy>;
}

function ask(context: Context, listener: Listener, request: Request): Outcomes {
  const { proxy, tls, said, name } = listener;
  const way = [{ kind: 'entrance', text: name, said }] as const;
  if (tls !== (request.scheme === 'https')) {
    if (tls) return passed({ way }, only('error', { because: 'HAProxy wants TLS on this port.' }));
    if (!proxy.isTcp)
      return passed({ way }, only('no-tls', { because: `HAProxy does not speak TLS on ${request.inside}.` }));
    return passed(
      { way },
      unknown(`${name} passes connections on as they are, and what is behind it speaks for itself.`),
    );
  }
  const asked = () => rules(proxy, request, () => route(context, proxy, request));
  return passed(
    { way },
    listener.certificate ? behindCertificate(said, request.welcome, 'no-tls', asked) : asked(),
  );
}

/** Lines that change no answer. */
const silent =
  /^(?:acl|bind|mode|balance|option|timeout|log|log-format|maxconn|description|compression|stats|server|default_backend|use_backend|cookie|hash-type|retries|errorfile|errorfiles|default-server|http-response|http-after-response|fullconn|capture|unique-id-format|unique-id-header|stick-table|stick|monitor-uri|rate-limit|id|disabled|enabled|source|load-server-state-from-file|http-reuse|persist|email-alert|backlog|grace|no|tcp-check|http-check|declare|filter)$/;

/** Actions on a request that change no answer. */
const silentActions =
  /^(?:set-header|add-header|del-header|replace-header|replace-value|set-log-level|capture|set-var.*|unset-var.*|set-priority-class|set-nice|set-src|set-dst|track-sc\d|wait-for-handshake|cache-use|disable-l7-retry|normalize-uri)$/;

/** The rules of a section in their order; `behind` is what comes where none of them answers. */
function rules(proxy: Proxy, request: Request, behind: () => Outcomes): Outcomes {
  // `http-request` comes before `redirect`, wherever they are written.
  const ordered = [
    ...proxy.lines.filter(({ words }) => words[0] !== 'redirect'),
    ...proxy.lines.filter(({ words }) => words[0] === 'redirect'),
  ];
  const step = (index: number): Outcomes => {
    const line = ordered[index];
    if (!line) return behind();
    const { words, place } = line;
    const [first = '', action = ''] = words;
    const next = () => step(index + 1);
    if (silent.test(first)) return next();
    const holds = readCondition(words, proxy.acls)(request);
    const done = answerOf(line, request);
    if (done === 'passes') return next();
    if (done === null)
      return unknown(`${at(place)}: ${first}${action === '' ? '' : ` ${action}`} is not followed.`);
    if (done === 'login' || done === 'refused') {
      // The condition says who is let in, so a guard stands here in either case.
      const others = readCondition(words, proxy.acls)({ ...request, welcome: !request.welcome });
      const guard: Guard = guardOf(words, done, place);
      const stands =
        done === 'login' ? holds !== false || others !== false : rangesIn(words, proxy).length > 0;
      const refused = only(done === 'login' ? 'login' : 'forbidden');
      const parts = stands
        ? { guards: [guard], way: [{ kind: 'guard', text: guard.how, said: place } as const] }
        : {};
      if (holds === true) return passed(parts, refused);
      if (holds === false) return passed(parts, next());
      return oneOf(
        [passed(parts, refused), passed(parts, next())],
        `Whether ${at(place)} refuses it is unknown.`,
      );
    }
    if (holds === true) return done;
    if (holds === false) return next();
    return oneOf([done, next()], `Whether ${at(place)} answers it is unknown.`);
  };
  return step(0);
}

function rangesIn(words: readonly string[], { lines }: Proxy): readonly string[] {
  const named = new Set(words);
  const own = lines.filter(
    ({ words: acl }) => acl[0] === 'acl' && named.has(acl[1] ?? '') && acl[2] === 'src',
  );
  const texts = [...words, ...own.flatMap((line) => line.words)];
  return texts.filter((word) => /^\d+\.\d+\.\d+\.\d+(?:\/\d+)?$/.test(word));
}

function guardOf(words: readonly string[], done: 'login' | 'refused', said: SourcePlace): Guard {
  if (done === 'login') return { kind: 'login', how: 'basic', by: null, said };
  return {
    kind: 'addresses',
    how: 'allow-list',
    by: words.filter((word) => /^\d+\.\d+\.\d+\.\d+/.test(word)).join(', ') || null,
    said,
  };
}

/** What a line does; null for what is not followed. */
function answerOf(
  { words }: HaproxyLine,
  request: Request,
): Outcomes | 'passes' | 'login' | 'refused' | null {
  const [first, action = '', ...rest] = words;
  if (first === 'redirect') return redirect([action, ...rest], request);
  if (first !== 'http-request' && first !== 'tcp-request') return null;
  if (first === 'tcp-request')
    return action === 'inspect-delay' || (action === 'content' && rest[0] === 'accept') ? 'passes' : null;
  if (silentActions.test(action.replace(/\(.*$/, ''))) return 'passes';
  switch (action) {
    case 'auth':
      return 'login';
    case 'deny':
    case 'reject':
    case 'tarpit':
      return 'refused';
    case 'redirect':
      return redirect(rest, request);
    case 'return': {
      const status = Number(rest[rest.indexOf('status') + 1] ?? 200);
      return statusAnswer(
        rest.includes('status') ? status : 200,
        rest.some((word) => /^(?:string|lf-string|file|lf-file)$/.test(word)),
      );
    }
    default:
      return null;
  }
}

function redirect(words: readonly string[], request: Request): Outcomes | null {
  const value = (name: string) => (words.includes(name) ? words[words.indexOf(name) + 1] : undefined);
  const [scheme, location, prefix] = [value('scheme'), value('location'), value('prefix')];
  const here = request.path + request.query;
  // Of a redirection to another scheme the port stays as the browser wrote it.
  if (scheme !== undefined)
    return redirectTo(
      `${scheme}://${request.host}${request.port === 80 || request.port === 443 ? '' : `:${request.port}`}${here}`,
      request,
    );
  const to = location ?? (prefix === undefined ? undefined : prefix + here);
  if (to === undefined || to.includes('%[')) return null;
  return redirectTo(to, request);
}

/** The backend that takes it. */
function route(context: Context, proxy: Proxy, request: Request): Outcomes {
  const servers = proxy.lines.filter(({ words }) => words[0] === 'server');
  const choose = (index: number): Outcomes => {
    const line = proxy.lines.filter(({ words }) => words[0] === 'use_backend')[index];
    if (!line) {
      const usual = proxy.lines.findLast(({ words }) => words[0] === 'default_backend')?.words[1];
      if (usual !== undefined) return backend(context, usual, request);
      if (servers.length > 0) return toServers(context, proxy);
      return only('bad-gateway', { because: `${proxy.section.name} has no backend for it.` });
    }
    const holds = readCondition(line.words, proxy.acls)(request);
    if (holds === false) return choose(index + 1);
    const name = line.words[1] ?? '';
    const taken = name.includes('%[')
      ? unknown(`${at(line.place)}: the backend is chosen by an expression.`)
      : passed(
          { way: [{ kind: 'route', text: `use_backend ${name}`, said: line.place }] },
          backend(context, name, request),
        );
    if (holds === true) return taken;
    return oneOf([taken, choose(index + 1)], `Whether ${at(line.place)} takes it is unknown.`);
  };
  return choose(0);
}

function backend(context: Context, name: string, request: Request): Outcomes {
  const proxy = context.backends.get(name);
  if (!proxy) return only('bad-gateway', { because: `There is no backend ${name}.` });
  return rules(proxy, request, () => toServers(context, proxy));
}

function toServers({ ground, proxy: own }: Context, proxy: Proxy): Outcomes {
  const lines = proxy.lines.filter(({ words }) => words[0] === 'server' && !words.includes('disabled'));
  const active = lines.filter(({ words }) => !words.includes('backup'));
  const used = active.length > 0 ? active : lines;
  if (used.length === 0) return only('bad-gateway', { because: `${proxy.section.name} has no server.` });
  return either(
    used.map(({ words, place }) => {
      const [, host = words[2] ?? '', port = ''] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(words[2] ?? '') ?? [];
      if (port === '') return unknown(`${at(place)}: the address of the server is not read.`);
      const secure = words.includes('ssl');
      const step = { kind: 'target', text: `${host}:${port}`, said: place } as const;
      const dialled = dial(ground, own, host.toLowerCase(), Number(port));
      return passed(
        { way: [step] },
        either(
          dialled.map((one): Outcomes => {
            if (one.state === 'unknown') return unknown(one.because);
            // A name that nobody answers to ends HAProxy when it starts, unless it is told to go on.
            if (one.state === 'unresolved' && !words.includes('init-addr') && !words.includes('resolvers'))
              return unknown(`${one.because} HAProxy may end when it starts.`);
            if (one.state !== 'answers') return only('bad-gateway', { because: one.because });
            if (secure && !usesTls(one.port))
              return unknown(`Whether ${one.service} speaks TLS on ${one.port} is unknown.`);
            return only('serves', { by: one.service, port: one.port });
          }),
        ),
      );
    }),
  );
}

function clear({ ground, proxy: own, backends }: Context, listeners: readonly Listener[]): readonly Fault[] {
  if (!listeners.some(({ tls }) => tls)) return [];
  return [...backends.values()].flatMap(({ lines }) =>
    lines.flatMap(({ words, place }): readonly Fault[] => {
      const host =
        words[0] === 'server' && !words.includes('ssl') ? (words[2] ?? '').replace(/:\d+$/, '') : '';
      if (host === '' || !foreignTarget(ground, own, host)) return [];
      return [
        {
          kind: 'tls-ends',
          services: [own],
          about: host,
          text: `TLS ends at ${own}, which asks ${host} in the clear (${at(place)}): whoever is on the way to that machine reads along.`,
          mend: 'Write ssl there, with the certificates to trust.',
          opens: false,
          said: place,
        },
      ];
    }),
  );
}
