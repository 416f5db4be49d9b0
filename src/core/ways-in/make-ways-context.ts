// Builds the context of ways in from open files: one project, or the stacks of a host.

import { dockerNameOf } from '../compose/docker-name-of.ts';
import { parseDotEnv } from '../compose/environment/dot-env.ts';
import { memoizeReleasable } from '../compose/memoize.ts';
import { readText } from '../compose/project/values/read-scalar.ts';
import type { GrantedFile, Service, Topology } from '../compose/topology.ts';
import { resolvePath } from '../compose/workspace/paths.ts';
import { placeOf } from '../compose/workspace/place-of.ts';
import { topLevel } from '../compose/workspace/top-level.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import type { Reach } from '../reach/reach-model.ts';
import { childOf, deref, itemsOf, type Path, type Tree } from '../yaml/tree.ts';
import { containerFiles, type MountedContent } from './files/container-files.ts';
import type { ProjectFiles } from './files/project-files.ts';
import type { Variables, WaysContext } from './ways-context.ts';

/** A stack with the prefix of its services in the topology: `STACK/`, or nothing. */
export interface StackSource {
  readonly workspace: Workspace;
  readonly project: string | null;
  readonly prefix: string;
}

export interface WaysContextParts {
  readonly topology: Topology;
  readonly reach: Reach;
  readonly assumed: readonly string[];
  readonly stacks: readonly StackSource[];
  readonly answers: WaysContext['answers'];
  readonly files: ProjectFiles;
}

export function makeWaysContext({
  topology,
  reach,
  assumed,
  stacks,
  answers,
  files,
}: WaysContextParts): WaysContext {
  const byPrefix = new Map(stacks.map((stack) => [stack.prefix, stack]));
  const stackOf = (name: string) => byPrefix.get(name.slice(0, name.indexOf('/') + 1));
  const single = stacks.length === 1 && stacks[0]?.prefix === '' ? stacks[0] : null;
  const place: WaysContext['place'] = (path) => {
    const [top, name, ...rest] = path;
    const stack = typeof name === 'string' && top === 'services' ? stackOf(name) : single;
    const stackSource = stack ?? stacks[0];
    if (!stackSource) return { file: '', line: 1 };
    const local: Path =
      top === 'services' && typeof name === 'string'
        ? [top, name.slice(stackSource.prefix.length), ...rest]
        : path;
    const { file, line } = placeOf(stackSource.workspace, local);
    return { file, line };
  };
  return {
    topology,
    reach,
    assumed,
    answers,
    place,
    project: (name) => stackOf(name)?.project ?? null,
    dockerName: (key) => {
      const network = topology.networks.get(key);
      if (!network) return null;
      return dockerNameOf(network, single?.project ?? null) ?? (single ? null : key);
    },
    files: memoizeReleasable((service) => {
      const stack = stackOf(service.name);
      return containerFiles(stack ? contentMountedIn(stack, service) : [], files);
    }),
    variables: memoizeReleasable((service) => {
      const stack = stackOf(service.name);
      return stack
        ? variablesOf(stack, service, files)
        : { values: new Map(), unknown: new Set(), unread: null };
    }),
  };
}

/** Returns the folder of the file at a path of the merged model, to which its relative paths refer. */
function folderAt({ workspace }: StackSource, path: Path): string {
  const { file } = placeOf(workspace, path);
  return workspace.files.find(({ document }) => document.file === file)?.folder ?? '';
}

function contentMountedIn(stack: StackSource, service: Service): readonly MountedContent[] {
  const name = service.name.slice(stack.prefix.length);
  const mounts = service.mounts.map(({ type, source, target, path }): MountedContent => {
    if (type !== 'bind')
      return { target, kind: 'unread', why: `${target} is a volume, and what it holds is unknown.` };
    if (/^~|^[A-Za-z]:/.test(source)) return { target, kind: 'unread', why: `${source} is not read here.` };
    return { target, kind: 'path', path: resolvePath(folderAt(stack, ['services', name, ...path]), source) };
  });
  return [...mounts, ...service.grantedFiles.flatMap((given) => givenText(stack, given))];
}

/** Returns the content of a config by file or literal; secrets are not read. */
function givenText(stack: StackSource, { kind, source, target }: GrantedFile): readonly MountedContent[] {
  const key = source.slice(
    stack.prefix.length === 0 ? 0 : source.startsWith(stack.prefix) ? stack.prefix.length : 0,
  );
  if (kind === 'secrets') return [{ target, kind: 'unread', why: 'Secrets are not read.' }];
  const entry = childOf(topLevel(stack.workspace, 'configs'), key);
  const { environment } = stack.workspace.input;
  const file = readText(childOf(entry, 'file'), environment);
  if (file !== null)
    return [{ target, kind: 'path', path: resolvePath(folderAt(stack, ['configs', key]), file) }];
  const content = readText(childOf(entry, 'content'), environment);
  if (content === null)
    return [{ target, kind: 'unread', why: `What the config ${key} holds is not in these files.` }];
  const { file: at, line } = placeOf(stack.workspace, ['configs', key, 'content']);
  return [{ target, kind: 'text', text: { file: at, text: '\n'.repeat(line) + content } }];
}

function variablesOf(stack: StackSource, service: Service, files: ProjectFiles): Variables {
  const values = new Map<string, string>();
  const unknown = new Set<string>();
  let unread: string | null = null;
  const { environment } = stack.workspace.input;
  const name = service.name.slice(stack.prefix.length);
  for (const path of envFiles(childOf(service.tree, 'env_file'), environment)) {
    const file = resolvePath(folderAt(stack, ['services', name, 'env_file']), path);
    // A missing file is on the machine where the project runs, or Compose refuses the project.
    const text =
      stack.workspace.input.texts.get(file) ?? (files.kindOf(file) === 'absent' ? null : files.read(file));
    const read = typeof text === 'string' ? parseDotEnv(text, environment) : null;
    if (!read?.ok) unread ??= file;
    else for (const [key, value] of read.value) values.set(key, value);
  }
  for (const { key, value } of service.environment) {
    const own = value ?? environment.get(key) ?? null;
    if (own !== null) values.set(key, own);
    // A key without a value takes it from the shell that runs Compose.
    else if (value === null) unknown.add(key);
  }
  return { values, unknown, unread };
}

function envFiles(tree: Tree | null, environment: ReadonlyMap<string, string>): readonly string[] {
  const items = deref(tree)?.kind === 'seq' ? itemsOf(tree) : tree === null ? [] : [tree];
  return items.flatMap((item) => readText(childOf(item, 'path') ?? item, environment) ?? []);
}
