// The keys of a service that the model does not hold, read as Compose reads them.

import { fieldsOf } from '../../compose/project/values/fields-of.ts';
import { readText, readTexts } from '../../compose/project/values/read-text.ts';
import { readTri } from '../../compose/project/values/read-tri.ts';
import type { Service, Tri } from '../../compose/topology.ts';
import { mainDocument } from '../../compose/workspace/open-workspace.ts';
import { folderOf, resolvePath } from '../../compose/workspace/paths.ts';
import { sayerOf } from '../../compose/workspace/place-of.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import type { Path, Tree } from '../../yaml/tree.ts';
import { environmentOf } from './kubernetes-frame.ts';

/** Values below a service by their path: `field('deploy', 'resources')`. */
export interface ServiceFields {
  readonly environment: ReadonlyMap<string, string>;
  readonly tree: (...path: readonly string[]) => Tree | null;
  /** Null where nothing is said, or an empty text. */
  readonly text: (...path: readonly string[]) => string | null;
  readonly texts: (...path: readonly string[]) => readonly string[];
  readonly tri: (...path: readonly string[]) => Tri;
}

/** The fields of `service`. */
export function serviceFields(workspace: Workspace, service: Service): ServiceFields {
  const environment = environmentOf(workspace, service);
  const tree = (...path: readonly string[]): Tree | null =>
    path.reduce<Tree | null>((node, key) => fieldsOf(node).get(key)?.value ?? null, service.tree);
  return {
    environment,
    tree,
    text: (...path) => readText(tree(...path), environment) || null,
    texts: (...path) => readTexts(tree(...path), environment),
    tri: (...path) => readTri(tree(...path) ?? undefined, environment, false),
  };
}

/** A file that is named at `at` of the merged model: relative to the project, for what is included or extended to its own file. */
export function namedFile(workspace: Workspace, at: Path, file: string): string {
  const { document } = sayerOf(workspace, at);
  const role = workspace.files.find((one) => one.document === document)?.role;
  const beside = role === 'included' || role === 'extended';
  return resolvePath(folderOf((beside ? document : mainDocument(workspace)).file), file);
}
