// What follows from the files of one project alone, before any rule: who reaches whom, needs, tiers. Each is worked out when it is first
// asked for.

import { socketVolumes } from '../blast/runtime-sockets.ts';
import { lazily } from '../compose/lazily.ts';
import type { Topology } from '../compose/topology.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import { computeReach } from '../reach/compute-reach.ts';
import type { Reach, ReachOptions } from '../reach/reach-model.ts';
import { computeNeeds, type Needs } from './needs.ts';
import { observedHere } from './observed-needs.ts';
import { computeTiers, type Tiers } from './tiers.ts';

export interface ProjectFacts {
  readonly workspace: Workspace;
  readonly options: ReachOptions;
  readonly topology: Topology;
  readonly reach: Reach;
  readonly needs: Needs;
  readonly tiers: Tiers;
}

/** The facts of a project's last good model. `known`: what need not be worked out, and needs of a version before, which are used again where they hold. */
export function projectFacts(
  workspace: Workspace,
  options: ReachOptions,
  known: { readonly reach?: Reach; needsBefore?(): Needs | null } = {},
): ProjectFacts {
  const { topology } = workspace;
  const facts: ProjectFacts = lazily<ProjectFacts>({
    workspace: () => workspace,
    options: () => options,
    topology: () => topology,
    reach: () => known.reach ?? computeReach(topology, options),
    needs: () =>
      computeNeeds(topology, known.needsBefore?.() ?? null, socketVolumes(workspace), observedHere(options)),
    tiers: () => computeTiers(topology, facts.reach),
  });
  return facts;
}
