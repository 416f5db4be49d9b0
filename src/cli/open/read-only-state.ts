import type { ProjectState } from './project-state.ts';

/** The same without anything to write: no file that might be made, and none that is sent only to be written. */
export function readOnlyState(state: ProjectState): ProjectState {
  const files = state.files
    .filter(({ mayBegin, onDemand }, index) => !mayBegin && !onDemand && state.texts[index] != null)
    .map((file) => ({ ...file, writable: false }));
  if (state.host === undefined) return { ...state, files };
  const stacks = state.host.stacks.map((stack) => ({ ...stack, begins: null, variables: null }));
  return { ...state, files, host: { ...state.host, stacks } };
}
