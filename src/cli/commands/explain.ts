// `bulkhead explain [FILE] A B`: why A reaches B, or why not. The answer is 0 whatever it is.

import { placeOf } from '../../core/compose/workspace/place-of.ts';
import { explanationLines } from '../../core/export/explanation-lines.ts';
import { wayLines } from '../../core/export/ways-in/ways-report.ts';
import { computeReach } from '../../core/reach/compute-reach.ts';
import { outsidePlace } from '../../core/reach/places.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { findOneProject } from '../input/find-project-files.ts';
import { asksForHost, type HostCommandOptions, withMachine } from '../input/host-options.ts';
import { loadProject } from '../input/load-project.ts';
import type { Io } from '../io.ts';
import { explainSides } from '../questions/explain-sides.ts';
import { projectWays } from '../questions/project-ways.ts';

/** Runs the command; `args` are the operands. */
export async function runExplain(
  io: Io,
  args: readonly string[],
  given: HostCommandOptions,
): Promise<ExitCode> {
  const options = await withMachine(io, given);
  const [from, to] = args.slice(-2);
  if (from === undefined || to === undefined)
    throw new CallFailure('explain needs two names: explain [FILE] A B.');
  if (asksForHost(options)) {
    const { runExplainHost } = await import('./host/explain-host.ts');
    return runExplainHost(io, args.slice(0, -2), [from, to], options);
  }
  const found = await findOneProject(io, args.slice(0, -2), options);
  const project = await loadProject(io, found.files, found.options);
  const answers = explainSides(project, from, to);
  await io.print(explanationLines(answers, (path) => placeOf(project.workspace, path)));
  if (answers.from === outsidePlace) {
    const reach = computeReach(project.workspace.topology, project.reachOptions);
    await io.print(wayLines(await projectWays(io, project, reach), answers.to));
  }
  return exitCodes.done;
}
