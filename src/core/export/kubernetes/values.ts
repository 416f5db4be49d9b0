// Values of a service for Kubernetes: keys that the model does not hold, read as Compose reads them, and sizes and processors as
// Kubernetes writes them.

import { fieldsOf } from '../../compose/project/values/fields-of.ts';
import { readText, readTexts, readTri } from '../../compose/project/values/read-scalar.ts';
import type { Service, Tri } from '../../compose/topology.ts';
import { resolvePath } from '../../compose/workspace/paths.ts';
import { environmentOf, folderSeenFrom } from '../../compose/workspace/seen-from.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import type { Path, Tree } from '../../yaml/tree.ts';

/** Formats bytes in the largest unit that gives a whole number. */
export function byteQuantity(bytes: number): string {
  let amount = bytes;
  let unit = '';
  for (const larger of ['Ki', 'Mi', 'Gi', 'Ti']) {
    if (amount === 0 || amount % 1024 !== 0) break;
    amount /= 1024;
    unit = larger;
  }
  return `${amount}${unit}`;
}

/** Formats processors as `0.5` or `500m`; null for invalid numbers and amounts too small for Kubernetes. */
export function cpuQuantity(text: string): string | null {
  if (!/^(?:\d+(?:\.\d*)?|\.\d+)$/.test(text)) return null;
  const thousandths = Math.round(Number(text) * 1000);
  if (thousandths === 0) return null;
  return thousandths % 1000 === 0 ? `${thousandths / 1000}` : `${thousandths}m`;
}

/** Escapes a word of `command`, `args` or a probe, where `$(NAME)` is a variable and two dollar signs are one. */
export function literally(word: string): string {
  return word.replace(/\$(?=[$(])/g, '$$$$');
}

/** Reads values below a service by path: `field('deploy', 'resources')`. */
interface ServiceFields {
  readonly environment: ReadonlyMap<string, string>;
  readonly tree: (...path: readonly string[]) => Tree | null;
  /** Returns a text; null when the key is absent or empty. */
  readonly text: (...path: readonly string[]) => string | null;
  readonly texts: (...path: readonly string[]) => readonly string[];
  readonly tri: (...path: readonly string[]) => Tri;
}

/** Returns the fields of `service`, read with its file's variables. */
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

/** Returns the path of a file named at `at` in the merged model. */
export function namedFile(workspace: Workspace, at: Path, file: string): string {
  return resolvePath(folderSeenFrom(workspace, at), file);
}
