// What Compose refuses in the declarations of volumes, secrets and configs.

import { deref, type Path, type Tree, type TreeEntry } from '../../../yaml/tree.ts';
import { nameList } from '../../name-list.ts';
import type { Problem } from '../../problem.ts';
import { fieldsOf } from '../values/fields-of.ts';
import { readText } from '../values/read-text.ts';
import { readTri } from '../values/read-tri.ts';
import { rejected } from './rejected.ts';
import { type ResourceKey, resourceNouns } from './resources.ts';

type Environment = ReadonlyMap<string, string>;
type Fields = ReadonlyMap<string, TreeEntry>;

/** What Compose refuses in the entries of a top-level key beside what its schema says. */
export function declarationProblems(
  key: ResourceKey,
  tree: Tree | null,
  environment: Environment,
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const [name, { value }] of fieldsOf(tree)) {
    if (deref(value)?.kind !== 'map') continue;
    const fields = fieldsOf(value);
    const path: Path = [key, name];
    problems.push(...nameConflict(key, name, fields, environment, path));
    if (key === 'volumes') problems.push(...externalVolume(name, fields, environment, path));
    if (key === 'secrets' || key === 'configs')
      problems.push(...contentProblems(key, name, fields, environment, path));
  }
  return problems;
}

function nameConflict(key: ResourceKey, name: string, fields: Fields, environment: Environment, path: Path) {
  const old = readText(fieldsOf(fields.get('external')?.value).get('name')?.value, environment);
  const current = readText(fields.get('name')?.value, environment);
  if (old === null || current === null || old === current) return [];
  const message = `${resourceNouns[key]} '${name}' has two names: '${current}' in name and '${old}' in external.name`;
  return [rejected('resource-name-conflict', message, 'Keep name only.', [...path, 'external', 'name'])];
}

function externalVolume(name: string, fields: Fields, environment: Environment, path: Path) {
  if (!isExternal(fields, environment)) return [];
  for (const key of fields.keys()) {
    if (key === 'external' || key === 'name' || key.startsWith('x-')) continue;
    const message = `volume '${name}' is external, so '${key}' has no place in it`;
    return [rejected('external-conflict', message, `Remove '${key}', or 'external'.`, [...path, key])];
  }
  return [];
}

/** The keys that say where the content comes from; exactly one of them is wanted. */
const contents: Readonly<Record<'secrets' | 'configs', readonly string[]>> = {
  secrets: ['file', 'environment'],
  configs: ['file', 'environment', 'content'],
};

function contentProblems(
  key: 'secrets' | 'configs',
  name: string,
  fields: Fields,
  environment: Environment,
  path: Path,
) {
  const known = contents[key];
  const given = known.filter((one) => fields.has(one));
  const choice = nameList(known);
  if (given.length > 1) {
    const message = `${resourceNouns[key]} '${name}' has more than one of ${choice}`;
    return [rejected('content-conflict', message, 'Keep one of them.', [...path, given[1] ?? ''])];
  }
  // A driver may bring the content in its own way, as newer releases of Compose allow.
  if (given.length > 0 || fields.has('driver') || isExternal(fields, environment)) return [];
  if (key === 'configs' && fields.has('external')) return [];
  const message = `${resourceNouns[key]} '${name}' has none of ${choice}`;
  return [rejected('no-content', message, 'Add one of them, or external: true.', path)];
}

function isExternal(fields: Fields, environment: Environment): boolean {
  const external = fields.get('external')?.value;
  return deref(external)?.kind === 'map' || readTri(external, environment, false) === true;
}
