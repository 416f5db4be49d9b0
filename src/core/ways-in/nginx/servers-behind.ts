// The targets of `proxy_pass` and similar directives.

import { memoize } from '../../compose/memoize.ts';
import { textBefore } from '../../text/cut.ts';
import type { Directive } from '../files/directive.ts';
import { spend } from '../limits.ts';
import type { Headers, OnwardRequest, Outcomes } from '../model.ts';
import { type DialResult, dial } from '../network/upstreams.ts';
import { combineOutcomes, unknownOutcome, withSteps } from '../outcomes.ts';
import { placeText, type SourcePlace } from '../places.ts';
import { withHeader, withOnward } from '../proxy/client-address.ts';
import { upstreamOutcome } from '../proxy/upstream.ts';
import type { ProgramContext } from '../ways-context.ts';
import { isPass, nearestLines, valueAt } from './levels.ts';
import { hostAndPort, type Level, type Location, type NginxModel } from './nginx-model.ts';
import { count, expandVariables, type Passing } from './variables.ts';

export interface PassContext {
  readonly waysContext: ProgramContext;
  readonly proxy: string;
  readonly model: NginxModel;
}

/** Returns the outcomes of the server behind a forwarding directive. */
export function askUpstreamOf(pass: PassContext, level: Level, line: Directive, passing: Passing): Outcomes {
  const [written = ''] = line.args;
  const target = expandVariables(written, passing);
  if (target === null) return unknownOutcome(`${placeText(line.place)}: whom a variable names is unknown.`);
  const [, scheme = '', rest = target] = /^([a-z0-9]+):\/\/(.*)$/i.exec(target) ?? [];
  if (rest.startsWith('unix:'))
    return unknownOutcome(`${placeText(line.place)}: what is behind a socket is unknown.`);
  const authority = textBefore(rest, '/?');
  const [host, port] = hostAndPort(authority, scheme === 'https' || scheme === 'grpcs' ? 443 : 80);
  const step = { kind: 'target', text: authority, declaredAt: line.place } as const;
  const fromVariable = written.includes('$');
  // A name with a port does not name a group when it comes from a variable.
  const group = fromVariable && /:\d+$/.test(authority) ? undefined : pass.model.upstreams.get(host);
  // A name that another line states without a variable was resolved at start-up.
  const late = fromVariable && !namedTargets(pass.model).has(`${host}:${port}`);
  const dialResult = group ? dialGroup(pass, group.servers) : dialName(pass, level, late, host, port);
  const secure = scheme === 'https' || scheme === 'grpcs';
  const outcomes = combineOutcomes(
    dialResult.map((dialResult) => upstreamOutcome(dialResult, secure, pass.waysContext.namesServers)),
  );
  const onward =
    scheme === 'http' || scheme === 'https'
      ? onwardRequest(level, passing, scheme, authority, written, rest.slice(authority.length))
      : null;
  return withSteps({ way: [step] }, onward === null ? outcomes : withOnward(outcomes, onward));
}

/** Returns the request that `proxy_pass` sends; `uri` is what its target has behind the authority. */
function onwardRequest(
  level: Level,
  passing: Passing,
  scheme: 'http' | 'https',
  authority: string,
  written: string,
  uri: string,
): OnwardRequest {
  const { request } = passing;
  const lines = nearestLines(level, ['proxy_set_header']);
  let headers: Headers = request.headers ?? new Map();
  let hostHeader: string | null = authority;
  count(passing, lines.length, level.declaredAt);
  for (const {
    args: [name = '', text = ''],
  } of lines) {
    const value = expandVariables(text, passing);
    if (name.toLowerCase() === 'host') hostHeader = value;
    else headers = withHeader(headers, name, value);
  }
  const [path = '', ...query] = onwardPath(level, passing, written, uri).split('?');
  return {
    ...{ scheme, hostHeader, headers, path },
    query: query.length === 0 ? '' : `?${query.join('?')}`,
    families: hostAndPort(authority, 80)[0].match(/^[\d.]+$/) ? 'ipv4' : 'turns',
  };
}

/** Returns the path and query that are sent: with a URI in the target, it replaces the prefix that the location names. */
function onwardPath(level: Level, { path, args }: Passing, written: string, uri: string): string {
  const query = args === '' ? '' : `?${args}`;
  if (uri === '') return path + query;
  if (written.includes('$')) return uri;
  const prefix = locationOf(level)?.name ?? '/';
  return (path.startsWith(prefix) ? uri + path.slice(prefix.length) : path) + query;
}

/** Returns the location around a block; null for a block of the server itself. */
function locationOf(level: Level): Location | null {
  for (let here: Level | null = level; here !== null; here = here.parent)
    if ('kind' in here) return here as Location;
  return null;
}

function dialName(
  { waysContext, proxy }: PassContext,
  level: Level,
  late: boolean,
  host: string,
  port: number,
): readonly DialResult[] {
  const isAddress = /^[\d.]+$|^\[/.test(host);
  if (!late || isAddress) return dial(waysContext, proxy, host, port);
  const resolver = valueAt(level, 'resolver');
  if (resolver === null)
    return [{ state: 'unresolved', because: 'A name in a variable needs a resolver, and there is none.' }];
  if (!/^127\.0\.0\.11(?::53)?$/.test(resolver))
    return [{ state: 'unknown', because: `What ${resolver} answers for ${host} is unknown.` }];
  return dial(waysContext, proxy, host, port);
}

type GroupServers = readonly { readonly host: string; readonly port: number; readonly backup: boolean }[];

/** Dials the servers of a group: the next one when one is dead, and the backups when all are. */
function dialGroup({ waysContext, proxy }: PassContext, servers: GroupServers): readonly DialResult[] {
  for (const backup of [false, true]) {
    spend(waysContext.meter, 8 * servers.length);
    const all = servers
      .filter((server) => server.backup === backup)
      .flatMap(({ host, port }) => dial(waysContext, proxy, host, port));
    const alive = all.filter(({ state }) => state === 'answers' || state === 'unknown');
    if (alive.length > 0) return alive;
  }
  return [{ state: 'dead', because: 'No server of the group answers.' }];
}

/** Returns the targets that directives name without a variable; nginx keeps their addresses by host and port. */
const namedTargets = memoize((model: NginxModel): ReadonlySet<string> => {
  const found = new Set<string>();
  forEachPass(model.http.directives, (target) => {
    const [, scheme = '', rest = target] = /^([a-z0-9]+):\/\/(.*)$/i.exec(target) ?? [];
    const [host, port] = hostAndPort(textBefore(rest, '/?'), scheme === 'https' ? 443 : 80);
    found.add(`${host}:${port}`);
  });
  return found;
});

function forEachPass(directives: readonly Directive[], act: (target: string, line: Directive) => void): void {
  for (const directive of directives) {
    const { name, args, block } = directive;
    if (block !== null && name !== 'upstream') forEachPass(block, act);
    const [target = ''] = args;
    if (isPass(directive) && !target.includes('$')) act(target, directive);
  }
}

/** Returns the first name that nginx looks up at start-up and that does not resolve, at which it exits; null when all resolve. */
export function unresolvedName({
  waysContext,
  proxy,
  model,
}: PassContext): { readonly host: string; readonly line: string } | null {
  const lines = new Map<string, string>();
  const add = (host: string, place: SourcePlace): void => {
    if (!lines.has(host)) lines.set(host, placeText(place));
  };
  for (const { servers, declaredAt } of model.upstreams.values())
    for (const { host } of servers) add(host, declaredAt);
  forEachPass(model.http.directives, (target, { place }) => {
    const authority = textBefore(target.replace(/^[a-z0-9]+:\/\//i, ''), '/?');
    const [host] = hostAndPort(authority, 80);
    if (!authority.startsWith('unix:') && !model.upstreams.has(host)) add(host, place);
  });
  for (const [host, line] of lines)
    if (dial(waysContext, proxy, host, 80).some(({ state }) => state === 'unresolved')) return { host, line };
  return null;
}
