import { folderOf } from '../../core/compose/workspace/paths.ts';
import type { ProjectInput } from '../import/project-input.ts';
import type { PageStack } from './host-state.ts';

/** All stacks as one project, as `--merge` does: the files of each in turn, with the variables and the folder of the first. */
export function mergedProject(stacks: readonly PageStack[]): ProjectInput {
  const inputs = stacks.map(({ session }) => session.workspace.input);
  const order = inputs.flatMap((input) => input.order);
  const texts = new Map(inputs.flatMap((input) => [...input.texts]));
  const [first] = stacks;
  const here = folderOf(order[0] ?? '');
  return {
    input: { order, texts, environment: inputs[0]?.environment ?? new Map() },
    profiles: first?.project.profiles ?? null,
    folder: first?.project.folder ?? (here === '' ? null : here),
  };
}
