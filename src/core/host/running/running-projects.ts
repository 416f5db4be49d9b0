// What runs, by Compose project. Compose writes name, files and folder of the project on every container that it makes.

import { compareBytes } from '../../text/compare-bytes.ts';
import { composeLabel } from './read-inspected.ts';
import type { RunningContainer, RunningHost } from './running-host.ts';

/** The name that stands for containers without a Compose project. */
export const noProject = '(no project)';

/** The containers of one Compose project, or those without one. */
export interface RunningProject {
  /** The name of the project, or `(no project)`. */
  readonly name: string;
  /** The containers by service and number; those of `docker compose run` are listed apart. */
  readonly containers: readonly RunningContainer[];
  readonly oneOffs: readonly RunningContainer[];
  /** The folder and files at the project's start, from its labels; null and none when labels do not state them. */
  readonly folder: string | null;
  readonly files: readonly string[];
  /** The env files at the project's start. */
  readonly envFiles: readonly string[];
}

/** Returns the projects of `host` by name, and last the containers without one. */
export function runningProjects({ containers }: RunningHost): readonly RunningProject[] {
  const groups = new Map<string, RunningContainer[]>();
  for (const container of containers) {
    const name = container.project ?? noProject;
    const group = groups.get(name);
    if (group) group.push(container);
    else groups.set(name, [container]);
  }
  return [...groups]
    .sort(([a], [b]) => Number(a === noProject) - Number(b === noProject) || compareBytes(a, b))
    .map(([name, group]) => {
      const sorted = group.sort(
        (a, b) => compareBytes(a.service, b.service) || a.number - b.number || compareBytes(a.name, b.name),
      );
      return {
        name,
        containers: sorted.filter(({ oneOff }) => !oneOff),
        oneOffs: sorted.filter(({ oneOff }) => oneOff),
        folder: labelOf(sorted, 'project.working_dir')[0] ?? null,
        files: labelOf(sorted, 'project.config_files'),
        envFiles: labelOf(sorted, 'project.environment_file'),
      };
    });
}

/** Returns the paths in a label, from the first service that has it; a single service may have been started from other files. */
function labelOf(containers: readonly RunningContainer[], name: string): readonly string[] {
  for (const { json, project, oneOff } of containers) {
    const value = project === null || oneOff ? '' : (json.Config.Labels?.[composeLabel + name] ?? '');
    if (value !== '') return value.split(',');
  }
  return [];
}
