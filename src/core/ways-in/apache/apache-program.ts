// Apache httpd: virtual hosts that hand requests on, with what may refuse them, as far as they are written plainly. Anything that rewrites or
// is not known here leaves the answer of its virtual host unknown, with the line.

import { oncePer } from '../../compose/once-per.ts';
import type { Service } from '../../compose/topology.ts';
import type { Fault } from '../faults.ts';
import { globMatcher } from '../files/glob.ts';
import { giveUp, mostSamples, spend } from '../limits.ts';
import type { Entrance, Guard, Outcomes, Program, Request, Sample, SourcePlace } from '../model.ts';
import { isInRange, readRange } from '../network/addresses.ts';
import { usesTls } from '../network/tls-ports.ts';
import { dial, foreignTarget } from '../network/upstreams.ts';
import { behindCertificate, either, only, passed, redirectTo, unknown } from '../outcomes.ts';
import { readHttpUrl } from '../urls.ts';
import type { ProgramGround } from '../ways-context.ts';
import { type ApacheDirective, readApache } from './apache-words.ts';

const root = '/usr/local/apache2';

/** The Apache that a service is; a sentence where its configuration is not known. */
export function apacheProgram(ground: ProgramGround, service: Service): Program | string {
  const files = ground.files(service);
  const path = fileOf(service);
  const found = files.at(path);
  if (found.kind === 'unread') return `${path} in ${service.name}: ${found.why}`;
  if (found.kind !== 'text') return `${path} in ${service.name} is not mounted from these files.`;
  const read = readApache(found, files, root);
  if (!read.ok) return read.because;
  const variable = everyLine(read.directives).find(({ args }) => args.some((word) => word.includes('${')));
  if (variable) return `${at(variable.place)}: variables are not put in here.`;
  return programOf(ground, service, flattened(read.directives));
}

function fileOf({ commandItems }: Service): string {
  const words = commandItems.flatMap((item) => item.split(/\s+/));
  const named = words[words.indexOf('-f') + 1];
  return words.includes('-f') && named
    ? named.startsWith('/')
      ? named
      : `${root}/${named}`
    : `${root}/conf/httpd.conf`;
}

function at({ file, line }: SourcePlace): string {
  return `${file}:${line}`;
}

function everyLine(directives: readonly ApacheDirective[]): readonly ApacheDirective[] {
  return directives.flatMap((one) => [one, ...everyLine(one.block ?? [])]);
}

/** With the content of sections that depend on a module or a define, which official configurations load. */
function flattened(directives: readonly ApacheDirective[]): readonly ApacheDirective[] {
  return directives.flatMap((one): readonly ApacheDirective[] => {
    if (one.name === 'ifmodule' && one.block !== null)
      return one.args[0]?.startsWith('!') ? [] : flattened(one.block);
    return [one.block === null ? one : { ...one, block: flattened(one.block) }];
  });
}

interface VirtualHost {
  readonly directives: readonly ApacheDirective[];
  readonly port: number;
  readonly address: string | null;
  readonly names: readonly string[];
  readonly tls: boolean;
  readonly said: SourcePlace;
}

function hostsOf(
  directives: readonly ApacheDirective[],
  listens: readonly Entrance[],
): readonly VirtualHost[] {
  const own = directives.filter(({ name, block }) => name === 'virtualhost' && block !== null);
  let made = 0;
  const found = own.flatMap(({ args, block, place }): readonly VirtualHost[] =>
    args.flatMap((where) => {
      const [, host = '', port = ''] = /^(.*?)(?::(\d+|\*))?$/.exec(where) ?? [];
      const ports = port === '' || port === '*' ? listens.map((listen) => listen.port) : [Number(port)];
      made += ports.length;
      if (made > mostSamples) giveUp(`${at(place)}: virtual hosts and ports are more than what is read.`);
      return ports.map((one) => ({
        directives: block ?? [],
        port: one,
        address: host === '*' || host === '_default_' || host === '' ? null : host,
        names: namesOf(block ?? []),
        tls: isOn(block ?? [], 'sslengine'),
        said: place,
      }));
    }),
  );
  const served = new Set(found.map(({ port }) => port));
  // Ports without a virtual host are answered by the main server.
  const main = listens.filter(({ port }) => !served.has(port));
  const rest = directives.filter(({ name }) => name !== 'virtualhost');
  const [names, tls] = [namesOf(directives), isOn(directives, 'sslengine')];
  return [
    ...found,
    ...main.map(({ port, said }) => ({
      directives: rest,
      port,
      address: null,
      names,
      tls,
      said: said !== null && 'file' in said ? said : { file: '', line: 1 },
    })),
  ];
}

function namesOf(directives: readonly ApacheDirective[]): readonly string[] {
  return directives.flatMap(({ name, args }) =>
    name === 'servername' || name === 'serveralias'
      ? args.map((text) =>
          text
            .toLowerCase()
            .replace(/^https?:\/\//, '')
            .replace(/:\d+$/, ''),
        )
      : [],
  );
}

function isOn(directives: readonly ApacheDirective[], wanted: string): boolean {
  return directives.some(({ name, args }) => name === wanted && /^on$/i.test(args[0] ?? ''));
}

function programOf(ground: ProgramGround, service: Service, directives: readonly ApacheDirective[]): Program {
  const listens = directives.flatMap(({ name, args, place }): readonly Entrance[] => {
    const [, host = '', port = ''] = /^(?:(.*):)?(\d+)$/.exec(name === 'listen' ? (args[0] ?? '') : '') ?? [];
    if (port === '') return [];
    const address = host === '' || host === '0.0.0.0' || host === '[::]' ? null : host;
    return [{ name: `:${port}`, address, port: Number(port), protocol: 'http', said: place }];
  });
  const hosts = hostsOf(directives, listens);
  const byPort = new Map<number, VirtualHost[]>();
  for (const host of hosts)
    byPort
      .set(host.port, byPort.get(host.port) ?? [])
      .get(host.port)
      ?.push(host);
  const tlsPorts = new Set(hosts.flatMap(({ port, tls }) => (tls ? port : [])));
  const entrances = listens.map(
    (one): Entrance => ({
      ...one,
      protocol: tlsPorts.has(one.port) ? 'https' : 'http',
    }),
  );
  const context: Context = {
    ground,
    proxy: service.name,
    main: directives.filter(({ name }) => name !== 'virtualhost'),
  };
  return {
    service: service.name,
    name: 'apache',
    entrances,
    unread: null,
    ends: null,
    ranges: everyLine(directives).flatMap(({ name, args }) =>
      name === 'require' && args[0]?.toLowerCase() === 'ip' ? args.slice(1) : [],
    ),
    samples: hosts.flatMap(samplesOf),
    answer: (request) => {
      const here = byPort.get(request.inside) ?? [];
      const host = hostFor(here, request.host) ?? here[0];
      return host ? ask(context, host, request) : only('refused');
    },
    faults: () => clear(context, hosts),
  };
}

/** Virtual hosts by their names, the first of each; and those by patterns. */
interface Named {
  readonly plain: ReadonlyMap<string, number>;
  readonly patterns: readonly { readonly fits: (host: string) => boolean; readonly index: number }[];
}

const named = oncePer((hosts: readonly VirtualHost[]): Named => {
  const plain = new Map<string, number>();
  const patterns: { readonly fits: (host: string) => boolean; readonly index: number }[] = [];
  for (const [index, { names }] of hosts.entries())
    for (const name of names) {
      if (/[*?]/.test(name)) patterns.push({ fits: globMatcher(name, 'host'), index });
      else if (!plain.has(name)) plain.set(name, index);
    }
  return { plain, patterns };
});

/** The first whose name takes it. */
function hostFor(hosts: readonly VirtualHost[], host: string): VirtualHost | undefined {
  const { plain, patterns } = named(hosts);
  const found = patterns.find(({ fits }) => fits(host))?.index ?? hosts.length;
  return hosts[Math.min(plain.get(host) ?? hosts.length, found)];
}

function samplesOf({ names, directives, port, said }: VirtualHost): readonly Sample[] {
  const paths = new Set(['/']);
  for (const { name, args } of directives)
    if ((name === 'proxypass' || name === 'location') && args[0]?.startsWith('/')) paths.add(args[0]);
  if (names.length * paths.size > mostSamples)
    giveUp(`${at(said)}: names and paths are more than what is asked.`);
  return (names.length > 0 ? names : ['*']).flatMap((host) =>
    [...paths].map((path) => ({
      host,
      path,
      ask: { host: host === '*' ? 'any.example' : host.replace(/[*?]/g, 'x'), path },
      entrances: [`:${port}`],
      said,
    })),
  );
}

interface Context {
  readonly ground: ProgramGround;
  readonly proxy: string;
  readonly main: readonly ApacheDirective[];
}

function ask(context: Context, host: VirtualHost, request: Request): Outcomes {
  const way = [
    { kind: 'entrance', text: `:${host.port}`, said: host.said },
    { kind: 'route', text: `virtual host ${host.names[0] ?? 'without a name'}`, said: host.said },
  ] as const;
  return passed({ way }, inHost(context, host, request));
}

/** Lines that decide what is answered and are not followed. */
const unfollowed =
  /^(?:rewriterule|rewritecond|rewritemap|proxypassmatch|locationmatch|directorymatch|filesmatch|if|elseif|else|ifdefine|ifversion|ifdirective|limit|limitexcept|proxymatch|redirectmatch|alias|aliasmatch|scriptalias|order|allow|deny|satisfy|errordocument|sethandler|macro|use|proxyexpress.*|authzprovideralias|requireany|requirenone|authtype-.*)$/;

const strangeIn = oncePer(
  (directives: readonly ApacheDirective[]): ApacheDirective | null =>
    directives.find(
      ({ name, block }) =>
        unfollowed.test(name) ||
        (name.startsWith('rewrite') &&
          name !== 'rewriteengine' &&
          name !== 'rewriteoptions' &&
          block === null),
    ) ?? null,
);

function inHost(context: Context, { directives, tls }: VirtualHost, request: Request): Outcomes {
  if (tls !== (request.scheme === 'https'))
    return tls
      ? only('error', { because: 'Apache wants TLS on this port.' })
      : only('no-tls', { because: `Apache does not speak TLS on ${request.inside}.` });
  spend(context.ground.meter, directives.length);
  const sections = directives.filter(
    ({ name, args }) => name === 'location' && isBelow(request.path, args[0] ?? ''),
  );
  const [strange] = [directives, ...sections.flatMap(({ block }) => (block === null ? [] : [block]))].flatMap(
    (lines) => strangeIn(lines) ?? [],
  );
  if (strange) return unknown(`${at(strange.place)}: ${strange.name} is not followed.`);
  const moved = directives.find(
    ({ name, args }) => /^redirect(?:permanent|temp)?$/.test(name) && isBelow(request.path, fromTo(args)[0]),
  );
  if (moved) {
    const [from, to] = fromTo(moved.args);
    return passed(
      { way: [{ kind: 'route', text: `Redirect ${from}`, said: moved.place }] },
      redirectTo(to + request.path.slice(from.length) + request.query, request),
    );
  }
  const certificate = [...directives, ...sections.flatMap(({ block }) => block ?? [])].find(
    ({ name, args }) => name === 'sslverifyclient' && args[0]?.toLowerCase() === 'require',
  );
  const behind = () => guarded(sections, request, () => content(context, directives, sections, request));
  return certificate ? behindCertificate(certificate.place, request.welcome, 'no-tls', behind) : behind();
}

/** `Redirect permanent / https://…`: where from and where to. */
function fromTo(args: readonly string[]): readonly [string, string] {
  const plain = args.filter((word) => !/^(?:permanent|temp|seeother|gone|\d{3})$/.test(word));
  return plain.length > 1 ? [plain[0] ?? '/', plain[1] ?? ''] : ['/', plain[0] ?? ''];
}

/** Paths are compared by their parts. */
function isBelow(path: string, prefix: string): boolean {
  if (prefix === '/') return true;
  return path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);
}

/** What the last sections say of who is let in: those within take the place of those around. */
function guarded(sections: readonly ApacheDirective[], request: Request, behind: () => Outcomes): Outcomes {
  let requires: readonly ApacheDirective[] = [];
  let hasType = false;
  for (const { block } of sections) {
    const own = requirementsOf(block ?? []);
    if (own.length > 0) requires = own;
    hasType ||= (block ?? []).some(({ name, args }) => name === 'authtype' && !/^none$/i.test(args[0] ?? ''));
  }
  const [first] = requires;
  if (!first) return behind();
  const guards: Guard[] = [];
  let lets = false;
  let asks = false;
  for (const { args, place } of requires) {
    const [kind = '', ...values] = args.map((word) => word.toLowerCase());
    if (kind === 'not' || kind === 'expr' || kind === 'env' || kind === 'method')
      return unknown(`${at(place)}: require ${kind} is not followed.`);
    if (kind === 'all') lets ||= values[0] === 'granted';
    else if (kind === 'ip' || kind === 'local') {
      const ranges = kind === 'local' ? ['127.0.0.0/8'] : values;
      guards.push({ kind: 'addresses', how: 'allow-list', by: ranges.join(', '), said: place });
      lets ||= ranges.some((text) => {
        const range = readRange(text);
        return range !== null && isInRange(request.source, range);
      });
    } else if (kind === 'host' || kind === 'forward-dns')
      return unknown(`${at(place)}: require ${kind} is not followed.`);
    else {
      if (!hasType)
        return only('error', { because: `${at(place)} asks for a login, and no AuthType says which.` });
      guards.push({ kind: 'login', how: 'basic', by: null, said: place });
      asks = true;
      lets ||= request.welcome;
    }
  }
  const way = guards.map((guard) => ({ kind: 'guard', text: guard.how, said: guard.said }) as const);
  if (lets) return passed({ guards, way }, behind());
  return passed({ guards, way }, only(asks ? 'login' : 'forbidden'));
}

function requirementsOf(block: readonly ApacheDirective[]): readonly ApacheDirective[] {
  return block.flatMap((one) =>
    one.name === 'require' ? [one] : one.name === 'requireall' ? requirementsOf(one.block ?? []) : [],
  );
}

/** The first `ProxyPass` that fits; those of a `Location` come before those of the host. */
function content(
  context: Context,
  directives: readonly ApacheDirective[],
  sections: readonly ApacheDirective[],
  request: Request,
): Outcomes {
  const inner = sections.flatMap(({ args: [path = '/'], block }) =>
    (block ?? [])
      .filter(({ name }) => name === 'proxypass')
      .map((line) => ({ ...line, args: [path, ...line.args] })),
  );
  const lines = [...inner.reverse(), ...directives.filter(({ name }) => name === 'proxypass')];
  const line = lines.find(({ args }) => isBelow(request.path, args[0] ?? ''));
  const target = line?.args[1] ?? '!';
  if (!line || target === '!') return unknown(`Which files ${context.proxy} has of its own is unknown.`);
  const { place } = line;
  const balancer = /^balancer:\/\/([^/]+)/.exec(target)?.[1];
  const urls = balancer === undefined ? [target] : membersOf([...context.main, ...directives], balancer);
  const outcomes = urls.map((text) => targetOutcome(context, text, place));
  return urls.length === 0
    ? only('bad-gateway', { because: `${at(place)}: the balancer has no member.` })
    : passed(
        { way: [{ kind: 'route', text: `ProxyPass ${line.args[0] ?? ''}`, said: place }] },
        either(outcomes),
      );
}

function membersOf(directives: readonly ApacheDirective[], name: string): readonly string[] {
  const section = directives.find(
    ({ name: kind, args }) => kind === 'proxy' && args[0] === `balancer://${name}`,
  );
  return (section?.block ?? []).flatMap(({ name: kind, args }) =>
    kind === 'balancermember' ? (args[0] ?? []) : [],
  );
}

function targetOutcome({ ground, proxy }: Context, text: string, place: SourcePlace): Outcomes {
  const url = readHttpUrl(text.replace(/^ws/i, 'http').replace(/^(?:h2c|ajp|fcgi|uwsgi|scgi):/i, 'http:'));
  if (url === null || text.includes('|'))
    return unknown(`${at(place)}: the address of the server is not read.`);
  const step = { kind: 'target', text: `${url.host}:${url.port}`, said: place } as const;
  const outcomes = dial(ground, proxy, url.host, url.port).map((one): Outcomes => {
    if (one.state === 'unknown') return unknown(one.because);
    if (one.state !== 'answers') return only('bad-gateway', { because: one.because });
    if (url.scheme === 'https' && !usesTls(one.port))
      return unknown(`Whether ${one.service} speaks TLS on ${one.port} is unknown.`);
    return only('serves', { by: one.service, port: one.port });
  });
  return passed({ way: [step] }, either(outcomes));
}

function clear({ ground, proxy }: Context, hosts: readonly VirtualHost[]): readonly Fault[] {
  return hosts.flatMap(({ tls, directives }) =>
    (tls ? everyLine(directives) : []).flatMap(({ name, args, place }): readonly Fault[] => {
      const url = name === 'proxypass' ? readHttpUrl(args[1] ?? args[0] ?? '') : null;
      if (url === null || url.scheme !== 'http' || !foreignTarget(ground, proxy, url.host)) return [];
      return [
        {
          kind: 'tls-ends',
          services: [proxy],
          about: url.host,
          text: `TLS ends at ${proxy}, which asks ${url.host}:${url.port} over plain HTTP (${at(place)}): whoever is on the way to that machine reads along.`,
          mend: 'Write https:// there.',
          opens: false,
          said: place,
        },
      ];
    }),
  );
}
