import type { ProjectState } from './project-state.ts';

/** The same without anything to write: no file that might be made, and none that is sent only to be written. */
export function readOnlyState(state: ProjectState): ProjectState {
  const kept = state.files.flatMap((file, index) => {
    const text = state.texts[index] ?? null;
    return text === null || file.mayBegin || file.onDemand
      ? []
      : [{ file: { ...file, writable: false }, text }];
  });
  const files = kept.map(({ file }) => file);
  const texts = kept.map(({ text }) => text);
  if (state.host === undefined) return { ...state, files, texts };
  const stacks = state.host.stacks.map((stack) => ({ ...stack, begins: null, variables: null }));
  return { ...state, files, texts, host: { ...state.host, stacks } };
}
