// Pages refer to files by number; the numbers stay the same while stacks come and go.

import type { BoundFile, BoundText } from './bound-file.ts';
import type { ProjectState, ServedStack } from './project-state.ts';

/** `now` with the numbers of `before`: files that are new come last, and one that is gone keeps its number and is only read. */
export function keepNumbers(before: ProjectState, now: ProjectState): ProjectState {
  const numbers = new Map(before.files.map(({ path }, index) => [path, index]));
  const files: BoundFile[] = before.files.map((file) => ({
    ...file,
    writable: false,
    mayBegin: false,
    onDemand: true,
  }));
  const texts: (BoundText | null)[] = before.files.map(() => null);
  const moved = now.files.map((file, index) => {
    const number = numbers.get(file.path) ?? files.length;
    files[number] = file;
    texts[number] = now.texts[index] ?? null;
    return number;
  });
  const numberOf = (index: number | null) => (index === null ? null : (moved[index] ?? null));
  if (now.host === undefined) return { ...now, files, texts };
  const stacks = now.host.stacks.map(
    (stack): ServedStack => ({
      ...stack,
      begins: numberOf(stack.begins),
      variables: numberOf(stack.variables),
    }),
  );
  return { ...now, files, texts, host: { ...now.host, stacks } };
}
