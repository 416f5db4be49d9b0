import { CallFailure } from '../call-failure.ts';
import { findOneProject } from '../input/find-project-files.ts';
import { withRecords } from '../input/host-options.ts';
import { loadProject } from '../input/load-project.ts';
import { asLibraryError } from './answering.ts';
import { demandOptions, type OptionKinds } from './check-arguments.ts';
import type { OpenOptions, Project } from './library-types.ts';
import { fleetOptionKinds, projectOptions, quietIo } from './open-options.ts';
import { publicProject } from './opened.ts';

/**
 * Opens a project as the command would. Rejects with a `BulkheadError`, with the command's message, when an option is wrong, a file cannot
 * be read, or the files give no model.
 */
export async function openProject(options: OpenOptions = {}): Promise<Project> {
  try {
    demandOptions('openProject', options, optionKinds);
    const notes: string[] = [];
    const io = quietIo(options, notes);
    const wanted = await withRecords(io, projectOptions(options));
    const { files, options: own } = await findOneProject(io, options.files ?? [], wanted);
    if (files.includes('-'))
      throw new CallFailure('-: the library cannot read standard input. Pass its text in `texts`.');
    const loaded = await loadProject(io, files, own);
    return publicProject({ ...loaded, io }, notes);
  } catch (error) {
    throw asLibraryError(error);
  }
}

const optionKinds: OptionKinds<OpenOptions> = {
  ...fleetOptionKinds,
  files: 'a list of texts',
  envFiles: 'a list of texts',
  projectName: 'a text',
  profiles: 'a list of texts',
  merge: 'true or false',
  rootless: 'true or false',
  machine: 'a text',
  observed: 'a text',
};
