import { explainSides } from '../cli/questions/explain-sides.ts';
import type { Answer as Explained } from '../core/analysis/explain/explanation.ts';
import { placeOf } from '../core/compose/workspace/place-of.ts';
import type { Workspace } from '../core/compose/workspace/workspace.ts';
import type { Answer, Explanation, Project } from './library-types.ts';
import { loadedOf } from './opened.ts';

/** Why one side reaches the other, or why not; each is a service, `outside` or `host`. */
export function explain(project: Project, from: string, to: string): Explanation {
  const loaded = loadedOf(project);
  const sides = explainSides(loaded, from, to);
  const answer = (one: Explained) => answerOf(loaded.workspace, one);
  return {
    from,
    to,
    reaches: sides.reaches,
    summary: sides.summary,
    direct: answer(sides.direct),
    viaHost: answer(sides.viaHost),
    proxied: sides.proxied && answer(sides.proxied),
    resolves: answer(sides.resolves),
    pivot: sides.pivot && answer(sides.pivot),
  };
}

function answerOf(workspace: Workspace, { verdict, reasons }: Explained): Answer {
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
