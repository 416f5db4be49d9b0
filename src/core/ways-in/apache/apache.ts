// The Apache httpd reader for plain virtual hosts that forward requests, with their guards. A rewrite or an unsupported line makes the
// answer of its virtual host unknown, with its place.

import { memoize } from '../../compose/memoize.ts';
import type { Service } from '../../compose/topology.ts';
import { wordAfter } from '../command-words.ts';
import { configFile } from '../files/config-file.ts';
import { type Directive, everyDirective } from '../files/directive.ts';
import { groupBy } from '../group-by.ts';
import { spend } from '../limits.ts';
import type { Entrance, Outcomes, Request } from '../model.ts';
import {
  behindCertificate,
  combineOutcomes,
  redirectOutcome,
  schemeMismatch,
  singleOutcome,
  unknownOutcome,
  withSteps,
} from '../outcomes.ts';
import { placeText, type SourcePlace } from '../places.ts';
import type { PlaintextUpstream, ProxyConfig, ProxyReader, ProxyRoute } from '../proxy/reader.ts';
import { anyHost, plainPaths } from '../proxy/samples.ts';
import { askUpstream, upstreamOutcome } from '../proxy/upstream.ts';
import { readHttpUrl } from '../urls.ts';
import type { ProgramContext } from '../ways-context.ts';
import { access } from './access.ts';
import { readApache } from './apache-words.ts';
import { hostFor, hostsOf, listensOf, type VirtualHost } from './virtual-hosts.ts';

const root = '/usr/local/apache2';

export const apache: ProxyReader = {
  read: (context, service) => {
    const named = wordAfter(service, '-f') ?? 'conf/httpd.conf';
    const file = configFile(context, service, named.startsWith('/') ? named : `${root}/${named}`);
    if (typeof file === 'string') return file;
    const read = readApache(file, context.files(service), root);
    if (!read.ok) return read.because;
    const variable = everyDirective(read.directives).find(({ args }) =>
      args.some((word) => word.includes('${')),
    );
    if (variable) return `${placeText(variable.place)}: variables are not expanded here.`;
    return configOf(context, service, flattened(read.directives));
  },
};

/** Expands sections that depend on a module or a define, which official configurations load. */
function flattened(directives: readonly Directive[]): readonly Directive[] {
  return directives.flatMap((one): readonly Directive[] => {
    if (one.name === 'ifmodule' && one.block !== null)
      return one.args[0]?.startsWith('!') ? [] : flattened(one.block);
    return [one.block === null ? one : { ...one, block: flattened(one.block) }];
  });
}

function configOf(
  waysContext: ProgramContext,
  service: Service,
  directives: readonly Directive[],
): ProxyConfig {
  const listens = listensOf(directives);
  const hosts = hostsOf(directives, listens);
  const byPort = groupBy(hosts, ({ port }) => port);
  const tlsPorts = new Set(hosts.flatMap(({ port, tls }) => (tls ? port : [])));
  const main = directives.filter(({ name }) => name !== 'virtualhost');
  const context: Context = { waysContext, proxy: service.name, main };
  return {
    listeners: listens.map(
      (one): Entrance => ({ ...one, protocol: tlsPorts.has(one.port) ? 'https' : 'http' }),
    ),
    routes: hosts.map(routeOf),
    ranges: everyDirective(directives).flatMap(({ name, args }) =>
      name === 'require' && args[0]?.toLowerCase() === 'ip' ? args.slice(1) : [],
    ),
    answer: (request) => {
      const host = hostFor(byPort.get(request.inside) ?? [], request.host);
      return host ? ask(context, host, request) : singleOutcome('refused');
    },
    flaws: () => ({ plaintextUpstreams: hosts.flatMap(plaintextTargets) }),
  };
}

function routeOf(host: VirtualHost): ProxyRoute {
  const { names, directives, port, declaredAt } = host;
  const paths = new Set(['/']);
  for (const { name, args } of directives)
    if ((name === 'proxypass' || name === 'location') && args[0]?.startsWith('/')) paths.add(args[0]);
  const named = names.map((name) => ({
    host: name,
    example: name === '*' ? anyHost.example : name.replace(/[*?]/g, 'x'),
  }));
  return {
    title: `${titleOf(host)} :${port}`,
    hosts: named,
    paths: plainPaths(paths),
    on: [`:${port}`],
    declaredAt,
  };
}

function titleOf({ names }: VirtualHost): string {
  return `virtual host ${names[0] ?? 'without a name'}`;
}

interface Context {
  readonly waysContext: ProgramContext;
  readonly proxy: string;
  readonly main: readonly Directive[];
}

function ask(context: Context, host: VirtualHost, request: Request): Outcomes {
  const way = [
    { kind: 'entrance', text: `:${host.port}`, declaredAt: host.declaredAt },
    { kind: 'route', text: titleOf(host), declaredAt: host.declaredAt },
  ] as const;
  return withSteps({ way }, schemeMismatch('Apache', host.tls, request) ?? inHost(context, host, request));
}

/** Directives that affect the answer and are not supported. */
const unsupportedNames =
  /^(?:rewriterule|rewritecond|rewritemap|proxypassmatch|locationmatch|directorymatch|filesmatch|if|elseif|else|ifdefine|ifversion|ifdirective|limit|limitexcept|proxymatch|redirectmatch|alias|aliasmatch|scriptalias|order|allow|deny|satisfy|errordocument|sethandler|macro|use|proxyexpress.*|authzprovideralias|requireany|requirenone|authtype-.*)$/;

const findUnsupported = memoize(
  (directives: readonly Directive[]): Directive | null =>
    directives.find(
      ({ name, block }) =>
        unsupportedNames.test(name) ||
        (name.startsWith('rewrite') &&
          name !== 'rewriteengine' &&
          name !== 'rewriteoptions' &&
          block === null),
    ) ?? null,
);

function inHost(context: Context, { directives }: VirtualHost, request: Request): Outcomes {
  spend(context.waysContext.meter, directives.length);
  const sections = directives.filter(
    ({ name, args }) => name === 'location' && isBelow(request.path, args[0] ?? ''),
  );
  const [unsupported] = [
    directives,
    ...sections.flatMap(({ block }) => (block === null ? [] : [block])),
  ].flatMap((lines) => findUnsupported(lines) ?? []);
  if (unsupported)
    return unknownOutcome(`${placeText(unsupported.place)}: ${unsupported.name} is not followed.`);
  const moved = directives.find(
    ({ name, args }) => /^redirect(?:permanent|temp)?$/.test(name) && isBelow(request.path, fromTo(args)[0]),
  );
  if (moved) {
    const [from, to] = fromTo(moved.args);
    return withSteps(
      { way: [{ kind: 'route', text: `Redirect ${from}`, declaredAt: moved.place }] },
      redirectOutcome(to + request.path.slice(from.length) + request.query, request),
    );
  }
  const certificate = [...directives, ...sections.flatMap(({ block }) => block ?? [])].find(
    ({ name, args }) => name === 'sslverifyclient' && args[0]?.toLowerCase() === 'require',
  );
  const behind = () => access(sections, request, () => content(context, directives, sections, request));
  return certificate
    ? behindCertificate(certificate.place, request.authenticated, 'no-tls', behind)
    : behind();
}

/** Returns the source and target of a redirect such as `Redirect permanent / https://…`. */
function fromTo(args: readonly string[]): readonly [string, string] {
  const plain = args.filter((word) => !/^(?:permanent|temp|seeother|gone|\d{3})$/.test(word));
  return plain.length > 1 ? [plain[0] ?? '/', plain[1] ?? ''] : ['/', plain[0] ?? ''];
}

/** True when a path is equal to a prefix or below it; whole path segments are compared. */
function isBelow(path: string, prefix: string): boolean {
  if (prefix === '/') return true;
  return path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);
}

/** Returns the answer of the first matching `ProxyPass`; those of a `Location` come before those of the host. */
function content(
  context: Context,
  directives: readonly Directive[],
  sections: readonly Directive[],
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
  if (!line || target === '!')
    return unknownOutcome(`Which files ${context.proxy} has of its own is unknown.`);
  const { place } = line;
  const balancer = /^balancer:\/\/([^/]+)/.exec(target)?.[1];
  const urls = balancer === undefined ? [target] : membersOf([...context.main, ...directives], balancer);
  const outcomes = urls.map((text) => targetOutcome(context, text, place));
  return urls.length === 0
    ? singleOutcome('bad-gateway', { because: `${placeText(place)}: the balancer has no member.` })
    : withSteps(
        { way: [{ kind: 'route', text: `ProxyPass ${line.args[0] ?? ''}`, declaredAt: place }] },
        combineOutcomes(outcomes),
      );
}

function membersOf(directives: readonly Directive[], name: string): readonly string[] {
  const section = directives.find(
    ({ name: kind, args }) => kind === 'proxy' && args[0] === `balancer://${name}`,
  );
  return (section?.block ?? []).flatMap(({ name: kind, args }) =>
    kind === 'balancermember' ? (args[0] ?? []) : [],
  );
}

function targetOutcome({ waysContext, proxy }: Context, written: string, place: SourcePlace): Outcomes {
  const url = readHttpUrl(written.replace(/^ws/i, 'http').replace(/^(?:h2c|ajp|fcgi|uwsgi|scgi):/i, 'http:'));
  if (url === null || written.includes('|'))
    return unknownOutcome(`${placeText(place)}: the address of the server is not read.`);
  const { host, port, scheme } = url;
  return askUpstream(
    waysContext,
    proxy,
    { host, port, text: `${host}:${port}`, declaredAt: place },
    (dialResult) => upstreamOutcome(dialResult, scheme === 'https'),
  );
}

function plaintextTargets({ tls, directives }: VirtualHost): readonly PlaintextUpstream[] {
  return (tls ? everyDirective(directives) : []).flatMap(
    ({ name, args, place }): readonly PlaintextUpstream[] => {
      const url = name === 'proxypass' ? readHttpUrl(args[1] ?? args[0] ?? '') : null;
      if (url === null || url.scheme !== 'http') return [];
      const { host, port } = url;
      const asked = `${host}:${port} over plain HTTP (${placeText(place)})`;
      return [{ host, about: host, asked, remediation: 'Write https:// there.', declaredAt: place }];
    },
  );
}
