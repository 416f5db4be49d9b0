// The ways in of one project, where what reads them is at hand.

import type { Workspace } from '../compose/workspace/workspace.ts';
import type { Needs } from '../needs/needs.ts';
import type { Tiers } from '../needs/tiers.ts';
import type { Reach } from '../reach/reach-model.ts';
import { makeGround } from '../ways-in/make-ground.ts';
import { hasPrograms } from '../ways-in/ways/program-of.ts';
import { type WaysFacts, waysFacts } from '../ways-in/ways/ways-facts.ts';
import { waysReaderOf } from '../ways-in/ways/ways-reader.ts';

interface Parts {
  readonly workspace: Workspace;
  readonly reach: Reach;
  readonly needs: Needs;
  readonly tiers: Tiers;
}

/** Null without a proxy and a tunnel, or without what reads them. */
export function projectWays({ workspace, reach, needs, tiers }: Parts): WaysFacts | null {
  const { topology, input } = workspace;
  const reader = waysReaderOf(input.beside);
  if (reader === null || !hasPrograms(topology)) return null;
  const project = topology.name ?? reach.options.project;
  const answers = reader.names(topology, reach, project);
  const stacks = [{ workspace, project, prefix: '' }];
  const ways = reader.read(makeGround({ topology, reach, stacks, answers, files: reader.files }));
  return waysFacts(ways, {
    isData: (name) => tiers.of(name) === 'data',
    needs: (from, to) => needs.has(from, to),
    // CN411 says it of labels.
    isReported: (proxy, service) =>
      reach.proxied(service).some((route) => route.proxy === proxy && route.reachable === false),
  });
}
