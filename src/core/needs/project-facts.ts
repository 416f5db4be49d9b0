// The facts of a project before any rule: reach, needs and tiers. Each is computed on first use.

import { socketVolumes } from '../blast/runtime-sockets.ts';
import { containersOf } from '../compose/containers-of.ts';
import { lazily } from '../compose/lazily.ts';
import type { Topology } from '../compose/topology.ts';
import type { AdjacentFiles } from '../compose/workspace/adjacent-files.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import { computeReach, reachWithProfiles } from '../reach/compute-reach.ts';
import type { Reach, ReachOptions } from '../reach/reach-model.ts';
import { reachWithWays, readWaysOf, type WaysSource, waysContextOf } from '../ways-in/ways/project-ways.ts';
import type { Ways } from '../ways-in/ways/ways.ts';
import type { WaysContext } from '../ways-in/ways-context.ts';
import { mustNeeds } from './must-needs.ts';
import { computeNeeds, type Needs } from './needs.ts';
import { projectRecord } from './observed-needs.ts';
import { computeTiers, type Tiers } from './tiers.ts';

/** The topology and reach of a project, or of all stacks of a host. */
export interface Facts {
  readonly topology: Topology;
  readonly reach: Reach;
  /** The files of the containers, with the names that they resolve; null when nothing reads files beside the compose files. */
  readonly context: WaysContext | null;
  /** The proxies and tunnels with their configuration; null when there are none or nothing reads their configuration. */
  readonly proxies: Ways | null;
}

export interface ProjectFacts extends Facts {
  readonly workspace: Workspace;
  readonly options: ReachOptions;
  readonly needs: Needs;
  readonly tiers: Tiers;
}

/** Facts that are already known, and files outside the workspace. */
export interface KnownFacts {
  readonly reach?: Reach;
  /** The configuration of the proxies on the host that the project belongs to. */
  readonly beside?: AdjacentFiles | null;
  /** Returns the needs of an earlier version, reused where they still hold. */
  needsBefore?(): Needs | null;
}

/** Returns the facts of a project's last valid model. */
export function projectFacts(
  workspace: Workspace,
  options: ReachOptions,
  known: KnownFacts = {},
): ProjectFacts {
  const { topology } = workspace;
  const withoutProxies = lazily<{ reach: Reach }>({ reach: () => computeReach(topology, options) });
  const facts: ProjectFacts = lazily<ProjectFacts>({
    workspace: () => workspace,
    options: () => options,
    topology: () => topology,
    reach: () => known.reach ?? reachWithWays(topology, withoutProxies.reach, () => facts.proxies),
    context: () => waysContextOf(sourceOf(workspace, known.beside, known.reach ?? withoutProxies.reach)),
    proxies: () => readWaysOf(sourceOf(workspace, known.beside, known.reach ?? withoutProxies.reach)),
    needs: () =>
      computeNeeds(
        topology,
        known.needsBefore?.() ?? null,
        socketVolumes(workspace),
        projectRecord(options),
        mustNeeds(workspace),
      ),
    tiers: () => computeTiers(topology, facts.reach),
  });
  return facts;
}

/** Returns the reach of a project under other profiles. */
export function projectReachWith(
  { workspace, topology, reach, options }: Pick<ProjectFacts, 'workspace' | 'topology' | 'reach' | 'options'>,
  profiles: readonly string[],
  beside?: AdjacentFiles | null,
): Reach {
  const plain = reachWithProfiles(reach, topology, options, profiles);
  return reachWithWays(topology, plain, () => readWaysOf(sourceOf(workspace, beside, plain)));
}

function sourceOf(workspace: Workspace, beside: AdjacentFiles | null | undefined, plain: Reach): WaysSource {
  const { topology, input } = workspace;
  const project = topology.name ?? plain.options.project;
  return {
    beside: beside ?? input.beside,
    topology,
    plain,
    reachWith: (options) => computeReach(topology, options),
    stacks: [{ workspace, project, prefix: '' }],
    containers: (service) => containersOf(service, project),
  };
}
