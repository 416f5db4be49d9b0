// Which of the files at hand are the project, as Compose would find them (COMPOSE_FILE, default names, override beside).

import { folderOf } from '../workspace/paths.ts';
import { defaultNames, overrideNames } from './default-names.ts';

/** The files of a folder that Compose takes by itself, in order of merging; none where it would find none. */
export function filesOfFolder(
  names: readonly string[],
  environment: ReadonlyMap<string, string>,
): readonly string[] {
  const listed = environment.get('COMPOSE_FILE') ?? '';
  if (listed !== '') {
    const separator = environment.get('COMPOSE_PATH_SEPARATOR') || ':';
    const wanted = listed.split(separator).map((name) => name.replace(/^\.\//, ''));
    const found = wanted.filter((name) => names.includes(name));
    if (found.length > 0) return found;
  }
  const depth = (name: string): number => name.split('/').length;
  const mains = names.filter((name) => defaultNames.includes(baseOf(name)));
  const [main] = [...mains].sort(
    (a, b) => depth(a) - depth(b) || byText(folderOf(a), folderOf(b)) || rank(a) - rank(b),
  );
  if (main === undefined) return [];
  const beside = overrideNames.map((name) => join(folderOf(main), name));
  const override = beside.find((name) => names.includes(name));
  return override === undefined ? [main] : [main, override];
}

/** The project that files chosen one by one make: the main one first, the others over it by name. */
export function filesChosen(names: readonly string[]): readonly string[] {
  const yaml = names.filter((name) => /\.ya?ml$/i.test(name));
  const ranked = yaml.length > 0 ? yaml : names;
  return [...ranked].sort((a, b) => likeness(a) - likeness(b) || byText(a, b));
}

function likeness(name: string): number {
  const base = baseOf(name);
  if (defaultNames.includes(base.toLowerCase())) return 0;
  if (/override/i.test(base)) return 4;
  if (/compose[^/]*\.ya?ml$/i.test(base)) return 1;
  return /\.ya?ml$/i.test(base) ? 2 : 3;
}

function baseOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function rank(name: string): number {
  return defaultNames.indexOf(baseOf(name));
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
