// A project whose files are open in an editor: the workspace follows what is typed, the analysis follows the workspace when
// somebody asks.

import { basename, dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { envFileOf } from '../../core/compose/environment/dot-env.ts';
import { projectName } from '../../core/compose/environment/project-name.ts';
import { sameValues } from '../../core/compose/environment/same-values.ts';
import { updateWorkspace } from '../../core/compose/workspace/update-workspace.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';
import { namesOf, type ProjectNames } from '../../core/language/complete/project-names.ts';
import type { SentProject } from '../../core/machine/project-record.ts';
import { analyze } from '../../core/rules/all-rules.ts';
import type { Analysis } from '../../core/rules/analyze.ts';
import type { Edits } from '../../core/text/edit.ts';
import { trimmedEdit } from '../../core/text/trimmed-edit.ts';
import { readText } from '../disk/read-text.ts';
import {
  environmentOf,
  type LoadedProject,
  nameProject,
  openFiles,
  withReferencedFiles,
} from '../input/load-project.ts';
import type { ProjectOptions } from '../input/project-options.ts';
import { sentProject } from '../input/sent-project.ts';
import type { Io } from '../io.ts';

/** Returns the `Io` of a folder with the texts that the editor shows. */
type IoIn = (folder: string) => Io;

export interface LanguageProject {
  /** The folder that the names of files start from. */
  readonly folder: string;
  readonly order: readonly string[];
  workspace(): Workspace;
  analysis(): Analysis;
  /** Returns the names of the last analysis, so that completion need not wait for the next one. */
  names(): ProjectNames;
  /** Returns the name of the file at an absolute path; null when the project does not read it. */
  nameOf(path: string): string | null;
  pathOf(name: string): string;
  sentProject(): SentProject;
  /** Applies what was typed and, with `disk`, what other programs wrote. */
  follow(look: 'editor' | 'disk'): Promise<void>;
}

/** Loads the project of `order` in `folder`; throws a CallFailure when that fails. */
export async function loadLanguageProject(
  ioIn: IoIn,
  folder: string,
  order: readonly string[],
  openAt: (path: string) => string | undefined,
  options: ProjectOptions,
): Promise<LanguageProject> {
  const paths = new Map<string, string>();
  let project: LoadedProject;
  let environment: ReadonlyMap<string, string>;
  let profiles: readonly string[];
  let known: { readonly workspace: Workspace; readonly analysis: Analysis } | null = null;
  let names: { readonly analysis: Analysis; readonly names: ProjectNames } | null = null;

  /** Returns the path of one of the files that a diagnostic refers to. */
  function pathOf(name: string): string {
    const path = paths.get(name) ?? resolve(folder, name);
    paths.set(name, path);
    return path;
  }

  async function load(): Promise<void> {
    const io = ioIn(folder);
    const opened = await openFiles(io, order, options);
    ({ environment, profiles } = opened);
    project = nameProject(io, order, opened, options);
  }

  function analysis(): Analysis {
    const { workspace, reachOptions } = project;
    if (known?.workspace === workspace) return known.analysis;
    const same = known !== null && known.analysis.reach.options === reachOptions;
    const made = analyze(workspace, reachOptions, same && known ? known.analysis : null);
    known = { workspace, analysis: made };
    return made;
  }

  /** Returns the changed texts as edits of the workspace; null when it must be read again. */
  async function changes(look: 'editor' | 'disk'): Promise<ReadonlyMap<string, Edits> | null> {
    const io = ioIn(folder);
    const { texts } = project.workspace.input;
    // An override that was emptied is no file of the project until it has text again.
    if (order.some((name) => !texts.has(name) && (openAt(pathOf(name)) ?? '') !== '')) return null;
    const edits = new Map<string, Edits>();
    for (const [name, before] of texts) {
      const open = openAt(pathOf(name));
      if (open === undefined && look === 'editor') continue;
      if (open === undefined && io.kindOf(name) !== 'file') return null;
      const edit = trimmedEdit(before, open ?? (await readText(io, name)));
      if (edit === null) continue;
      // A file of variables, or one that is only at hand: a change of it may affect more than an edit of a compose file.
      if (!project.workspace.files.some(({ document }) => document.file === name)) return null;
      edits.set(name, [edit]);
    }
    return edits;
  }

  async function follow(look: 'editor' | 'disk'): Promise<void> {
    if (look === 'disk' && !sameValues(environment, await environmentNow())) return load();
    const edits = await changes(look);
    if (edits === null) return load();
    if (edits.size === 0 && look === 'editor') return;
    const updated = edits.size === 0 ? project.workspace : updateWorkspace(project.workspace, edits);
    const workspace = await withReferencedFiles(ioIn(folder), updated);
    const named = projectName(
      options.projectName ?? null,
      environment,
      workspace.topology.name,
      basename(dirname(pathOf(order[0] ?? 'compose.yaml'))),
    );
    // The name is a variable of the files, and the order of networks depends on it.
    if (!named.ok || named.value.name !== project.name.name) return load();
    project = { ...project, workspace };
  }

  function environmentNow(): Promise<ReadonlyMap<string, string>> {
    const [main = 'compose.yaml'] = order;
    return environmentOf(ioIn(folder), main, options);
  }

  await load();
  return {
    folder,
    order,
    workspace: () => project.workspace,
    analysis,
    names() {
      const now = known?.analysis ?? analysis();
      if (names?.analysis !== now) names = { analysis: now, names: namesOf(project.workspace, now) };
      return names.names;
    },
    nameOf: (path) =>
      project.workspace.files.find(({ document }) => pathOf(document.file) === path)?.document.file ?? null,
    pathOf,
    sentProject: () =>
      sentProject(order, project.workspace.input.texts.values(), environment, profiles, options),
    follow,
  };
}

/** The request for the project of an open file, `{ uri }`. The answer is null for a file that is not Compose. */
export const projectRequest = 'bulkhead/project';

/**
 * The answer to a project request. File names are paths from the address `folder`; `variables` is the env file beside the main file, which
 * may not exist.
 */
interface ProjectAnswer extends SentProject {
  readonly folder: string;
  readonly files: readonly string[];
  readonly variables: string | null;
}

/** Returns the files of a project and how they are read, for an extension that shows the project beside its text. */
export function projectAnswer(project: LanguageProject, { envFile }: ProjectOptions): ProjectAnswer {
  const { texts } = project.workspace().input;
  return {
    folder: pathToFileURL(project.folder).href,
    files: [...texts.keys()],
    variables: envFile.length > 0 ? null : envFileOf(project),
    ...project.sentProject(),
  };
}
