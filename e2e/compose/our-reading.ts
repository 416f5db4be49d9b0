// What our command reads in a project: the same files and variables that Docker Compose takes, with an empty environment.

import { resolve } from 'node:path';

import { CallFailure } from '../../src/cli/call-failure.ts';
import { findOneProject } from '../../src/cli/input/find-project-files.ts';
import { loadProject } from '../../src/cli/input/load-project.ts';
import { readEngine } from '../../src/cli/input/project-options.ts';
import type { Io } from '../../src/cli/io.ts';
import { createNodeIo } from '../../src/cli/node-io.ts';

import type { Topology } from '../../src/core/compose/topology.ts';

/** The model, what is held against it, and the project's name; `topology` is null where no model could be made. */
export interface OurReading {
  readonly topology: Topology | null;
  readonly project: string;
  readonly objections: readonly string[];
}

const machine = createNodeIo();
const options = { profile: ['*'], envFile: [], engine: readEngine('28'), userlandProxy: true };

/** Reads `files` of a folder, or the default ones where none is named. */
export async function ourReading(folder: string, files: readonly string[]): Promise<OurReading> {
  const io: Io = {
    ...machine,
    cwd: folder,
    env: new Map(),
    variables: new Map(),
    complain: () => {},
    readFile: (path) => machine.readFile(resolve(folder, path)),
    kindOf: (path) => machine.kindOf(resolve(folder, path)),
  };
  try {
    const found = await findOneProject(io, files, options);
    const { workspace, name } = await loadProject(io, found.files, found.options);
    const refusals = workspace.problems.filter((problem) => problem.kind !== 'notice');
    const absent = workspace.missing.filter((file) => !file.optional);
    return {
      topology: workspace.topology,
      project: name.name ?? '',
      objections: [...refusals.map((one) => one.message), ...absent.map(({ file }) => `${file} is missing`)],
    };
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    return { topology: null, project: '', objections: [error.message] };
  }
}
