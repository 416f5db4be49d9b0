// What `up` will do with files, beside what runs: other files that were deployed, stacks beside them, or what the Engine says.

import { basename, dirname, resolve } from 'node:path';
import { overrideNames } from '../../core/compose/discovery/default-names.ts';
import { type ComposeVersion, parseComposeVersion } from '../../core/plan/compose-versions.ts';
import { type Deployed, deployedFiles, type ProjectSide, withOtherStacks } from '../../core/plan/deployed.ts';
import { deployedOnHost } from '../../core/plan/deployed-host.ts';
import { planUp } from '../../core/plan/plan-up.ts';
import { engineRefusals } from '../../core/plan/refusals.ts';
import type { UpPlan } from '../../core/plan/up-plan.ts';
import { analyze } from '../../core/rules/all-rules.ts';
import { CallFailure } from '../call-failure.ts';
import { askCompose } from '../docker/ask-compose.ts';
import { type Docker, runDocker } from '../docker/docker-command.ts';
import { readRunningHost } from '../docker/read-running-host.ts';
import { findOneProject } from '../input/find-project-files.ts';
import { type LoadedProject, loadProject } from '../input/load-project.ts';
import type { ProjectOptions } from '../input/project-options.ts';
import type { Io } from '../io.ts';

/** The options of `plan`; `from` and `beside` as commander collects them. */
export interface PlanQuestion extends Omit<ProjectOptions, 'from'> {
  readonly from: readonly string[];
  readonly beside: readonly string[];
  readonly docker?: boolean;
  readonly compose?: string;
}

/** Returns the plan for the files that `args` name. */
export async function planProject(
  io: Io,
  args: readonly string[],
  question: PlanQuestion,
  dockerCommand: Docker = runDocker,
): Promise<UpPlan> {
  const { from, beside, docker, compose, ...options } = question;
  if (docker === true && from.length + beside.length > 0)
    throw new CallFailure('--docker reads what runs, so --from and --beside cannot be combined with it.');
  if (docker !== true && from.length === 0)
    throw new CallFailure(
      'plan needs to know what runs: give the deployed files (plan AFTER… --from BEFORE…) or --docker.',
    );
  const given = compose === undefined ? null : readCompose(compose);
  const found = await findOneProject(io, args, options);
  const after = await loadProject(io, found.files, found.options);
  const side = sideOf(after, commandArguments(found.files, options));
  const { findings } = analyze(after.workspace, after.reachOptions);
  const { problems } = after.workspace;
  const shared = { profiles: after.reachOptions.profiles, refusals: engineRefusals(problems, findings) };
  if (docker === true) {
    const host = await readRunningHost(dockerCommand);
    const running = deployedOnHost(host, side, after.reachOptions.ipv6Default === true);
    const { compose: composeVersion, settingsOf, silent } = await askCompose(dockerCommand, side.words);
    if (silent !== null)
      io.complain(`docker compose config: ${silent} It is unknown which services change, so none is listed.`);
    const release = given ?? composeVersion;
    return planUp(side, running, {
      ...shared,
      complete: true,
      settingsOf,
      ...(release === null ? {} : { compose: release }),
    });
  }
  const old = await filesOf(io, from, options);
  const before = await loadProject(io, old, options);
  const main = deployedFiles(sideOf(before, commandArguments(old, { ...options, profile: [] })), null);
  const others: Deployed[] = [];
  for (const files of await projectsBeside(io, beside, options)) {
    const { projectName: _, ...rest } = options;
    const own = { ...rest, profile: [], envFile: [] };
    const project = await loadProject(io, files, own);
    others.push(deployedFiles(sideOf(project, commandArguments(files, own)), null));
  }
  return planUp(side, withOtherStacks(main, ...others), {
    ...shared,
    complete: true,
    ...(given === null ? {} : { compose: given }),
  });
}

export function readCompose(text: string): ComposeVersion {
  const version = parseComposeVersion(text);
  if (version !== null) return version;
  throw new CallFailure(
    `--compose ${text}: not a version of Docker Compose. Give one such as 2.40.3 or 5.5.0.`,
  );
}

function sideOf({ workspace, name }: LoadedProject, words: readonly string[]): ProjectSide {
  return { workspace, project: name.name, words };
}

/** Returns the arguments that name the files to Compose, with the options that it understands. */
function commandArguments(
  files: readonly string[],
  { projectName, profile, envFile }: Pick<ProjectOptions, 'projectName' | 'profile' | 'envFile'>,
): readonly string[] {
  return [
    ...files.flatMap((file) => ['-f', file]),
    ...(projectName === undefined ? [] : ['-p', projectName]),
    ...profile.flatMap((name) => ['--profile', name]),
    ...envFile.flatMap((file) => ['--env-file', file]),
  ];
}

/** Returns the files of one project, or those of a folder. */
async function filesOf(
  io: Io,
  named: readonly string[],
  options: Omit<PlanQuestion, 'from' | 'beside'>,
): Promise<readonly string[]> {
  return (await findOneProject(io, named, options)).files;
}

/** Returns each project beside: a folder, or consecutive files of one folder merged until one names another project. */
async function projectsBeside(
  io: Io,
  beside: readonly string[],
  options: Omit<PlanQuestion, 'from' | 'beside'>,
): Promise<readonly (readonly string[])[]> {
  const projects: string[][] = [];
  let folder: string | null = null;
  for (const one of beside) {
    if (io.kindOf(one) === 'folder') {
      projects.push([...(await filesOf(io, [one], options))]);
      folder = null;
      continue;
    }
    const last = projects.at(-1);
    const here = dirname(resolve(io.cwd, one));
    if (last !== undefined && folder === here && overrideNames.includes(basename(one))) last.push(one);
    else projects.push([one]);
    folder = here;
  }
  return projects;
}
