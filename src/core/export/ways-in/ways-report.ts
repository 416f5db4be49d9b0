// Ways in and bypasses: as members of the JSON of `reach`, and as lines of `explain`.

import { nameList } from '../../compose/name-list.ts';
import type { ReachOfService } from '../../contracts/reach.ts';
import type { WayIn } from '../../contracts/ways.ts';
import { visible } from '../../quote/visible-text.ts';
import type { SourceLocation } from '../../ways-in/places.ts';
import { allWays, waysOrUnknown } from '../../ways-in/ways/all-ways.ts';
import { type Bypass, bypassesOf } from '../../ways-in/ways/bypasses.ts';
import type { Ways } from '../../ways-in/ways/ways.ts';
import type { AllWays, WayInto } from '../../ways-in/ways/ways-into.ts';
import { assumedBridge, sourcePlaceOf, type WaysContext } from '../../ways-in/ways-context.ts';

/** Returns the members `waysIn` and `bypasses` of each service, without braces. */
export function waysMembers(ways: Ways): (service: string) => string {
  let known: AllWays['into'] | null = null;
  let all: AllWays['into'] | null = null;
  return (service) => {
    known ??= allWays(ways).into;
    all ??= waysOrUnknown(ways, known);
    const ownWayIntos = all.get(service) ?? [];
    const bypasses = bypassesOf(ways, service, known.get(service) ?? []).map(({ of, zone, how, at }) => ({
      of,
      zone,
      how,
      at,
    }));
    const object: Pick<ReachOfService, 'waysIn' | 'bypasses'> = {
      waysIn: ownWayIntos.map((way) => wayObject(ways.context, way)),
      bypasses,
    };
    return visible(JSON.stringify(object).slice(1, -1));
  };
}

function wayObject(context: WaysContext, way: WayInto): WayIn {
  const { zone, through, entrance, protocol, host, path, guards, port, answer, declaredAt } = way;
  return {
    zone,
    through,
    entrance,
    protocol,
    host,
    path,
    guards: guards.map(({ kind, how, by }) => ({ kind, how, by })),
    port,
    answer,
    ...(sourcePlaceOf(context, declaredAt) ?? { file: null, line: null }),
  };
}

/**
 * Yields every way into a service with its chain, then the bypasses of its logins, each line with its end. Nothing without a proxy or
 * tunnel.
 */
export function* wayLines(ways: Ways, service: string): Generator<string> {
  const { context, programs, unread, tunnels } = ways;
  if (programs.length + unread.length + tunnels.length === 0) return;
  const known = allWays(ways).into;
  const ownWayIntos = waysOrUnknown(ways, known).get(service) ?? [];
  const where = (declaredAt: SourceLocation) => {
    const place = sourcePlaceOf(context, declaredAt);
    return place === null ? '' : `  ${place.file}:${place.line}`;
  };
  yield `ways in: ${ownWayIntos.length === 0 ? 'none that these files show' : ownWayIntos.length}\n`;
  for (const way of ownWayIntos) {
    yield `${visible(`  ${way.answer}: ${wayText(way)}${where(way.declaredAt)}`)}\n`;
    if (way.because !== null) yield `${visible(`      ${way.because}`)}\n`;
    for (const { kind, text, declaredAt } of way.way)
      yield `${visible(`      ${kind.padEnd(8)}  ${text}${where(declaredAt)}`)}\n`;
  }
  const assumed = assumedBridge(context, [service]);
  if (assumed !== null) yield `${visible(`  inferred: ${assumed}`)}\n`;
  for (const { service: name, because } of unread) yield `${visible(`  not read: ${name}. ${because}`)}\n`;
  for (const bypass of bypassesOf(ways, service, known.get(service) ?? []))
    yield `${visible(`  ${bypassText(bypass)}${where(bypass.declaredAt)}`)}\n`;
}

/** Describes a way in: `outside → traefik websecure 0.0.0.0:443 → wiki.example/ → login forward-auth (authelia) → port 3000`. */
function wayText({ zone, through, entrance, host, path, guards, port, answer }: WayInto): string {
  const named = [...through, entrance.name, entrance.published]
    .filter((part) => part !== null && part !== '')
    .join(' ');
  const asked = through.length === 0 ? [] : [host === '*' ? `any host, ${path}` : host + path];
  const met = guards.map(({ kind, how, by }) => `${kind} ${how}${by === null ? '' : ` (${by})`}`);
  const target =
    port !== null ? `port ${port}` : answer === 'unknown' ? 'an unknown port' : 'the port of its image';
  return [zone, named, ...asked, ...met, target].filter((part) => part !== '').join(' → ');
}

const howText = {
  published: 'at the published port',
  route: 'over another route',
  tunnel: 'through a tunnel',
  neighbour: 'from a shared network',
  host: 'from this machine',
  joined: 'from containers in the same network namespace',
} as const;

function bypassText({ of, zone, how, at, who, fix }: Bypass): string {
  const whom = who.length === 0 ? '' : ` by ${nameList(who)}`;
  return `bypass of ${of}: ${howText[how]} ${at}${whom} (${zone}). ${fix}`;
}
