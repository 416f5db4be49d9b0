// Volumes, secrets, configs and models that a service names and nothing declares.

import { deref, itemsOf, type Path, type Tree } from '../../../yaml/tree.ts';
import type { Problem } from '../../problem.ts';
import type { Service } from '../../topology.ts';
import { fieldsOf } from '../values/fields-of.ts';
import { readText } from '../values/read-text.ts';
import { rejected } from './rejected.ts';
import { type ResourceKey, type Resources, resourceKeys, resourceNouns } from './resources.ts';

type Environment = ReadonlyMap<string, string>;

interface Checked {
  readonly declared: Resources;
  readonly environment: Environment;
  readonly problems: readonly Problem[];
}

/** Services and trees are values: what was said of one service holds while they are the same objects. */
const checked = new WeakMap<Service, Checked>();
const names = new WeakMap<Tree, ReadonlySet<string>>();
const noNames: ReadonlySet<string> = new Set();

/** The problems of one service. */
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
    const advice = `Add '${wanted}' to the top-level ${key}, or name one that is there.`;
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
