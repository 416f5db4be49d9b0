// Faults in a Caddy configuration: guards without effect because of the order of directives, sites for every host, trust in private
// addresses.

import { memoize } from '../../compose/memoize.ts';
import { nameList } from '../../compose/name-list.ts';
import type { Service } from '../../compose/topology.ts';
import type { Fault } from '../faults.ts';
import type { Program, Request } from '../model.ts';
import { isPrivateRange, publicVisitor } from '../network/addresses.ts';
import { placeText, type SourcePlace } from '../places.ts';
import type { Flaws, PlaintextUpstream, TrustedSender } from '../proxy/reader.ts';
import type { Caddyfile, Directive, Site } from './caddyfile.ts';
import { expandRanges } from './matchers.ts';
import type { Route } from './routes.ts';
import type { CaddyServer, NamedSite } from './sites.ts';
import type { Upstream } from './upstream-text.ts';

export interface CaddyParts {
  readonly service: Service;
  /** The Caddyfile; null for a JSON configuration. */
  readonly file: Caddyfile | null;
  readonly servers: readonly (CaddyServer & { isTls(port: number): boolean })[];
  readonly answer: Program['answer'];
}

export function caddyFlaws(parts: CaddyParts): Flaws {
  const plaintextUpstreams = plaintextIn(parts);
  const { file } = parts;
  if (file === null) return { plaintextUpstreams };
  const ordered = new Set(
    file.options.flatMap(({ name, args }) => (name === 'order' ? (args[0]?.text ?? []) : [])),
  );
  const faults = file.sites.flatMap((site) => [
    ...everyHost(parts, file, site),
    ...lateRefusals(parts, site.directives, ordered),
    ...lateLogins(parts, site.directives),
    ...uncoveredPaths(parts, site),
  ]);
  return { faults, plaintextUpstreams, trustedSenders: trustedSenders(file) };
}

const serving = /^(?:reverse_proxy|php_fastcgi|file_server)$/;
const logins = /^(?:basic_?auth|forward_auth)$/;

function containsDirective(directives: readonly Directive[], names: RegExp, depth = 0): boolean {
  if (depth > 8) return false;
  return directives.some(
    ({ name, block }) => names.test(name) || (block !== null && containsDirective(block, names, depth + 1)),
  );
}

/** Returns the first unset variable of each line that has one. */
const unsetByLine = memoize(({ unset }: Caddyfile): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const { name, ...place } of unset) if (!found.has(placeText(place))) found.set(placeText(place), name);
  return found;
});

function everyHost({ service }: CaddyParts, file: Caddyfile, site: Site): readonly Fault[] {
  const missing = unsetByLine(file).get(placeText(site.place));
  const open = site.keys.length === 0 || site.keys.some((key) => /^(?:https?:\/\/)?(?::\d+)?$/.test(key));
  if (missing === undefined || !open) return [];
  return [
    {
      kind: 'every-host',
      services: [service.name],
      about: missing,
      text: `The address of the site at ${placeText(site.place)} is the variable ${missing}, which has no value: ${service.name} serves this site under every host name.`,
      remediation: `Give ${missing} a value in the environment of ${service.name}, or write the host name there.`,
      opens: containsDirective(site.directives, logins),
      declaredAt: site.place,
    },
  ];
}

/** Returns faults for `abort`, `error` and `respond` that run after `handle` and `route`, wherever they are written. */
function lateRefusals(
  parts: CaddyParts,
  directives: readonly Directive[],
  ordered: ReadonlySet<string>,
): readonly Fault[] {
  const found: Fault[] = [];
  const first = directives.find(
    ({ name, args, block }) =>
      (name === 'handle' || name === 'route') &&
      args.length === 0 &&
      block !== null &&
      containsDirective(block, serving),
  );
  for (const { name, args, block, place } of directives) {
    const refuses =
      name === 'abort' ||
      ((name === 'error' || name === 'respond') && args.some(({ text }) => /^4\d\d$/.test(text)));
    if (first && refuses && !ordered.has(name) && args[0]?.text.startsWith('@'))
      found.push({
        kind: 'guard-without-effect',
        services: [parts.service.name],
        about: `${name} ${args[0].text}`,
        text: `${name} ${args[0].text} at ${placeText(place)} refuses nobody: Caddy runs ${first.name} before ${name}, and ${first.name} at ${placeText(first.place)} has answered by then.`,
        remediation: `Put ${name} into that block.`,
        opens: true,
        declaredAt: place,
      });
    // The directives of a `route` run in the order in which they are written.
    if (block !== null && name !== 'route' && /^handle/.test(name))
      found.push(...lateRefusals(parts, block, ordered));
  }
  return found;
}

/** Returns faults for logins in a `route` that come after a directive that already answers. */
function lateLogins(parts: CaddyParts, directives: readonly Directive[], inRoute = false): readonly Fault[] {
  const found: Fault[] = [];
  let served: Directive | null = null;
  for (const directive of directives) {
    const { name, args, block, place } = directive;
    const always = !args.some(({ text }) => /^[@/*]/.test(text));
    if (inRoute && serving.test(name) && always) served ??= directive;
    if (inRoute && logins.test(name) && served !== null)
      found.push({
        kind: 'guard-without-effect',
        services: [parts.service.name],
        about: `${name} after ${served.name}`,
        text: `${name} at ${placeText(place)} has no effect: in a route ${served.name} at ${placeText(served.place)} answers before it.`,
        remediation: 'Put the login first.',
        opens: true,
        declaredAt: place,
      });
    if (block !== null) found.push(...lateLogins(parts, block, name === 'route'));
  }
  return found;
}

const siteAt = memoize(
  ({ named }: CaddyServer): ReadonlyMap<SourcePlace, NamedSite> =>
    // In reverse order, so that the first site of each place wins.
    new Map([...named].reverse().map((site) => [site.declaredAt, site])),
);

/** Returns faults for a login on `/x/*` that leaves `/x` open. */
function uncoveredPaths({ service, servers, answer }: CaddyParts, site: Site): readonly Fault[] {
  const found: Fault[] = [];
  const paths = site.directives.flatMap(({ name, args, place }) => {
    const path = logins.test(name) ? args[0]?.text : undefined;
    return path !== undefined && /^\/.*[^/]\/\*$/.test(path) ? [{ name, path, place }] : [];
  });
  for (const { name, path, place } of paths) {
    const bare = path.slice(0, -2);
    for (const server of servers) {
      const [host] = siteAt(server).get(site.place)?.hosts ?? [];
      const [port] = server.ports;
      if (!host || port === undefined) continue;
      const request: Request = {
        scheme: server.isTls(port) ? 'https' : 'http',
        host: host.example,
        port,
        inside: port,
        path: bare,
        query: '',
        source: publicVisitor,
        authenticated: false,
      };
      const open = answer(request).list.find((one) => one.answer === 'serves' && one.guards.length === 0);
      if (!open || !answer({ ...request, path: `${bare}/` }).list.some((one) => one.guards.length > 0))
        continue;
      found.push({
        kind: 'guard-without-effect',
        services: [service.name],
        about: `${name} ${path}`,
        text: `${name} ${path} at ${placeText(place)} does not cover ${bare} itself: ${open.by ?? service.name} answers it without a login.`,
        remediation: `Write ${bare}*.`,
        opens: true,
        declaredAt: place,
      });
      break;
    }
  }
  return found;
}

function trustedSenders({ options }: Caddyfile): readonly TrustedSender[] {
  return options.flatMap(({ name, block }) =>
    (name === 'servers' ? (block ?? []) : []).flatMap((line): readonly TrustedSender[] => {
      const words = line.name === 'trusted_proxies' ? line.args.map(({ text }) => text) : [];
      const ranges = words.slice(1).filter((text) => text === 'private_ranges' || isPrivateRange(text));
      if (words[0] !== 'static' || ranges.length === 0) return [];
      return [
        {
          about: ranges.join(' '),
          believed: `X-Forwarded-For of ${nameList(ranges)} (${placeText(line.place)})`,
          ranges: expandRanges(ranges),
          who: 'this machine and neighbouring containers',
          remediation: 'Name only the proxies before it there.',
          declaredAt: line.place,
        },
      ];
    }),
  );
}

function plaintextIn({ servers }: CaddyParts): readonly PlaintextUpstream[] {
  return servers
    .filter((server) => server.ports.some((port) => server.isTls(port)))
    .flatMap(({ routes }) => upstreamsIn(routes, 0))
    .filter(({ tls }) => !tls)
    .map(({ host, port, declaredAt }) => ({
      host,
      about: `${host}:${port}`,
      asked: `${host}:${port} over plain HTTP (${placeText(declaredAt)})`,
      remediation: 'Write https:// there.',
      declaredAt,
    }));
}

function upstreamsIn(
  routes: readonly Route[],
  depth: number,
): readonly (Upstream & { readonly declaredAt: SourcePlace })[] {
  if (depth > 20) return [];
  return routes.flatMap(({ handlers }) =>
    handlers.flatMap((handler) => {
      if (handler.kind === 'subroute' || handler.kind === 'catching')
        return upstreamsIn(handler.routes, depth + 1);
      if (handler.kind !== 'proxy' || typeof handler.upstreams === 'string') return [];
      const { declaredAt } = handler;
      if (declaredAt === null || 'path' in declaredAt) return [];
      return handler.upstreams.map((one) => ({ ...one, declaredAt }));
    }),
  );
}
