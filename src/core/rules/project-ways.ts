// The ways in of one project, and those of all stacks of a host together (the proxy in one, the routes in others), if their readers are
// available.

import { memoize } from '../compose/memoize.ts';
import type { HostFacts } from '../host/host-facts.ts';
import { stackServiceOf } from '../host/stack-service.ts';
import type { ProjectFacts } from '../needs/project-facts.ts';
import type { Reach } from '../reach/reach-model.ts';
import { hasPrograms } from '../ways-in/ways/program-of.ts';
import { type WaysFacts, waysFacts } from '../ways-in/ways/ways-facts.ts';

/**
 * Returns the ways into a project; null without a proxy and a tunnel, without a reader of their files, and for a stack of a host, whose
 * ways are the host's.
 */
export function projectWays(facts: ProjectFacts): WaysFacts | null {
  const { workspace, topology, reach, needs, tiers } = facts;
  const ways = workspace.input.beside && hasPrograms(topology) ? facts.proxies : null;
  if (ways === null) return null;
  return waysFacts(ways, {
    isData: (name) => tiers.of(name) === 'data',
    needs: (from, to) => needs.has(from, to),
    isReportedByLabels: (proxy, service) => isReported(reach, proxy, service),
  });
}

/** The ways into a host, computed once for its facts. */
export const hostWays = memoize((facts: HostFacts): { readonly ways: WaysFacts | null } => ({
  ways: waysOn(facts),
}));

function waysOn(facts: HostFacts): WaysFacts | null {
  const { topology, proxies, needs } = facts;
  if (proxies === null || !hasPrograms(topology)) return null;
  return waysFacts(proxies, {
    isData: (name) => {
      const found = stackServiceOf(facts, name);
      return found?.facts.tiers.of(found.service.name) === 'data';
    },
    needs: needs.has,
    isReportedByLabels: (proxy, name) => {
      const [one, other] = [stackServiceOf(facts, proxy), stackServiceOf(facts, name)];
      return (
        one !== null &&
        one.stack === other?.stack &&
        isReported(one.facts.reach, one.service.name, other.service.name)
      );
    },
  });
}

/** True when CN411 already reports that the proxy cannot reach the service of these labels. */
function isReported(reach: Reach, proxy: string, service: string): boolean {
  return reach.proxied(service).some((route) => route.proxy === proxy && route.reachable === false);
}
