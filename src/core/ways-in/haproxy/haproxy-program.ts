// HAProxy: frontends and backends as far as they are written plainly. What is not known here leaves an answer unknown, with the line.

import { onceEach, oncePer } from '../../compose/once-per.ts';
import type { Service } from '../../compose/topology.ts';
import { before } from '../../text/cut.ts';
import type { Fault } from '../faults.ts';
import { giveUp, mostSamples, spend } from '../limits.ts';
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
import { atLine } from '../places.ts';
import type { ProgramGround } from '../ways-context.ts';
import { readCondition, readTest, type Test, weightOf } from './conditions.ts';
import { type HaproxyLine, type HaproxySection, readHaproxy } from './haproxy-words.ts';

const usualFile = '/usr/local/etc/haproxy/haproxy.cfg';

/** The HAProxy that a service is; a sentence where its configuration is not known. */
export function haproxyProgram(ground: ProgramGround, service: Service): Program | string {
  const path = fileOf(service);
  const found = ground.files(service).at(path);
  if (found.kind === 'unread') return `${path} in ${service.name}: ${found.why}`;
  if (found.kind !== 'text') return `${path} in ${service.name} is not mounted from these files.`;
  const sections = readHaproxy(found);
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
  /** The condition of a line. */
  readonly condition: (line: HaproxyLine) => Test;
  /** How many tests it asks at most. */
  readonly weight: (line: HaproxyLine) => number;
  /** Lines that may answer, in their order: `http-request` comes before `redirect`, wherever they are written. */
  readonly rules: readonly HaproxyLine[];
  /** Ranges of the lists that are tested by their names. */
  readonly rangesBy: ReadonlyMap<string, readonly string[]>;
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
}

interface Listener extends Entrance {
  readonly proxy: Proxy;
  readonly tls: boolean;
  /** Visitors must bring a certificate. */
  readonly certificate: boolean;
}

/** Lines of all sections, those of their defaults counted for each. */
const mostHeld = 500_000;

function proxiesOf(sections: readonly HaproxySection[]): readonly Proxy[] {
  let defaults: readonly HaproxyLine[] = [];
  let held = 0;
  return sections.flatMap((section): readonly Proxy[] => {
    if (section.kind === 'defaults') defaults = section.lines;
    if (!['frontend', 'backend', 'listen'].includes(section.kind)) return [];
    const lines = [...defaults, ...section.lines];
    held += lines.length;
    if (held > mostHeld)
      giveUp(`${at(section.place)}: sections and their defaults are longer than what is read.`);
    const modes = lines.flatMap(({ words }) => (words[0] === 'mode' ? (words[1] ?? []) : []));
    const acls = new Map<string, Test[]>();
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
      const named = acls.get(words[1]);
      if (named) named.push(readTest(words.slice(2)));
      else acls.set(words[1], [readTest(words.slice(2))]);
    }
    const acting = lines.filter(({ words: [first = ''] }) => !silent.test(first));
    return [
      {
        section,
        lines,
        isTcp: modes.at(-1) !== 'http',
        condition: onceEach(({ words }) => readCondition(words, acls)),
        weight: onceEach(({ words }) => weightOf(words, acls)),
        rules: [
          ...acting.filter(({ words }) => words[0] !== 'redirect'),
          ...acting.filter(({ words }) => words[0] === 'redirect'),
        ],
        rangesBy: rangesByName(lines),
        hosts: [...hosts],
        paths: [...paths],
      },
    ];
  });
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

function programOf(ground: ProgramGround, service: Service, sections: readonly HaproxySection[]): Program {
  const proxies = proxiesOf(sections);
  const listeners = proxies.flatMap(listenersOf);
  const byPort = new Map([...listeners].reverse().map((listener) => [listener.port, listener]));
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
      const listener = byPort.get(request.inside);
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
  if ((hosts.length + 1) * (paths.length + 1) > mostSamples)
    giveUp(`${name}${atLine(said)}: hosts and paths are more than what is asked.`);
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
  readonly ground: ProgramGround;
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
  const asked = () => rules(context, proxy, request, () => route(context, proxy, request));
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
function rules(context: Context, proxy: Proxy, request: Request, behind: () => Outcomes, from = 0): Outcomes {
  for (let index = from; index < proxy.rules.length; index++) {
    const line = proxy.rules[index];
    if (!line) break;
    const { words, place } = line;
    const [first = '', action = ''] = words;
    spend(context.ground.meter, proxy.weight(line), place);
    const done = answerOf(line, request);
    if (done === 'passes') continue;
    if (done === null)
      return unknown(`${at(place)}: ${first}${action === '' ? '' : ` ${action}`} is not followed.`);
    const holds = proxy.condition(line)(request);
    const next = () => rules(context, proxy, request, behind, index + 1);
    if (done === 'login' || done === 'refused') {
      // The condition says who is let in, so a guard stands here in either case.
      const others = proxy.condition(line)({ ...request, welcome: !request.welcome });
      const guard: Guard = guardOf(words, done, place);
      const stands =
        done === 'login' ? holds !== false || others !== false : rangesIn(words, proxy).length > 0;
      if (holds === false && !stands) continue;
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
    if (holds === false) continue;
    return oneOf([done, next()], `Whether ${at(place)} answers it is unknown.`);
  }
  return behind();
}

const addressPattern = /^\d+\.\d+\.\d+\.\d+(?:\/\d+)?$/;

function rangesByName(lines: readonly HaproxyLine[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { words } of lines) {
    const [first, name = '', fetch] = words;
    if (first !== 'acl' || fetch !== 'src') continue;
    const list = found.get(name) ?? [];
    found.set(name, list);
    for (const word of words) if (addressPattern.test(word)) list.push(word);
  }
  return found;
}

function rangesIn(words: readonly string[], { rangesBy }: Proxy): readonly string[] {
  return words.flatMap((word) => [
    ...(addressPattern.test(word) ? [word] : []),
    ...(rangesBy.get(word) ?? []),
  ]);
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
  if (silentActions.test(before(action, '('))) return 'passes';
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

const choices = oncePer(({ lines }: Proxy): readonly HaproxyLine[] =>
  lines.filter(({ words }) => words[0] === 'use_backend'),
);

/** The backend that takes it. */
function route(context: Context, proxy: Proxy, request: Request, from = 0): Outcomes {
  const lines = choices(proxy);
  for (let index = from; index < lines.length; index++) {
    const line = lines[index];
    if (!line) break;
    spend(context.ground.meter, proxy.weight(line), line.place);
    const holds = proxy.condition(line)(request);
    if (holds === false) continue;
    const name = line.words[1] ?? '';
    const taken = name.includes('%[')
      ? unknown(`${at(line.place)}: the backend is chosen by an expression.`)
      : passed(
          { way: [{ kind: 'route', text: `use_backend ${name}`, said: line.place }] },
          backend(context, name, request),
        );
    if (holds === true) return taken;
    return oneOf(
      [taken, route(context, proxy, request, index + 1)],
      `Whether ${at(line.place)} takes it is unknown.`,
    );
  }
  const usual = proxy.lines.findLast(({ words }) => words[0] === 'default_backend')?.words[1];
  if (usual !== undefined) return backend(context, usual, request);
  if (proxy.lines.some(({ words }) => words[0] === 'server')) return toServers(context, proxy);
  return only('bad-gateway', { because: `${proxy.section.name} has no backend for it.` });
}

function backend(context: Context, name: string, request: Request): Outcomes {
  const proxy = context.backends.get(name);
  if (!proxy) return only('bad-gateway', { because: `There is no backend ${name}.` });
  return rules(context, proxy, request, () => toServers(context, proxy));
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
