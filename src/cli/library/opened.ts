// The loaded project behind each project of the library, hidden from its users.

import { CallFailure } from '../call-failure.ts';
import type { LoadedProject } from '../input/load-project.ts';
import type { Io } from '../io.ts';
import type { Project } from './library-types.ts';

/** A loaded project with the `Io` that reads the files it mounts. */
export interface OpenedProject extends LoadedProject {
  readonly io: Io;
}

const loadedProjects = new WeakMap<Project, OpenedProject>();

/** Returns the public view of a loaded project; `notes` are the messages from reading it. */
export function publicProject(loaded: OpenedProject, notes: readonly string[]): Project {
  const { topology, input, files } = loaded.workspace;
  const project: Project = {
    name: loaded.name.name,
    files: files.map(({ document }) => document.file),
    services: [...topology.services.keys()],
    networks: [...topology.networks.keys()],
    notes,
    text: (file) => input.texts.get(file),
  };
  loadedProjects.set(project, loaded);
  return project;
}

/** Returns the loaded project behind the result of `openProject` or `edit`. */
export function loadedOf(project: Project): OpenedProject {
  const loaded = loadedProjects.get(project);
  if (loaded !== undefined) return loaded;
  throw new CallFailure('this is not a project. Give the result of openProject or edit.');
}
