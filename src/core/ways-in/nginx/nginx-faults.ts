// What is wrong with a configuration of nginx: logins without users, answers before the login, lists that undo the outer one, expressions
// that take requests from a guarded folder, questions that nobody answers.

import type { Service } from '../../compose/topology.ts';
import type { Fault } from '../faults.ts';
import { type Meter, spend } from '../limits.ts';
import type { SourcePlace } from '../model.ts';
import { isPrivateRange } from '../network/addresses.ts';
import { foreignTarget } from '../network/upstreams.ts';
import type { ProgramGround } from '../ways-context.ts';
import { findLocation } from './find-location.ts';
import { lineAtLevel, nearestLines, passOf } from './levels.ts';
import { hostAndPort, type Level, type Location, type NginxModel, type Server } from './nginx-model.ts';

export function nginxFaults(
  ground: ProgramGround,
  { name: proxy }: Service,
  model: NginxModel,
): readonly Fault[] {
  const found: Fault[] = [];
  const noEffect: Tell = (about, text, mend, said) => {
    found.push({ kind: 'guard-without-effect', services: [proxy], about, text, mend, opens: true, said });
  };
  for (const server of model.servers) {
    for (const level of [model.http, server, ...allLocations(server.locations)]) {
      for (const fault of [loginWithoutUsers, answerFirst, listUndone]) fault(level, noEffect);
      if (level !== model.http) questionToNobody(ground.meter, server, level, noEffect);
    }
    takenFrom(ground.meter, server, noEffect);
    found.push(...clear(ground, proxy, model, server));
  }
  found.push(...trusted(proxy, model));
  const once = new Map(found.map((fault) => [JSON.stringify([fault.kind, fault.about, fault.said]), fault]));
  return [...once.values()];
}

type Tell = (about: string, text: string, mend: string, said: SourcePlace) => void;

function allLocations(locations: readonly Location[]): readonly Location[] {
  return locations.flatMap((one) => [one, ...allLocations(one.locations)]);
}

function at({ file, line }: SourcePlace): string {
  return `${file}:${line}`;
}

/** `auth_basic` without a file of users asks nobody. */
function loginWithoutUsers(level: Level, tell: Tell): void {
  const realm = level.directives.find(({ name }) => name === 'auth_basic');
  if (!realm || realm.args[0] === 'off' || lineAtLevel(level, 'auth_basic_user_file') !== null) return;
  // The file may stand in the blocks within.
  if (holdsBelow(level, 'auth_basic_user_file')) return;
  tell(
    'auth_basic',
    `auth_basic at ${at(realm.place)} is no login: without auth_basic_user_file nginx asks nobody for a password.`,
    'Add auth_basic_user_file beside it.',
    realm.place,
  );
}

function holdsBelow({ directives }: Pick<Level, 'directives'>, wanted: string): boolean {
  return directives.some(
    ({ name, block }) => name === wanted || (block !== null && holdsBelow({ directives: block }, wanted)),
  );
}

/** `return` with a text answers before a login and before a list of addresses. */
function answerFirst({ directives }: Level, tell: Tell): void {
  const answer = directives.find(({ name, args }) => name === 'return' && /^2\d\d$/.test(args[0] ?? ''));
  const guard = directives.find(
    ({ name, args }) =>
      (name === 'auth_basic' && args[0] !== 'off') ||
      name === 'deny' ||
      (name === 'auth_request' && args[0] !== 'off'),
  );
  if (!answer || !guard) return;
  tell(
    `return ${guard.name}`,
    `${guard.name} at ${at(guard.place)} guards nothing: return at ${at(answer.place)} answers before nginx looks at it.`,
    'Serve that answer from a file or from a server behind; nginx asks for the login before it.',
    guard.place,
  );
}

/** `allow` or `deny` in a block takes the place of all lines around it. */
function listUndone(level: Level, tell: Tell): void {
  const own = level.directives.filter(({ name }) => name === 'allow' || name === 'deny');
  if (own.length === 0 || own.some(({ name }) => name === 'deny') || level.parent === null) return;
  const outer = nearestLines(level.parent, ['allow', 'deny']).find(({ name }) => name === 'deny');
  const [first] = own;
  if (!outer || !first) return;
  tell(
    `allow ${at(first.place)}`,
    `allow at ${at(first.place)} takes the place of the outer list, so deny ${outer.args[0] ?? ''} at ${at(outer.place)} has no effect there and everybody is let in.`,
    'Add deny all after it.',
    first.place,
  );
}

/** `auth_request` to a path that no location of its own takes: the app itself is asked, and says yes. */
function questionToNobody(meter: Meter, server: Server, level: Level, tell: Tell): void {
  const question = level.directives.find(({ name }) => name === 'auth_request');
  const path = question?.args[0] ?? 'off';
  if (!question || path === 'off') return;
  const { location } = findLocation(server.locations, path, meter);
  if (location === null || !passOf(location)) return;
  const isOwn = location.kind !== 'prefix' || location.name !== '/';
  if (isOwn) return;
  tell(
    `auth_request ${path}`,
    `auth_request ${path} at ${at(question.place)} asks location / at ${at(location.said)}, which is the app itself: it says yes, and all get in.`,
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

/** A location by an expression takes requests from a guarded folder. */
function takenFrom(meter: Meter, { locations }: Server, tell: Tell): void {
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
      tell(
        `${folder.name} ${ending}`,
        `The guard of location ${folder.name} at ${at(folder.said)} does not cover ${path}: nginx asks expressions first, and location ~ ${location.name} at ${at(location.said)} has no guard.`,
        `Write ^~ before ${folder.name}.`,
        folder.said,
      );
      break;
    }
  }
}

function* clear(ground: ProgramGround, proxy: string, model: NginxModel, server: Server): Generator<Fault> {
  if (!server.listens.some(({ tls }) => tls)) return;
  for (const level of [server, ...allLocations(server.locations)]) {
    const line = passOf(level);
    const [, scheme = '', rest = ''] = /^([a-z]+):\/\/([^/?$]+)/i.exec(line?.args[0] ?? '') ?? [];
    if (!line || scheme !== 'http') continue;
    const [named] = hostAndPort(rest, 80);
    const hosts = model.upstreams.get(named)?.servers.map(({ host }) => host) ?? [named];
    for (const host of hosts.filter((one) => foreignTarget(ground, proxy, one)))
      yield {
        kind: 'tls-ends',
        services: [proxy],
        about: host,
        text: `TLS ends at ${proxy}, which asks ${host} over plain HTTP (${at(line.place)}): whoever is on the way to that machine reads along.`,
        mend: 'Write https:// there.',
        opens: false,
        said: line.place,
      };
  }
}

function* trusted(proxy: string, { http, servers }: NginxModel): Generator<Fault> {
  for (const { directives } of [
    http,
    ...servers,
    ...servers.flatMap(({ locations }) => allLocations(locations)),
  ]) {
    for (const { name, args, place } of directives) {
      const [range = ''] = args;
      if (name !== 'set_real_ip_from' || !isPrivateRange(range)) continue;
      yield {
        kind: 'header-trusted',
        services: [proxy],
        about: range,
        text: `${proxy} believes the address that ${range} reports (${at(place)}): this machine and containers in that range can say from which address they come.`,
        mend: 'Name only the proxies before it there.',
        opens: false,
        said: place,
      };
    }
  }
}
