import { explainSides } from '../cli/questions/explain-sides.ts';
import type { Answer as Told } from '../core/analysis/explain/explanation.ts';
import { placeOf } from '../core/compose/workspace/place-of.ts';
import type { Workspace } from '../core/compose/workspace/workspace.ts';
import type { Answer, Explanation, Project } from './library-types.ts';
import { loadedOf } from './opened.ts';

/** Why one side reaches the other, or why not; each is a service, `outside` or `host`. */
export function explain(project: Project, from: string, to: string): Explanation {
  const loaded = loadedOf(project);
  const told = explainSides(loaded, from, to);
  const answer = (one: Told) => answerOf(loaded.workspace, one);
  return {
    from,
    to,
    reaches: told.reaches,
    summary: told.summary,
    direct: answer(told.direct),
    viaHost: answer(told.viaHost),
    proxied: told.proxied && answer(told.proxied),
    resolves: answer(told.resolves),
    pivot: told.pivot && answer(told.pivot),
  };
}

function answerOf(workspace: Workspace, { verdict, reasons }: Told): Answer {
  return {
    verdict,
    reasons: reasons.map(({ rule, text, at }) => ({
      rule,
      text,
      places: at.map((path) => {
        const { file, line, column } = placeOf(workspace, path);
        return { file, line, column };
      }),
    })),
  };
}
