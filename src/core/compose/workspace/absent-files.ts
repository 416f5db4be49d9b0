// Files that Compose requires: included and extended ones, and `env_file` and `label_file` of services. Whether one is absent only a
// caller with a disk knows (`WorkspaceInput.absent`); a text that was not opened is no problem.

import { childOf, deref, itemsOf, type Path, scalarText, type Tree } from '../../yaml/tree.ts';
import { inFile } from '../offset-path.ts';
import type { Problem } from '../problem.ts';
import { rejected } from '../project/check/rejected.ts';
import { collectUnset } from '../project/values/interpolate.ts';
import { readText, readTri } from '../project/values/read-scalar.ts';
import { resolvePath } from './paths.ts';
import type { Workspace } from './workspace.ts';

/** A file that a service names, with the path of the reference. */
interface RequiredFile {
  readonly file: string;
  readonly service: string;
  readonly key: string;
  readonly at: Path;
}

const keys = ['env_file', 'label_file'] as const;

/** True when a path leads to another machine or to the user's home folder, so that it cannot be checked. */
function isOutsideProject(path: string): boolean {
  return /^~|^[a-z]+:\/|^git@|\.git(?:#|$)/.test(path);
}

type FileRequests = Pick<Workspace, 'files' | 'topology' | 'layers'>;

/** Returns the files that services require. */
function filesOfServices({ files, topology, layers }: FileRequests): readonly RequiredFile[] {
  const [main] = files;
  if (!main) return [];
  const found: RequiredFile[] = [];
  for (const { name: service } of topology.services.values()) {
    const places = layers.get(`service:${service}`) ?? [{ document: main.document, name: service }];
    for (const { document, name } of places) {
      const tree = document.topology.services.get(name)?.tree ?? null;
      const { folder } = files.find((file) => file.document === document) ?? main;
      for (const { key, path, at } of requiredPaths(tree, document.environment)) {
        const ownPath = inFile(document.file, ['services', name, ...at]);
        const place = name === service ? ownPath : ['services', service, key];
        found.push({ file: resolvePath(folder, path), service, key, at: place });
      }
    }
  }
  return found;
}

function requiredPaths(service: Tree | null, environment: ReadonlyMap<string, string>) {
  return keys.flatMap((key) =>
    itemsWithPlace(childOf(service, key), [key]).flatMap(([item, at]) => {
      const path = requiredPath(item, environment);
      return path === null || isOutsideProject(path) ? [] : [{ key, path, at }];
    }),
  );
}

function itemsWithPlace(value: Tree | null, at: Path): readonly (readonly [Tree, Path])[] {
  if (value === null) return [];
  if (deref(value)?.kind !== 'seq') return [[value, at]];
  return itemsOf(value).map((item, index) => [item, [...at, index]]);
}

/** Returns the path of one item; null when it is optional, or when a variable without a value leaves the file open. */
function requiredPath(item: Tree, environment: ReadonlyMap<string, string>): string | null {
  if (collectUnset(item, environment).length > 0) return null;
  if (deref(item)?.kind !== 'map') return readText(item, environment);
  const required = readTri(childOf(item, 'required') ?? undefined, environment, true);
  return required === true ? readText(childOf(item, 'path'), environment) : null;
}

/** Returns every required file whose text was not opened. */
export function requiredFiles(workspace: FileRequests & Pick<Workspace, 'missing'>): readonly string[] {
  const asked = workspace.missing.filter(({ optional, open }) => !optional && !open).map(({ file }) => file);
  return [
    ...asked.filter((file) => !isOutsideProject(file)),
    ...filesOfServices(workspace).map(({ file }) => file),
  ];
}

/** Returns the problems that Compose has with a workspace because files are `absent`. */
export function absentProblems(
  workspace: FileRequests & Pick<Workspace, 'missing'>,
  absent: ReadonlySet<string>,
): readonly Problem[] {
  if (absent.size === 0) return [];
  const problems: Problem[] = [];
  for (const { file, by, at, optional, open } of workspace.missing) {
    if (optional || open || !absent.has(file)) continue;
    const message = `${file} does not exist, but ${by} refers to it`;
    problems.push(rejected('missing-file', message, 'Add the file, or name the intended one.', at));
  }
  for (const { file, service, key, at } of filesOfServices(workspace)) {
    // A later file may have removed the key, or the service is only extended.
    if (!absent.has(file) || !hasKey(workspace, service, key)) continue;
    const message = `service "${service}" has the ${key} ${file}, which does not exist`;
    const advice =
      key === 'env_file' ? 'Add the file, or set `required: false` if it is optional.' : 'Add the file.';
    problems.push({ ...rejected('missing-service-file', message, advice, at), missing: { file, key } });
  }
  return problems;
}

function hasKey({ topology }: Pick<Workspace, 'topology'>, service: string, key: string): boolean {
  const value = deref(childOf(topology.services.get(service)?.tree, key));
  return value?.kind === 'seq' ? value.items.length > 0 : value?.kind === 'map' || !!scalarText(value);
}
