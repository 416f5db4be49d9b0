// `serve --docker`: what runs, beside the stacks of the folder.

import { resolve } from 'node:path';
import type { Network } from '../../core/compose/topology.ts';
import type { StackInput } from '../../core/host/host.ts';
import type { Docker } from '../docker/ask-docker.ts';
import type { HostCommandOptions } from '../input/host-options.ts';
import { loadRunningHost } from '../input/load-running-host.ts';
import { type ReportFailure, readStacks } from '../input/read-stacks.ts';
import type { Io } from '../io.ts';
import type { BoundFile, BoundText } from '../open/bound-file.ts';
import type { ProjectState, ServedHost, ServedStack } from '../open/project-state.ts';
import { versionOf } from '../saving/save-file.ts';

/** Where no file can be: the text of a stack that runs is in none. */
const nowhere = '/dev/null';

/** A network as JSON has it. */
function plainNetwork({ driverOpts, ...network }: Network): NonNullable<ServedHost['networks']>[number] {
  return { ...network, driverOpts: [...driverOpts] };
}

function differencesOf({ project, from, differences = [] }: StackInput): readonly string[] {
  return differences.map(
    ({ fact, files, running }) =>
      `${project.name}: ${fact}: ${from === 'both' ? 'files' : 'drawn as'} ${files}, runs ${running}.`,
  );
}

/** `state` with the stacks that run and are not of its folder, as text that nobody edits, and with what runs otherwise in words. */
export async function withRunningStacks(
  io: Io,
  docker: Docker,
  folder: string,
  state: ProjectState,
  options: HostCommandOptions,
): Promise<ProjectState> {
  const { host } = state;
  if (host === undefined) return state;
  const failed = [...host.failed];
  // What cannot be read was reported when the files were.
  const quiet: Io = { ...io, complain: () => {} };
  const ignore: ReportFailure = () => {};
  const given = await readStacks(quiet, [folder], { ...options, host: true }, ignore);
  // Labels name files anywhere; those outside the folder are nobody's business here.
  const below: Io = { ...quiet, kindOf: () => 'absent' };
  const running = await loadRunningHost(below, docker, given, options, ignore);
  failed.push(...running.stacks.flatMap(differencesOf));
  const profiles = new Map(running.stacks.map((stack) => [stack.dir, stack.profiles]));
  const files: BoundFile[] = [...state.files];
  const texts: (BoundText | null)[] = files.map((_, index) => state.texts[index] ?? null);
  const stacks: ServedStack[] = host.stacks.map((stack) => ({
    ...stack,
    profiles: profiles.get(stack.dir) ?? stack.profiles,
  }));
  for (const { from, workspace } of running.stacks) {
    const [name] = workspace.input.order;
    const text = workspace.input.texts.get(name ?? '');
    if (from !== 'running' || name === undefined || text === undefined) continue;
    const dir = name.slice(0, name.lastIndexOf('/'));
    files.push({ name, path: resolve(nowhere, name), writable: false, mayBegin: false, onDemand: false });
    texts.push({ text, version: versionOf(new TextEncoder().encode(text)) });
    const folderName = dir.slice(dir.lastIndexOf('/') + 1);
    stacks.push({
      dir,
      order: [name],
      environment: [],
      profiles: [],
      folder: folderName,
      files: [name],
      begins: null,
      variables: null,
    });
  }
  return {
    files,
    texts,
    about: { ...state.about, engine: running.engine },
    host: { ...host, failed, stacks, networks: [...running.networks.values()].map(plainNetwork) },
  };
}
