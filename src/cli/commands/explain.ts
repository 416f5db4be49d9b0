// `bulkhead explain [FILE] A B`: why A reaches B, or why not. The answer is 0 whatever it is.

import { explain } from '../../core/analysis/explain/explain.ts';
import type { Explanation } from '../../core/analysis/explain/explanation.ts';
import { computeReach } from '../../core/analysis/reach/compute-reach.ts';
import type { Reach } from '../../core/analysis/reach/reach-model.ts';
import { hostSockets } from '../../core/analysis/rules/facts/runtime-sockets.ts';
import { nameList } from '../../core/compose/name-list.ts';
import type { Topology } from '../../core/compose/topology.ts';
import { placeOf } from '../../core/compose/workspace/place-of.ts';
import { explanationLines } from '../../core/export/explanation-lines.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { findOneProject } from '../input/find-project-files.ts';
import { asksForHost, type HostCommandOptions } from '../input/host-options.ts';
import { type LoadedProject, loadProject } from '../input/load-project.ts';
import type { Io } from '../io.ts';
import { demandTwoSides, placeWords } from './explain-sides.ts';
import { runExplainHost } from './host/explain-host.ts';

/** `word` as a side of the question: an active service, else a place. */
function sideOf(topology: Topology, reach: Reach, word: string): string {
  if (reach.facts.has(word)) return word;
  if (topology.services.has(word)) {
    throw new CallFailure(
      `${word}: takes no part (profile, provider or scale 0). Add --profile, or ask about another.`,
    );
  }
  const place = placeWords.get(word);
  if (place !== undefined) return place;
  throw new CallFailure(
    `${word}: no such service. There are ${nameList(reach.services) || 'none'}; also outside, host.`,
  );
}

/** Why `from` reaches `to`, each a service, `outside` or `host`. */
export function explainPair(
  { workspace, reachOptions }: LoadedProject,
  from: string,
  to: string,
): Explanation {
  const { topology } = workspace;
  const reach = computeReach(topology, reachOptions);
  const source = sideOf(topology, reach, from);
  const target = sideOf(topology, reach, to);
  demandTwoSides([from, to], [source, target]);
  return explain(topology, reach, source, target, hostSockets(workspace));
}

/** Runs the command; `args` are the operands. */
export async function runExplain(
  io: Io,
  args: readonly string[],
  options: HostCommandOptions,
): Promise<ExitCode> {
  const [from, to] = args.slice(-2);
  if (from === undefined || to === undefined)
    throw new CallFailure('explain needs two names: explain [FILE] A B.');
  if (asksForHost(options)) return runExplainHost(io, args.slice(0, -2), [from, to], options);
  const files = await findOneProject(io, args.slice(0, -2), options);
  const project = await loadProject(io, files, options);
  const answers = explainPair(project, from, to);
  await io.print(explanationLines(answers, (path) => placeOf(project.workspace, path)));
  return exitCodes.done;
}
