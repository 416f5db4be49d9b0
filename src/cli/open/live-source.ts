// What runs, as the server last read it: read again when the Engine reports changes, and compared again when files change. The Engine is
// only asked; nothing is started or changed there.

import { resolve } from 'node:path';
import { nameList } from '../../core/compose/name-list.ts';
import { driftOf } from '../../core/export/host/runs-otherwise.ts';
import type { StackInput } from '../../core/host/host.ts';
import { type HostFacts, hostFacts } from '../../core/host/host-facts.ts';
import { openHost } from '../../core/host/open-host.ts';
import { lostNamesOf } from '../../core/host/running/as-it-runs.ts';
import type { LiveHost, LiveStack } from '../../core/host/running/live-host.ts';
import { recoverCompose, runningStack } from '../../core/host/running/recover-compose.ts';
import type { RunningHost } from '../../core/host/running/running-host.ts';
import { noProject, type RunningProject, runningProjects } from '../../core/host/running/running-projects.ts';
import type { Docker, DockerStream } from '../docker/docker-command.ts';
import { type FollowTiming, followDocker } from '../docker/follow-docker.ts';
import {
  type EngineReport,
  readEngineReport,
  readRunningHost,
  withImages,
} from '../docker/read-running-host.ts';
import type { HostCommandOptions } from '../input/host-options.ts';
import {
  isHere,
  type LabelIo,
  type LoadedRunningHost,
  stacksThatRun,
  withDifferences,
} from '../input/load-running-host.ts';
import { engineOptions } from '../input/project-options.ts';
import type { Io } from '../io.ts';

/** The running host as servers read it. */
export interface LiveSource {
  now(): LiveHost;
  /** Passes on each new reading; returns a function that stops. */
  subscribe(listener: (now: LiveHost) => void): () => void;
  /**
   * Returns a compose file that would recreate a running project, without environment values; null when no such project runs. Rejects when
   * Docker does not answer.
   */
  recover(project: string): Promise<string | null>;
  /** Compares the running host with the current files again. */
  filesChanged(): void;
  /** Returns the options of the call, with the machine as last read. */
  options(): HostCommandOptions;
  /** Returns the last report of the Engine. */
  running(): RunningHost;
  /** Returns the facts of the running stacks as last read. */
  facts(): HostFacts;
  /** Continues with other served stacks on the current machine; `loaded` is `host` with those stacks. */
  serve(now: Pick<LiveReading, 'options' | 'served'>, host: RunningHost, loaded: LoadedRunningHost): void;
  /** Follows the Engine; returns a function that stops. */
  follow(timing?: FollowTiming): () => void;
}

/** A stack whose files are served. */
export interface ServedMain {
  /** The page's name of its first file. */
  readonly file: string;
  readonly readOnly: string | null;
}

/** The inputs of a source's readings. */
export interface LiveReading {
  readonly io: LabelIo;
  readonly docker: Docker;
  readonly stream: DockerStream;
  readonly options: HostCommandOptions;
  /** Returns the current stacks of the files. */
  readonly given: () => Promise<readonly StackInput[]>;
  /** The stacks whose files are served, by the absolute path of their first file. */
  readonly served: ReadonlyMap<string, ServedMain>;
}

/** Reports nothing: failing files were reported at the start and are not repeated with each reading. */
const reportNothing = (): void => {};

/** Returns a source that starts with what was already read of `host`. */
export function liveSource(reading: LiveReading, host: RunningHost, loaded: LoadedRunningHost): LiveSource {
  let own = { ...reading, io: { ...reading.io, complain: reportNothing } };
  const { docker } = reading;
  const listeners = new Set<(now: LiveHost) => void>();
  let running = host;
  let now = liveHost(own, host, loaded, Date.now());
  let last = loaded;
  let round = 0;

  function publish(next: LiveHost): void {
    now = next;
    for (const listener of listeners) listener(next);
  }

  /** Compares `host` with the files; drops a superseded result. */
  async function compare(next: RunningHost, readAt: number, silent: string | null = null): Promise<void> {
    running = next;
    round += 1;
    const mine = round;
    const again = await stacksThatRun(own.io, next, await reading.given(), reading.options, reportNothing);
    if (mine !== round) return;
    last = again;
    publish({ ...liveHost(own, next, again, readAt), silent });
  }

  return {
    now: () => now,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async recover(name) {
      const project = runningProjects(running).find(
        (project) => project.name === name && project.containers.length > 0,
      );
      if (project === undefined) return null;
      return recoverCompose(await withImages(docker, running), project, 'names');
    },
    filesChanged() {
      void compare(running, now.readAt, now.silent).catch(reportNothing);
    },
    options: () => own.options,
    running: () => running,
    facts: () =>
      hostFacts(openHost(last.stacks, last.networks, null), {
        options: engineOptions(last.options),
        live: true,
      }),
    serve(served, host, again) {
      own = { ...own, ...served };
      round += 1;
      last = again;
      // The Engine reported more while files were read.
      if (host !== running) void compare(running, now.readAt, now.silent).catch(reportNothing);
      else publish({ ...liveHost(own, running, again, now.readAt), silent: now.silent });
    },
    follow(timing) {
      return followDocker(
        {
          stream: reading.stream,
          async read(anew) {
            const { engine, foreignHost, daemon = {} } = running;
            const known: EngineReport = { engine, foreignHost, daemon };
            const next = await readRunningHost(docker, anew ? null : known);
            await compare(next, Date.now());
          },
          ask: () => readEngineReport(docker),
          silent(why) {
            if (now.silent !== why) publish({ ...now, silent: why });
          },
        },
        timing,
      );
    },
  };
}

/** Returns what a page receives of a reading: the served stacks, then all other running stacks. */
function liveHost(
  reading: Pick<LiveReading, 'io' | 'options' | 'served'>,
  host: RunningHost,
  loaded: LoadedRunningHost,
  readAt: number,
): LiveHost {
  const { io, served } = reading;
  const projects = new Map(runningProjects(host).map((project) => [project.name, project]));
  const byMain = new Map<string, LiveStack>();
  const others: LiveStack[] = [];
  const drift = driftOfLoaded(loaded);
  for (const stack of loaded.stacks) {
    const name = stack.project.name ?? '';
    const main = resolve(io.cwd, stack.workspace.input.order[0] ?? '');
    const known = stack.from === 'running' ? undefined : served.get(main);
    const project = projects.get(name);
    // A second project from the same file is drawn as it runs, since the file describes one stack.
    if (known !== undefined && byMain.get(main)?.from !== 'both') {
      const { from, differences = null } = stack;
      const runs = runningVersion(stack, host, project);
      byMain.set(main, { ...known, project: name, from, differences, ...drift(stack), ...runs, text: null });
      continue;
    }
    // Files that came later below the folder, and that nobody runs, are not served.
    if (project === undefined) continue;
    const mended = project.files.find((file) => served.has(file));
    const keptMain = mended === undefined ? undefined : served.get(mended);
    if (mended !== undefined && keptMain !== undefined && !byMain.has(mended)) {
      // Its files cannot be read for now: they stay what is shown.
      byMain.set(mended, { ...keptMain, project: name, from: 'both', differences: null, text: null });
      continue;
    }
    others.push(asItRuns(reading, stack, host, project, byMain.get(main)?.project));
  }
  for (const [main, known] of served) {
    if (!byMain.has(main)) {
      byMain.set(main, { ...known, project: '', from: 'files', differences: null, text: null });
    }
  }
  const { engine, networks } = loaded;
  return { readAt, silent: null, engine, networks, stacks: [...byMain.values(), ...others] };
}

/** Returns which facts differ for the stacks as they run; computed only when a stack differs from its files. */
function driftOfLoaded({
  stacks,
  networks,
  options,
}: LoadedRunningHost): (stack: StackInput) => Pick<LiveStack, 'asItRuns'> {
  if (stacks.every(({ asItRuns }) => asItRuns === undefined)) return () => ({});
  const facts = hostFacts(openHost(stacks, networks, null), { options: engineOptions(options), live: true });
  return (stack) => {
    const id = facts.host.stacks.find(({ workspace }) => workspace === stack.workspace)?.id;
    const asItRuns = stack.asItRuns && id !== undefined ? driftOf(facts, id) : [];
    return asItRuns.length > 0 ? { asItRuns } : {};
  };
}

/** Returns the running version of a stack that differs from its files. */
function runningVersion(
  { asItRuns }: StackInput,
  host: RunningHost,
  project: RunningProject | undefined,
): Pick<LiveStack, 'runs'> {
  if (asItRuns === undefined || project === undefined) return {};
  const [text = ''] = asItRuns.workspace.input.texts.values();
  return { runs: { text, ...lostNamesOf(runningStack(host, project), host, project) } };
}

/** A project shown from its running containers. */
function asItRuns(
  { io, options }: Pick<LiveReading, 'io' | 'options'>,
  stack: StackInput,
  host: RunningHost,
  project: RunningProject,
  twin: string | undefined,
): LiveStack {
  const ownInput =
    stack.from === 'running' ? stack : withDifferences(runningStack(host, project), host, project, options);
  const [[file, text] = ['', '']] = ownInput.workspace.input.texts;
  return {
    file,
    project: project.name,
    from: 'running',
    differences: ownInput.differences ?? null,
    readOnly: whyAsItRuns(io, stack, project, twin),
    text,
  };
}

/** Returns why no file of a project can be edited here. */
function whyAsItRuns(
  io: Io,
  { from }: StackInput,
  { name, files }: RunningProject,
  twin: string | undefined,
): string {
  const advice = 'Recover a compose file to have one';
  if (twin !== undefined)
    return `${name} was started from the files of ${twin}, which are shown as that project. ${advice}`;
  if (name === noProject)
    return `These containers belong to no Compose project, so no file describes them. ${advice}`;
  if (from !== 'running') return `${name} started after this page was opened: reload the page for its files`;
  if (files.length === 0) return `${name} does not say which files it was started from. ${advice}`;
  const missing = files.filter((file) => !isHere(io, file));
  return missing.length > 0
    ? `${name} was started from ${nameList(missing)}, not here. ${advice}`
    : `The files of ${name} give no model: ${nameList(files)}. Correct them, or recover a compose file`;
}
