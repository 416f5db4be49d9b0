// `bulkhead explain [FILE] A B`: why A reaches B, or why not. The answer is 0 whatever it is.

import { explain } from '../../core/analysis/explain/explain.ts';
import type { Answer, Explanation } from '../../core/analysis/explain/explanation.ts';
import { hostPlace, outsidePlace } from '../../core/analysis/explain/places.ts';
import { computeReach } from '../../core/analysis/reach/compute-reach.ts';
import type { Reach } from '../../core/analysis/reach/reach-model.ts';
import { hostSockets } from '../../core/analysis/rules/facts/runtime-sockets.ts';
import { nameList } from '../../core/compose/name-list.ts';
import type { Topology } from '../../core/compose/topology.ts';
import { placeOf } from '../../core/compose/workspace/place-of.ts';
import { visible, visibleStart } from '../../core/export/visible-text.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { findOneProject } from '../input/find-project-files.ts';
import { type LoadedProject, loadProject } from '../input/load-project.ts';
import type { ProjectOptions } from '../input/project-options.ts';
import type { Io } from '../io.ts';

const placeWords = new Map([
  ['outside', outsidePlace],
  ['host', hostPlace],
]);

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

function* answerLines(
  project: LoadedProject,
  title: string,
  { verdict, reasons }: Answer,
): Generator<string> {
  const word = verdict === 'unknown' ? 'unknown' : verdict ? 'yes' : 'no';
  yield `${title}: ${word}\n`;
  for (const { rule, text, at } of reasons) {
    const places = at.map((path) => {
      const { file, line } = placeOf(project.workspace, path);
      return `${file}:${line}`;
    });
    const where = places.length === 0 ? '' : `  ${[...new Set(places)].join(' ')}`;
    yield `${visible(`  ${rule}: ${text}${where}`)}\n`;
  }
}

function* lines(project: LoadedProject, explanation: Explanation): Generator<string> {
  yield `${visibleStart(explanation.summary)}\n`;
  yield* answerLines(project, 'direct', explanation.direct);
  yield* answerLines(project, 'through a published port', explanation.viaHost);
  if (explanation.proxied) yield* answerLines(project, 'through a proxy', explanation.proxied);
  yield* answerLines(project, 'name', explanation.resolves);
  if (explanation.pivot) yield* answerLines(project, 'by taking over others', explanation.pivot);
}

/** Runs the command; `args` are the operands. */
export async function runExplain(
  io: Io,
  args: readonly string[],
  options: ProjectOptions,
): Promise<ExitCode> {
  const [from, to] = args.slice(-2);
  if (from === undefined || to === undefined)
    throw new CallFailure('explain needs two names: explain [FILE] A B.');
  const files = await findOneProject(io, args.slice(0, -2), options);
  const project = await loadProject(io, files, options);
  const { topology } = project.workspace;
  const reach = computeReach(topology, project.reachOptions);
  const source = sideOf(topology, reach, from);
  const target = sideOf(topology, reach, to);
  const places: readonly string[] = [outsidePlace, hostPlace];
  if (source === target || (places.includes(source) && places.includes(target))) {
    throw new CallFailure(`explain ${from} ${to}: name two different sides, one of them a service.`);
  }
  await io.print(lines(project, explain(topology, reach, source, target, hostSockets(project.workspace))));
  return exitCodes.done;
}
