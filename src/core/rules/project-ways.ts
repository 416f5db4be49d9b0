// The ways in of one project, and those of all stacks of a host together (the proxy in one, the routes in others), where what reads them is at
// hand.

import { oncePer } from '../compose/once-per.ts';
import { splitHostName } from '../host/host.ts';
import type { HostFacts } from '../host/host-facts.ts';
import { type HostNames, hostNames } from '../host/host-names.ts';
import { containersOf } from '../host/join-stacks.ts';
import type { ProjectFacts } from '../needs/project-facts.ts';
import { baseOf } from '../reach/compute-reach.ts';
import type { Reach } from '../reach/reach-model.ts';
import { makeWaysContext } from '../ways-in/make-ways-context.ts';
import { hasPrograms } from '../ways-in/ways/program-of.ts';
import { type WaysFacts, waysFacts } from '../ways-in/ways/ways-facts.ts';
import { waysReaderOf } from '../ways-in/ways/ways-reader.ts';

/** Null without a proxy and a tunnel, or without what reads them. */
export function projectWays({
  workspace,
  topology,
  reach,
  needs,
  tiers,
  options,
}: ProjectFacts): WaysFacts | null {
  const reader = waysReaderOf(workspace.input.beside);
  if (reader === null || !hasPrograms(topology)) return null;
  const project = topology.name ?? options.project;
  let names: HostNames | null = null;
  const ground = makeWaysContext({
    topology,
    reach,
    stacks: [{ workspace, project, prefix: '' }],
    // Names are looked up where a proxy asks for one: without a proxy nothing is made ready.
    answers: (asker, name) => {
      names ??= hostNames(baseOf(reach, topology), (service) => containersOf(service, project));
      return names.answers(asker, name);
    },
    files: reader.files,
  });
  return waysFacts(reader.read(ground), {
    isData: (name) => tiers.of(name) === 'data',
    needs: (from, to) => needs.has(from, to),
    isReported: (proxy, service) => isReported(reach, proxy, service),
  });
}

/** The same of a host; worked out once for its facts. */
export const hostWays = oncePer((facts: HostFacts): { readonly ways: WaysFacts | null } => ({
  ways: waysOn(facts),
}));

function waysOn({ host, joined: { topology }, reach, names, needs, analyses }: HostFacts): WaysFacts | null {
  const reader = waysReaderOf(host.beside);
  if (reader === null || !hasPrograms(topology)) return null;
  const stacks = host.stacks.map(({ id, workspace, project }) => ({
    workspace,
    project: project.name,
    prefix: `${id}/`,
  }));
  const ground = makeWaysContext({ topology, reach, stacks, answers: names.answers, files: reader.files });
  return waysFacts(reader.read(ground), {
    isData: (name) => {
      const { stack, service } = splitHostName(name);
      return analyses.get(stack)?.tiers.of(service) === 'data';
    },
    needs: needs.has,
    isReported: (proxy, name) => {
      const [one, other] = [splitHostName(proxy), splitHostName(name)];
      const ownReach = one.stack === other.stack ? analyses.get(one.stack)?.reach : undefined;
      return ownReach !== undefined && isReported(ownReach, one.service, other.service);
    },
  });
}

/** CN411 says of labels that the proxy cannot reach the service. */
function isReported(reach: Reach, proxy: string, service: string): boolean {
  return reach.proxied(service).some((route) => route.proxy === proxy && route.reachable === false);
}
