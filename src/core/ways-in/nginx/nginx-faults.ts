// Faults in an nginx configuration: logins without users, answers before the login, lists that replace an outer one, expressions that take
// requests from a guarded folder, unanswered subrequests.

import type { Service } from '../../compose/topology.ts';
import type { Fault } from '../faults.ts';
import { type Meter, spend } from '../limits.ts';
import { isPrivateRange } from '../network/addresses.ts';
import { placeText, type SourcePlace } from '../places.ts';
import type { Flaws, PlaintextUpstream, TrustedSender } from '../proxy/reader.ts';
import type { ProgramContext } from '../ways-context.ts';
import { findLocation } from './find-location.ts';
import { lineAtLevel, nearestLines, passOf } from './levels.ts';
import { hostAndPort, type Level, type Location, type NginxModel, type Server } from './nginx-model.ts';

export function nginxFlaws(waysContext: ProgramContext, { name: proxy }: Service, model: NginxModel): Flaws {
  const faults: Fault[] = [];
  const reportNoEffect: Report = (about, text, remediation, declaredAt) => {
    faults.push({
      kind: 'guard-without-effect',
      services: [proxy],
      about,
      text,
      remediation,
      opens: true,
      declaredAt,
    });
  };
  for (const server of model.servers) {
    for (const level of [model.http, server, ...allLocations(server.locations)]) {
      for (const fault of [loginWithoutUsers, answerBeforeGuard, replacedList]) fault(level, reportNoEffect);
      if (level !== model.http) unansweredAuthRequest(waysContext.meter, server, level, reportNoEffect);
    }
    unguardedPattern(waysContext.meter, server, reportNoEffect);
  }
  return {
    faults,
    plaintextUpstreams: model.servers.flatMap((server) => plaintextTargets(model, server)),
    trustedSenders: trustedSenders(model),
  };
}

type Report = (about: string, text: string, remediation: string, declaredAt: SourcePlace) => void;

function allLocations(locations: readonly Location[]): readonly Location[] {
  return locations.flatMap((one) => [one, ...allLocations(one.locations)]);
}

/** Reports `auth_basic` without a file of users, which asks for no password. */
function loginWithoutUsers(level: Level, report: Report): void {
  const realm = level.directives.find(({ name }) => name === 'auth_basic');
  if (!realm || realm.args[0] === 'off' || lineAtLevel(level, 'auth_basic_user_file') !== null) return;
  // An inner block may name the file.
  if (holdsBelow(level, 'auth_basic_user_file')) return;
  report(
    'auth_basic',
    `auth_basic at ${placeText(realm.place)} is no login: without auth_basic_user_file nginx asks for no password.`,
    'Add auth_basic_user_file beside it.',
    realm.place,
  );
}

function holdsBelow({ directives }: Pick<Level, 'directives'>, wanted: string): boolean {
  return directives.some(
    ({ name, block }) => name === wanted || (block !== null && holdsBelow({ directives: block }, wanted)),
  );
}

/** Reports a `return` with a text, which answers before a login and an address list. */
function answerBeforeGuard({ directives }: Level, report: Report): void {
  const answer = directives.find(({ name, args }) => name === 'return' && /^2\d\d$/.test(args[0] ?? ''));
  const guard = directives.find(
    ({ name, args }) =>
      (name === 'auth_basic' && args[0] !== 'off') ||
      name === 'deny' ||
      (name === 'auth_request' && args[0] !== 'off'),
  );
  if (!answer || !guard) return;
  report(
    `return ${guard.name}`,
    `${guard.name} at ${placeText(guard.place)} guards nothing: return at ${placeText(answer.place)} answers before nginx looks at it.`,
    'Serve that answer from a file or from a server behind; nginx asks for the login before it.',
    guard.place,
  );
}

/** Reports an `allow` or `deny` that replaces all outer lists. */
function replacedList(level: Level, report: Report): void {
  const own = level.directives.filter(({ name }) => name === 'allow' || name === 'deny');
  if (own.length === 0 || own.some(({ name }) => name === 'deny') || level.parent === null) return;
  const outer = nearestLines(level.parent, ['allow', 'deny']).find(({ name }) => name === 'deny');
  const [first] = own;
  if (!outer || !first) return;
  report(
    `allow ${placeText(first.place)}`,
    `allow at ${placeText(first.place)} replaces the outer list, so deny ${outer.args[0] ?? ''} at ${placeText(outer.place)} has no effect there and everyone is admitted.`,
    'Add deny all after it.',
    first.place,
  );
}

/** Reports an `auth_request` to a path without a location of its own, which the application itself answers and allows. */
function unansweredAuthRequest(meter: Meter, server: Server, level: Level, report: Report): void {
  const question = level.directives.find(({ name }) => name === 'auth_request');
  const path = question?.args[0] ?? 'off';
  if (!question || path === 'off') return;
  const { location } = findLocation(server.locations, path, meter);
  if (location === null || !passOf(location)) return;
  const isOwn = location.kind !== 'prefix' || location.name !== '/';
  if (isOwn) return;
  report(
    `auth_request ${path}`,
    `auth_request ${path} at ${placeText(question.place)} asks location / at ${placeText(location.declaredAt)}, which is the application itself: it accepts every request.`,
    `Write a location for ${path} that asks the login.`,
    question.place,
  );
}

function isGuarded(level: Level): boolean {
  if (nearestLines(level, ['allow', 'deny']).some(({ name }) => name === 'deny')) return true;
  const realm = lineAtLevel(level, 'auth_basic')?.args[0] ?? 'off';
  if (realm !== 'off' && lineAtLevel(level, 'auth_basic_user_file') !== null) return true;
  return (lineAtLevel(level, 'auth_request')?.args[0] ?? 'off') !== 'off';
}

/** Reports a regex location that takes requests from a guarded folder. */
function unguardedPattern(meter: Meter, { locations }: Server, report: Report): void {
  const patterns = allLocations(locations).filter(({ kind }) => kind === 'regex');
  for (const folder of allLocations(locations)) {
    if (folder.kind !== 'prefix' || folder.alone || folder.name === '/' || !isGuarded(folder)) continue;
    if (!folder.directives.some(({ name }) => /^(?:deny|auth_basic|auth_request)$/.test(name))) continue;
    const endings = patterns.flatMap(({ name }) =>
      [...name.matchAll(/\\\.\(?(?:\?:)?([a-z0-9]+)/gi)].map(([, ending]) => ending ?? ''),
    );
    spend(meter, patterns.length);
    for (const ending of endings) {
      const path = `${folder.name.replace(/\/?$/, '/')}x.${ending}`;
      const { location } = findLocation(locations, path, meter);
      if (location === null || location.kind !== 'regex' || isGuarded(location)) continue;
      if (!location.directives.some(({ name }) => /_pass$|^root$|^alias$|^return$|^try_files$/.test(name)))
        continue;
      report(
        `${folder.name} ${ending}`,
        `The guard of location ${folder.name} at ${placeText(folder.declaredAt)} does not cover ${path}: nginx asks expressions first, and location ~ ${location.name} at ${placeText(location.declaredAt)} has no guard.`,
        `Write ^~ before ${folder.name}.`,
        folder.declaredAt,
      );
      break;
    }
  }
}

function plaintextTargets(model: NginxModel, server: Server): readonly PlaintextUpstream[] {
  if (!server.listens.some(({ tls }) => tls)) return [];
  return [server, ...allLocations(server.locations)].flatMap((level): readonly PlaintextUpstream[] => {
    const line = passOf(level);
    const [, scheme = '', rest = ''] = /^([a-z]+):\/\/([^/?$]+)/i.exec(line?.args[0] ?? '') ?? [];
    if (!line || scheme !== 'http') return [];
    const [named] = hostAndPort(rest, 80);
    const hosts = model.upstreams.get(named)?.servers.map(({ host }) => host) ?? [named];
    return hosts.map((host) => ({
      host,
      about: host,
      asked: `${host} over plain HTTP (${placeText(line.place)})`,
      remediation: 'Write https:// there.',
      declaredAt: line.place,
    }));
  });
}

function trustedSenders({ http, servers }: NginxModel): readonly TrustedSender[] {
  const levels = [http, ...servers, ...servers.flatMap(({ locations }) => allLocations(locations))];
  return levels.flatMap(({ directives }) =>
    directives.flatMap(({ name, args: [range = ''], place }): readonly TrustedSender[] => {
      if (name !== 'set_real_ip_from' || !isPrivateRange(range)) return [];
      const believed = `the address that ${range} reports (${placeText(place)})`;
      const who = 'this machine and containers in that range';
      return [
        {
          about: range,
          believed,
          ranges: [range],
          who,
          remediation: 'Name only the proxies before it there.',
          declaredAt: place,
        },
      ];
    }),
  );
}
