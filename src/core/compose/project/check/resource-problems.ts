// What Compose refuses about volumes, secrets, configs and models: in their declarations, and names in a service that nothing
// declares.

import { deref, itemsOf, type Path, type Tree, type TreeEntry } from '../../../yaml/tree.ts';
import { nameList } from '../../name-list.ts';
import type { Problem } from '../../problem.ts';
import type { Service } from '../../topology.ts';
import { fieldsOf } from '../values/fields-of.ts';
import { readText, readTri } from '../values/read-scalar.ts';
import { rejected } from './rejected.ts';

type Environment = ReadonlyMap<string, string>;
type Fields = ReadonlyMap<string, TreeEntry>;

/** The top-level keys beside services and networks whose entries a service can name. */
export type ResourceKey = 'volumes' | 'secrets' | 'configs' | 'models';

/** The resource keys in the order in which their problems are reported. */
export const resourceKeys: readonly ResourceKey[] = ['volumes', 'secrets', 'configs', 'models'];

/** The values of the resource keys; null where the file has none. */
export type Resources = Readonly<Record<ResourceKey, Tree | null>>;

/** The nouns for an entry of each resource key. */
const resourceNouns: Readonly<Record<ResourceKey, string>> = {
  volumes: 'volume',
  secrets: 'secret',
  configs: 'config',
  models: 'model',
};

/** Returns the problems of the entries of a top-level key that the schema does not cover. */
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
    const message = `volume '${name}' is external, so it cannot have '${key}'`;
    return [rejected('external-conflict', message, `Remove '${key}', or 'external'.`, [...path, key])];
  }
  return [];
}

/** The keys that state a content's source; exactly one of them is required. */
const contentSources: Readonly<Record<'secrets' | 'configs', readonly string[]>> = {
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
  const known = contentSources[key];
  const given = known.filter((source) => fields.has(source));
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

interface Checked {
  readonly declared: Resources;
  readonly environment: Environment;
  readonly problems: readonly Problem[];
}

/** The problems found for a service, valid while service and resources are the same objects. */
const checked = new WeakMap<Service, Checked>();
const names = new WeakMap<Tree, ReadonlySet<string>>();
const noNames: ReadonlySet<string> = new Set();

/** Returns the problems of volumes, secrets, configs and models that a service names and that are not declared. */
export function undeclaredProblems(
  service: Service,
  declared: Resources,
  environment: Environment,
): readonly Problem[] {
  const known = checked.get(service);
  if (known?.environment === environment && sameResources(known.declared, declared)) return known.problems;
  const problems = check(service, declared, environment);
  checked.set(service, { declared, environment, problems });
  return problems;
}

function sameResources(a: Resources, b: Resources): boolean {
  return resourceKeys.every((key) => a[key] === b[key]);
}

function check(service: Service, declared: Resources, environment: Environment): readonly Problem[] {
  const { name } = service;
  const fields = fieldsOf(service.tree);
  const problems: Problem[] = [];
  const report = (key: ResourceKey, wanted: string, path: Path): void => {
    if (namesOf(declared[key]).has(wanted)) return;
    const noun = resourceNouns[key];
    const message = `service '${name}' uses the ${noun} '${wanted}', which the file does not define`;
    const advice = `Add '${wanted}' to the top-level ${key}, or use one that the file defines.`;
    problems.push(rejected(`undefined-${noun}`, message, advice, ['services', name, ...path]));
  };
  const volumes = itemsOf(fields.get('volumes')?.value);
  for (const { type, source, path } of service.mounts) {
    if (type !== 'volume' || source === '') continue;
    // Compose takes a single letter in the short form for a Windows drive.
    const index = path[1];
    const short = typeof index === 'number' && deref(volumes[index])?.kind === 'scalar';
    if (!short || source.length > 1) report('volumes', source, path);
  }
  const build = fieldsOf(fields.get('build')?.value);
  const lists = [
    ['secrets', fields.get('secrets'), ['secrets']],
    ['configs', fields.get('configs'), ['configs']],
    ['secrets', build.get('secrets'), ['build', 'secrets']],
  ] as const;
  for (const [key, entry, path] of lists) {
    for (const [index, item] of itemsOf(entry?.value).entries()) {
      const wanted = deref(item)?.kind === 'map' ? fieldsOf(item).get('source')?.value : item;
      report(key, readText(wanted, environment) ?? '', [...path, index]);
    }
  }
  const models = deref(fields.get('models')?.value);
  for (const [index, wanted] of service.models.entries()) {
    report('models', wanted, ['models', models?.kind === 'map' ? wanted : index]);
  }
  return problems;
}

function namesOf(tree: Tree | null): ReadonlySet<string> {
  if (tree === null) return noNames;
  const known = names.get(tree) ?? new Set(fieldsOf(tree).keys());
  names.set(tree, known);
  return known;
}
