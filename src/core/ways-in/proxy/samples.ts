// The requests that explore where the routes of a proxy lead.

import { giveUp, maxSamples } from '../limits.ts';
import type { Sample } from '../model.ts';
import { atLine } from '../places.ts';
import type { NamedHost, NamedPath, ProxyRoute } from './reader.ts';

/** The host name that stands for any host in a request. */
export const anyHost: NamedHost = { host: '*', example: 'any.example' };

/** Returns paths that are requested as written. */
export function plainPaths(paths: Iterable<string>): readonly NamedPath[] {
  return [...paths].map((path) => ({ path, example: path }));
}

/** Returns one sample for each host and path of each route, in order; the same request on several listeners is one sample. */
export function samplesOf(routes: readonly ProxyRoute[]): readonly Sample[] {
  const found = new Map<string, Sample>();
  for (const { title, hosts, paths, on, admin = false, declaredAt } of routes)
    for (const { host, example } of hosts.length > 0 ? hosts : [anyHost])
      for (const { path, example: asked } of paths) {
        const key = JSON.stringify([title, declaredAt, host, path]);
        const before = found.get(key);
        if (!before && found.size >= maxSamples)
          giveUp(`${title}${atLine(declaredAt)}: there are too many hosts and paths.`);
        found.set(key, {
          host,
          path,
          ask: { host: example, path: asked },
          entrances: [...new Set([...(before?.entrances ?? []), ...on])],
          admin,
          declaredAt,
        });
      }
  return [...found.values()];
}
