// Ways in of a project or of a host, for every command that reports them.

import { type HostOptions, joinedReach } from '../../core/host/analyze-host.ts';
import type { Host } from '../../core/host/host.ts';
import { hostNames } from '../../core/host/host-names.ts';
import { containersOf, joinStacks } from '../../core/host/join-stacks.ts';
import { answersLater } from '../../core/host/ways-reader.ts';
import { baseOf } from '../../core/reach/compute-reach.ts';
import type { Reach } from '../../core/reach/reach-model.ts';
import type { Ground } from '../../core/ways-in/ground.ts';
import { makeGround } from '../../core/ways-in/make-ground.ts';
import { hasPrograms } from '../../core/ways-in/ways/program-of.ts';
import type { Ways } from '../../core/ways-in/ways/ways.ts';
import { noWays } from '../../core/ways-in/ways/ways-reader.ts';
import type { LoadedProject } from '../input/load-project.ts';
import { projectFiles } from '../input/project-files.ts';
import type { Io } from '../io.ts';

/** What the ways in of one project are read from; `reach` is that of its topology. */
export function projectGround(io: Io, { workspace, name }: LoadedProject, reach: Reach): Ground {
  const { topology } = workspace;
  const project = name.name;
  const answers = answersLater(() =>
    hostNames(baseOf(reach, topology), (service) => containersOf(service, project)),
  );
  const stacks = [{ workspace, project, prefix: '' }];
  return makeGround({ topology, reach, stacks, answers, files: projectFiles(io) });
}

/** Those of all stacks of a host together; services are called `STACK/SERVICE`. */
export async function hostWays(io: Io, host: Host, options: HostOptions): Promise<Ways> {
  const joined = joinStacks(host);
  const reach = joinedReach(host, joined, options);
  const { topology, containers } = joined;
  const answers = answersLater(() =>
    hostNames(baseOf(reach, topology), ({ name }) => containers.get(name) ?? []),
  );
  const stacks = host.stacks.map(({ id, workspace, project }) => ({
    workspace,
    project: project.name,
    prefix: `${id}/`,
  }));
  return waysOn(makeGround({ topology, reach, stacks, answers, files: projectFiles(io) }));
}

/** Those of one project; `reach` is that of its topology. */
export async function projectWays(io: Io, project: LoadedProject, reach: Reach): Promise<Ways> {
  return waysOn(projectGround(io, project, reach));
}

/** Without a proxy and a tunnel no reader is loaded. */
async function waysOn(ground: Ground): Promise<Ways> {
  if (!hasPrograms(ground.topology)) return noWays(ground);
  const { readWays } = await import('../../core/ways-in/ways/read-ways.ts');
  return readWays(ground);
}
