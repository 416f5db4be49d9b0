// What is wrong with a project of several files: with each text, with putting them together, and with the whole.

import type { ComposeDocument } from '../document.ts';
import { inFile, offsetPath } from '../offset-path.ts';
import type { Problem } from '../problem.ts';
import { rejected } from '../project/check/rejected.ts';
import type { Entities } from './entity.ts';
import type { MissingFile } from './workspace.ts';

/** The problems of one text, with paths that name its file. */
export function fileProblems({ file, fileProblems: own }: ComposeDocument): readonly Problem[] {
  return own.map((problem) => {
    const path = problem.offset === null ? problem.path : offsetPath(problem.offset);
    return { ...problem, path: inFile(file, path), offset: null };
  });
}

/** Places where a file puts another form over what an earlier one says. */
export function clashProblems({ services, networks }: Entities): readonly Problem[] {
  const report = (top: string, entities: Entities['services']): readonly Problem[] =>
    [...entities.values()].flatMap(({ name, clashes }) =>
      clashes.map((path) => {
        const message = `cannot override ${[top, name, ...path].join('.')}: it has another form in an earlier file`;
        return rejected('override-clash', message, 'Write the form of the earlier file, or use !override.', [
          top,
          name,
          ...path,
        ]);
      }),
    );
  return [...report('services', services), ...report('networks', networks)];
}

/** What Compose refuses in the whole, as far as no missing file may settle it. */
export function settledProblems(
  refused: readonly Problem[],
  entities: Entities,
  missing: readonly MissingFile[],
): readonly Problem[] {
  return refused.filter((one) => !isOpen(one, entities)).map((one) => softened(one, missing));
}

/** Whether a service lacks something that the missing file it builds on may well say. */
function isOpen({ code, path }: Problem, { services }: Entities): boolean {
  return code === 'no-image' && (services.get(String(path[1]))?.partial ?? null) !== null;
}

/** What names something that a missing file may well declare is no mistake that anybody can see. */
function softened(problem: Problem, missing: readonly MissingFile[]): Problem {
  const away = missing.find((file) => file.kind === 'include');
  if (!away || !problem.code.startsWith('undefined-')) return problem;
  return { ...problem, kind: 'notice', advice: `It may be declared in ${away.file}, which is not open.` };
}
