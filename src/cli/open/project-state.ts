// What the page gets of the project: as much as it needs to open it like the command would, and no variable of this machine that the
// files do not name.

import { basename, dirname, relative, resolve } from 'node:path';
import { overrideNameFor } from '../../core/compose/discovery/default-names.ts';
import { envFileOf } from '../../core/compose/environment/dot-env.ts';
import { hideValues } from '../../core/compose/environment/hide-values.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';
import { liveRecord } from '../../core/host/running/live-host.ts';
import type {
  FleetMachineRecord,
  FleetRecord,
  HostRecord,
  ServedRecord,
  StackRecord,
} from '../../core/host/served-record.ts';
import type { SentProject } from '../../core/machine/project-record.ts';
import { projectFacts } from '../../core/needs/project-facts.ts';
import { projectWays } from '../../core/rules/project-ways.ts';
import type { ProjectFiles } from '../../core/ways-in/files/project-files.ts';
import { makeWaysReader, waysReaderOf } from '../../core/ways-in/ways/ways-reader.ts';
import { leavingsOf, projectLeaver } from '../../core/ways-out/out/leavings.ts';
import { CallFailure } from '../call-failure.ts';
import type { ConfinedIo } from '../confined/confined-io.ts';
import { type OpenedFiles, openFiles } from '../input/load-project.ts';
import { projectFiles } from '../input/project-files.ts';
import { engineOptions, type ProjectOptions } from '../input/project-options.ts';
import { sentProject } from '../input/sent-project.ts';
import type { NewText } from '../saving/save-texts.ts';
import { shareEdit } from '../saving/shared-edit.ts';
import { type BoundFile, type BoundText, readBoundFile } from './bound-file.ts';
import { type Answer, jsonAnswer } from './http/answer.ts';
import type { LiveOffers } from './live-offers.ts';
import type { LiveSource } from './live-source.ts';

export interface ProjectState {
  /** Every file that the page may name: the project's, the override it may create, and the env file. */
  readonly files: readonly BoundFile[];
  /** The texts of the project's files in the same order; null for a missing file. */
  readonly texts: readonly (BoundText | null)[];
  /** Everything but the texts, which are read again for each page. */
  readonly about: SentProject & Pick<ServedRecord, 'version' | 'folder' | 'server'>;
  /** The files that the project's proxies mount, by name. They are read to find ways in and cannot be saved. */
  readonly mounted?: readonly (readonly [name: string, text: string])[];
  /** The stacks of a host and its own file; absent for one project. */
  readonly host?: ServedHost;
  /** The machines of a fleet; absent for one machine. */
  readonly fleet?: ServedFleet;
  /** The running host that is followed; absent when only files are served. */
  readonly live?: LiveSource;
  /** Returns why a text may not be saved, when stacks that the page does not show would break; absent when it shows all. */
  readonly objection?: (text: NewText) => Promise<string | null>;
}

/** The stacks of a host, whose `begins` and `variables` are file numbers. */
export interface ServedHost extends Omit<HostRecord, 'stacks'> {
  readonly stacks: readonly ServedStack[];
}

/** The machines of a fleet, with the stacks of each. */
export interface ServedFleet extends Omit<FleetRecord, 'machines'> {
  readonly machines: readonly ServedMachine[];
}

/** One machine of a fleet, whose stacks name files that may be created by number. */
export interface ServedMachine extends Omit<FleetMachineRecord, 'stacks'> {
  readonly stacks: readonly ServedStack[];
}

/** One stack of a host, with its files by name and those it may create by number. */
export interface ServedStack extends Omit<StackRecord, 'begins' | 'variables'> {
  readonly begins: number | null;
  readonly variables: number | null;
}

/** Reads the project of `order`. Text that is not valid Compose is no failure, since the page is for repairing it. */
export async function readProjectState(
  io: ConfinedIo,
  order: readonly string[],
  options: ProjectOptions,
): Promise<ProjectState> {
  if (order.includes('-')) throw new CallFailure('-: standard input cannot be saved. Name a file.');
  return boundProject(io, order, await openFiles(io, order, options), options);
}

/** Reads a project that is shown alone. Changes that would break another stack that reads its files are not saved. */
export async function readLoneProject(
  io: ConfinedIo,
  order: readonly string[],
  options: ProjectOptions,
): Promise<ProjectState> {
  const state = await readProjectState(io, order, options);
  const own = state.texts.flatMap((_, index) => state.files[index]?.name ?? []);
  const roots = io.roots.all.map((root) => relative(io.cwd, root) || '.');
  return {
    ...state,
    async objection(text) {
      const edit = { texts: [text], operations: [], own: [own], options, roots };
      const shared = await shareEdit(io, { ...edit, inAll: false });
      if (shared.ok) return null;
      return `${shared.error.message}. Change those files first, or run bulkhead edit --in-all.`;
    },
  };
}

/** Returns the project of files that were already read, with their current texts. */
export function boundProject(
  io: ConfinedIo,
  order: readonly string[],
  { workspace, environment, profiles }: OpenedFiles,
  options: ProjectOptions,
): ProjectState {
  const main = resolve(io.cwd, order[0] ?? 'compose.yaml');
  const compose = new Set(workspace.files.map(({ document }) => document.file));
  const files: BoundFile[] = [];
  const texts: BoundText[] = [];
  const hidden = options.hideValues === true ? hideValues(workspace) : null;
  for (const name of workspace.input.texts.keys()) {
    const path = resolve(io.cwd, name);
    const { roots } = io;
    const writable = compose.has(name);
    const shown = hidden === null || writable ? {} : { shown: hidden.text };
    const file = { name, path, roots, writable, mayCreate: false, onDemand: false, ...shown };
    const text = readBoundFile(file);
    if (text === null) throw new CallFailure(`${name}: cannot be read. Check the file.`);
    files.push(file);
    texts.push(text);
  }
  const override = newOverride(io, order[0] ?? 'compose.yaml', files);
  if (override !== null) files.push(override);
  // Whoever could write the file of variables would get its text first.
  const mayWrite = options.envFile.length === 0 && hidden === null;
  const variables = mayWrite ? variableFile(io, order, files) : null;
  if (variables !== null) files.push(variables);
  const read = sentProject(
    order,
    texts.map(({ text }) => text),
    environment,
    profiles,
    options,
  );
  const shownValues = read.environment.map(
    ([name, value]) => [name, hidden?.value(name, value) ?? value] as const,
  );
  const about = { version: 1 as const, ...read, environment: shownValues, folder: basename(dirname(main)) };
  // What a configuration holds beside names and paths may be secret, as values are.
  const mounted = hidden === null ? mountedTexts(io, workspace, { profiles, options }) : [];
  return { files, texts, about, ...(mounted.length === 0 ? {} : { mounted }) };
}

/** Returns the configuration files that a project's proxies mount, as those who read who comes in and who leaves need them. */
function mountedTexts(
  io: ConfinedIo,
  workspace: Workspace,
  { profiles, options }: { readonly profiles: readonly string[]; readonly options: ProjectOptions },
): readonly (readonly [string, string])[] {
  const reader = waysReaderOf(workspace.input.beside);
  if (reader === null) return [];
  const found = new Map<string, string>();
  const all = projectFiles(io);
  const files: ProjectFiles = {
    ...all,
    read(path) {
      const text = all.read(path);
      if (typeof text === 'string') found.set(path, text);
      return text;
    },
  };
  const own = { ...workspace, input: { ...workspace.input, beside: makeWaysReader(reader.read, files) } };
  const reachOptions = {
    ...engineOptions(options),
    profiles,
    project: options.projectName ?? workspace.topology.name ?? basename(io.cwd),
  };
  const facts = projectFacts(own, reachOptions);
  void projectWays(facts)?.all();
  for (const name of workspace.topology.services.keys()) void leavingsOf(projectLeaver(facts), name);
  return [...found];
}

/** Returns the override that Compose would find beside the main file; null when its name is taken. */
function newOverride(
  { cwd, roots, isTaken }: ConfinedIo,
  main: string,
  files: readonly BoundFile[],
): BoundFile | null {
  if (!/\.ya?ml$/i.test(main)) return null;
  const name = overrideNameFor(main);
  const path = resolve(cwd, name);
  if (files.some((file) => file.path === path)) return null;
  return isTaken(path) ? null : { name, path, roots, writable: true, mayCreate: true, onDemand: false };
}

/** Returns the `.env` beside the main file, existing or not; null when something else has its name. */
function variableFile(
  { cwd, roots, isTaken }: ConfinedIo,
  order: readonly string[],
  files: readonly BoundFile[],
): BoundFile | null {
  const name = envFileOf({ order });
  const path = resolve(cwd, name);
  if (files.some((file) => file.path === path)) return null;
  const mayCreate = !isTaken(path);
  const file = { name, path, roots, writable: true, mayCreate, onDemand: true };
  return mayCreate || readBoundFile(file) !== null ? file : null;
}

interface Numbered {
  readonly file: BoundFile;
  readonly index: number;
}

/**
 * Answers `GET /api/project`: the project, or the stacks of a host, with the current files. `made` are the numbers of files that the page
 * created; `offers` are the live features.
 */
export function answerProject(
  project: ProjectState,
  made: ReadonlySet<number>,
  offers: LiveOffers['about'] | null = null,
): Answer {
  const numbered = project.files.map((file, index) => ({ file, index }));
  const isThere = ({ file, index }: Numbered): boolean => !file.mayCreate || made.has(index);
  const files = numbered.flatMap((one) => {
    const { name, writable, onDemand } = one.file;
    if (onDemand) return [];
    const now = isThere(one)
      ? (readBoundFile(one.file) ?? project.texts[one.index])
      : project.texts[one.index];
    return now ? [{ name, index: one.index, writable, ...now }] : [];
  });
  const isOpened = ({ file }: Numbered): boolean => files.some(({ name }) => name === file.name);
  const begunBy = (begins: Numbered | undefined, order: readonly string[]) => ({
    order: begins && isOpened(begins) ? [...order, begins.file.name] : order,
    begins: begins && !isOpened(begins) ? { name: begins.file.name, index: begins.index } : null,
  });
  const variablesOf = (file: Numbered | undefined) =>
    file ? { name: file.file.name, index: file.index, present: isThere(file) } : null;

  const { about, host, fleet, live, mounted } = project;
  const more = mounted === undefined ? {} : { mounted };
  if (host !== undefined || fleet !== undefined) {
    const stackOf = ({ begins, variables, ...stack }: ServedStack): StackRecord => {
      const begun = begunBy(begins === null ? undefined : numbered[begins], stack.order);
      const own = begun.order.length > stack.order.length ? [begun.order.at(-1) ?? ''] : [];
      return {
        ...stack,
        ...begun,
        files: [...stack.files, ...own],
        variables: variablesOf(variables === null ? undefined : numbered[variables]),
      };
    };
    return jsonAnswer(200, {
      ...about,
      files,
      begins: null,
      variables: null,
      ...withEachStack(project, stackOf),
      ...more,
      ...(live === undefined ? {} : { live: liveRecord(live.now()) }),
      ...(offers === null ? {} : { offers }),
    } satisfies ServedRecord);
  }
  const override = numbered.find(({ file }) => file.mayCreate && !file.onDemand);
  const variables = numbered.find(({ file }) => file.onDemand);
  return jsonAnswer(200, {
    ...about,
    ...begunBy(override, about.order),
    files,
    variables: variablesOf(variables),
    ...more,
  } satisfies ServedRecord);
}

/** Returns the state without files to write: none that might be created, and none sent only for writing. */
export function readOnlyState(state: ProjectState): ProjectState {
  const kept = state.files.flatMap((file, index) => {
    const text = state.texts[index] ?? null;
    return text === null || file.mayCreate || file.onDemand
      ? []
      : [{ file: { ...file, writable: false }, text }];
  });
  const files = kept.map(({ file }) => file);
  const texts = kept.map(({ text }) => text);
  const stacks = withEachStack(state, (stack) => ({ ...stack, begins: null, variables: null }));
  return { ...state, files, texts, ...stacks };
}

/** Returns the host, or the machines of the fleet, with each stack as `change` makes it. */
export function withEachStack<Stack>(
  { host, fleet }: Pick<ProjectState, 'host' | 'fleet'>,
  change: (stack: ServedStack) => Stack,
) {
  return {
    ...(host === undefined ? {} : { host: { ...host, stacks: host.stacks.map(change) } }),
    ...(fleet === undefined
      ? {}
      : {
          fleet: {
            ...fleet,
            machines: fleet.machines.map((machine) => ({ ...machine, stacks: machine.stacks.map(change) })),
          },
        }),
  };
}
