// The ways in of all stacks of a host together: the proxy in one, the routes in others.

import { makeGround } from '../ways-in/make-ground.ts';
import { hasPrograms } from '../ways-in/ways/program-of.ts';
import { type WaysFacts, waysFacts } from '../ways-in/ways/ways-facts.ts';
import { waysReaderOf } from '../ways-in/ways/ways-reader.ts';
import { splitHostName } from './host.ts';
import type { HostContext } from './host-rule.ts';

/** Null without a proxy and a tunnel, or without what reads them. */
export function hostWays({
  host,
  joined: { topology },
  reach,
  names,
  needs,
  analyses,
}: Omit<HostContext, 'live' | 'ways'>): WaysFacts | null {
  const reader = waysReaderOf(host.beside);
  if (reader === null || !hasPrograms(topology)) return null;
  const stacks = host.stacks.map(({ id, workspace, project }) => ({
    workspace,
    project: project.name,
    prefix: `${id}/`,
  }));
  const ground = makeGround({ topology, reach, stacks, answers: names.answers, files: reader.files });
  return waysFacts(reader.read(ground), {
    isData: (name) => {
      const { stack, service } = splitHostName(name);
      return analyses.get(stack)?.tiers.of(service) === 'data';
    },
    needs: needs.has,
    // CN411 says it of labels, within a stack.
    isReported: (proxy, name) => {
      const [one, other] = [splitHostName(proxy), splitHostName(name)];
      const routes = one.stack === other.stack ? analyses.get(one.stack)?.reach.proxied(other.service) : [];
      return routes?.some((route) => route.proxy === one.service && route.reachable === false) === true;
    },
  });
}
