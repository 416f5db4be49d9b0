// The keys of a service that the model does not hold, read as Compose reads them.

import { fieldsOf } from '../../compose/project/values/fields-of.ts';
import { readText, readTexts, readTri } from '../../compose/project/values/read-scalar.ts';
import type { Service, Tri } from '../../compose/topology.ts';
import { resolvePath } from '../../compose/workspace/paths.ts';
import { environmentOf, folderSeenFrom } from '../../compose/workspace/place-of.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import type { Path, Tree } from '../../yaml/tree.ts';

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
  const environment = environmentOf(workspace, service.name);
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

/** A file that is named at `at` of the merged model. */
export function namedFile(workspace: Workspace, at: Path, file: string): string {
  return resolvePath(folderSeenFrom(workspace, at), file);
}
