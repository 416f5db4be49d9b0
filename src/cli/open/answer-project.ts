// `GET /api/project`: the project, or the stacks of a host, as their files are now.

import { liveWord } from '../../core/host/running/live-host.ts';
import { type BoundFile, readBoundFile } from './bound-file.ts';
import { type Answer, jsonAnswer } from './http/answer.ts';
import type { ProjectState, ServedStack } from './project-state.ts';

interface Numbered {
  readonly file: BoundFile;
  readonly index: number;
}

/** The answer; `made` are the numbers of the files that the page made. */
export function answerProject(project: ProjectState, made: ReadonlySet<number>): Answer {
  const numbered = project.files.map((file, index) => ({ file, index }));
  const isThere = ({ file, index }: Numbered): boolean => !file.mayBegin || made.has(index);
  const files = numbered.flatMap((one) => {
    const { name, writable, onDemand } = one.file;
    if (onDemand) return [];
    const now = isThere(one)
      ? (readBoundFile(one.file) ?? project.texts[one.index])
      : project.texts[one.index];
    return now ? [{ name, index: one.index, writable, ...now }] : [];
  });
  const isOpened = ({ file }: Numbered): boolean => files.some(({ name }) => name === file.name);
  const begunBy = (begins: Numbered | undefined, order: readonly string[]) => ({
    order: begins && isOpened(begins) ? [...order, begins.file.name] : order,
    begins: begins && !isOpened(begins) ? { name: begins.file.name, index: begins.index } : null,
  });
  const variablesOf = (file: Numbered | undefined) =>
    file ? { name: file.file.name, index: file.index, present: isThere(file) } : null;

  const { about, host, live } = project;
  if (host !== undefined) {
    const stackOf = ({ begins, variables, ...stack }: ServedStack) => {
      const begun = begunBy(begins === null ? undefined : numbered[begins], stack.order);
      const own = begun.order.length > stack.order.length ? [begun.order.at(-1) ?? ''] : [];
      return {
        ...stack,
        ...begun,
        files: [...stack.files, ...own],
        variables: variablesOf(variables === null ? undefined : numbered[variables]),
      };
    };
    return jsonAnswer(200, {
      ...about,
      files,
      begins: null,
      variables: null,
      host: { ...host, stacks: host.stacks.map(stackOf) },
      ...(live === undefined ? {} : { live: liveWord(live.now()) }),
    });
  }
  const override = numbered.find(({ file }) => file.mayBegin && !file.onDemand);
  const variables = numbered.find(({ file }) => file.onDemand);
  return jsonAnswer(200, {
    ...about,
    ...begunBy(override, about.order),
    files,
    variables: variablesOf(variables),
  });
}
