import type { ReachOptions } from '../../core/analysis/reach/reach-model.ts';
import { type ProjectName, projectName } from '../../core/compose/environment/project-name.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';

const unknownName: ProjectName = { name: null, from: 'unknown' };

/** `options` with the name of the project, and where that name comes from; the same object where it has that name already. */
export function optionsFor(
  workspace: Workspace,
  options: ReachOptions,
  folder: string | null,
): { readonly options: ReachOptions; readonly nameFrom: ProjectName['from'] } {
  const named = projectName(null, workspace.input.environment, workspace.topology.name, folder);
  const { name, from } = named.ok ? named.value : unknownName;
  return { options: options.project === name ? options : { ...options, project: name }, nameFrom: from };
}
