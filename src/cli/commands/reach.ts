// `bulkhead reach [FILE|DIR…]`: who reaches whom, as a table, JSON or a flowchart.

import { assumedOf } from '../../core/describe/assumed.ts';
import { visibleStart } from '../../core/describe/visible-text.ts';
import { reachJson } from '../../core/export/reach/reach-json.ts';
import { reachMermaid } from '../../core/export/reach/reach-mermaid.ts';
import { reachTable } from '../../core/export/reach/reach-table.ts';
import { waysMembers } from '../../core/export/ways-in/ways-report.ts';
import { computeReach } from '../../core/reach/compute-reach.ts';
import { allFamilies } from '../../core/reach/reach-model.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { asksForHost, type HostCommandOptions, withMachine } from '../input/host-options.ts';
import { loadProjects } from '../input/load-project.ts';
import type { Io } from '../io.ts';
import { type ProjectPieces, projectsJson } from '../output/projects-json.ts';
import { projectWays } from '../questions/project-ways.ts';

export interface ReachOptions extends HostCommandOptions {
  readonly format: string;
  readonly sparse?: boolean;
  readonly by?: boolean;
  readonly families?: boolean;
  readonly names?: boolean;
}

/** Runs the command; `args` are the operands. */
export async function runReach(io: Io, args: readonly string[], given: ReachOptions): Promise<ExitCode> {
  const options = await withMachine(io, given);
  const { format } = options;
  if (format !== 'table' && format !== 'json' && format !== 'mermaid') {
    throw new CallFailure(`--format ${format}: no such format. Use table, json or mermaid.`);
  }
  if (asksForHost(options)) {
    const { runReachHost } = await import('./host/reach-host.ts');
    return runReachHost(io, args, options);
  }
  if (options.names === true) throw new CallFailure('--names is for --host alone.');
  const families = options.families === true;
  const projects: ProjectPieces[] = [];
  let failed = false;
  const fail = () => {
    failed = true;
  };
  for await (const { dir, project } of loadProjects(io, args, options, fail)) {
    const { topology } = project.workspace;
    const reach = computeReach(topology, project.reachOptions);
    const assumed = assumedOf(project.workspace, project.reachOptions, project.name.from);
    const title = dir === null ? '' : `${visibleStart(dir)}\n`;
    if (format === 'table') projects.push({ dir, pieces: [title, reachTable(reach)] });
    else if (format === 'mermaid') projects.push({ dir, pieces: [reachMermaid(reach)] });
    else
      projects.push({
        dir,
        pieces: reachJson(
          topology,
          reach,
          { ...assumed, ...(families ? { addressFamilies: allFamilies } : {}) },
          {
            sparse: options.sparse === true,
            by: options.by === true,
            families,
            ways: waysMembers(await projectWays(io, project, reach)),
          },
        ),
      });
  }
  if (format === 'json') await io.print(projectsJson(projects));
  else for (const { pieces } of projects) await io.print(pieces);
  return failed ? exitCodes.failure : exitCodes.done;
}
