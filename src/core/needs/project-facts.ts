// What follows from the files of one project alone, before any rule: who reaches whom, needs, tiers. Each is worked out when it is first
// asked for.

import { socketVolumes } from '../blast/runtime-sockets.ts';
import { containersOf } from '../compose/containers-of.ts';
import { lazily } from '../compose/lazily.ts';
import type { Topology } from '../compose/topology.ts';
import type { AdjacentFiles } from '../compose/workspace/adjacent-files.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import { computeReach, reachWithProfiles } from '../reach/compute-reach.ts';
import type { Reach, ReachOptions } from '../reach/reach-model.ts';
import { reachWithWays, readWaysOf } from '../ways-in/ways/project-ways.ts';
import type { Ways } from '../ways-in/ways/ways.ts';
import { computeNeeds, type Needs } from './needs.ts';
import { observedHere } from './observed-needs.ts';
import { computeTiers, type Tiers } from './tiers.ts';

/** Who reaches whom among services: of one project, or of all stacks of a host. */
export interface Facts {
  readonly topology: Topology;
  readonly reach: Reach;
  /** The proxies and tunnels, with what their configuration says; null without any, and where nothing reads that configuration. */
  readonly proxies: Ways | null;
}

export interface ProjectFacts extends Facts {
  readonly workspace: Workspace;
  readonly options: ReachOptions;
  readonly needs: Needs;
  readonly tiers: Tiers;
}

/** What need not be worked out, and what stands beside a project that its workspace does not hold. */
export interface KnownFacts {
  readonly reach?: Reach;
  /** What reads the proxies of the host that the project is part of. */
  readonly beside?: AdjacentFiles | null;
  /** Needs of a version before, which are used again where they hold. */
  needsBefore?(): Needs | null;
}

/** The facts of a project's last good model. */
export function projectFacts(
  workspace: Workspace,
  options: ReachOptions,
  known: KnownFacts = {},
): ProjectFacts {
  const { topology } = workspace;
  const plain = lazily<{ reach: Reach }>({ reach: () => computeReach(topology, options) });
  const facts: ProjectFacts = lazily<ProjectFacts>({
    workspace: () => workspace,
    options: () => options,
    topology: () => topology,
    reach: () => known.reach ?? reachWithWays(topology, plain.reach, () => facts.proxies),
    proxies: () => readProxies(workspace, known.beside, known.reach ?? plain.reach),
    needs: () =>
      computeNeeds(topology, known.needsBefore?.() ?? null, socketVolumes(workspace), observedHere(options)),
    tiers: () => computeTiers(topology, facts.reach),
  });
  return facts;
}

/** The reach of a project with other profiles on. */
export function projectReachWith(
  { workspace, topology, reach, options }: Pick<ProjectFacts, 'workspace' | 'topology' | 'reach' | 'options'>,
  profiles: readonly string[],
  beside?: AdjacentFiles | null,
): Reach {
  const plain = reachWithProfiles(reach, topology, options, profiles);
  return reachWithWays(topology, plain, () => readProxies(workspace, beside, plain));
}

function readProxies(
  workspace: Workspace,
  beside: AdjacentFiles | null | undefined,
  plain: Reach,
): Ways | null {
  const { topology, input } = workspace;
  const project = topology.name ?? plain.options.project;
  return readWaysOf({
    beside: beside ?? input.beside,
    topology,
    plain,
    reachWith: (options) => computeReach(topology, options),
    stacks: [{ workspace, project, prefix: '' }],
    containers: (service) => containersOf(service, project),
  });
}
