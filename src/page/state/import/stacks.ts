// Which stacks are among files that were dropped or chosen. Which files of a folder are one is said by `core/compose/discovery`, as
// for the command line; this adds what comes without a folder, and what a person names by dropping it. Nothing is merged without
// a word, and none is picked because its folder comes first.

import {
  defaultNames,
  hasComposeName,
  overrideNames,
} from '../../../core/compose/discovery/default-names.ts';
import { type DiscoveredFiles, textsAsFiles } from '../../../core/compose/discovery/discovered-files.ts';
import { textsAskedBy } from '../../../core/compose/discovery/files-asked-by.ts';
import { findStacks } from '../../../core/compose/discovery/find-stacks.ts';
import { listedFiles, projectInFolder } from '../../../core/compose/discovery/project-in-folder.ts';
import { isEnvFile, parseDotEnv } from '../../../core/compose/environment/dot-env.ts';
import { fileKeys } from '../../../core/compose/keys/file-keys.ts';
import { readFragments, topLevelTree } from '../../../core/compose/read-fragments.ts';
import { folderOf } from '../../../core/compose/workspace/paths.ts';
import { scalarText } from '../../../core/yaml/tree.ts';

/** One project among the files; `files` is the merge order. */
export interface FoundStack {
  /** The folder of the stack, from the given one; '' for that itself, null for files without a folder. */
  readonly dir: string | null;
  readonly files: readonly string[];
}

export interface FoundStacks {
  /** The stacks, in the order of their folders. */
  readonly stacks: readonly FoundStack[];
  /** YAML files without anything of Compose, which belong to no stack. */
  readonly leftOut: readonly string[];
  /** True when files of one folder have different project names, so that a person has to choose. */
  readonly apart: boolean;
}

/** True when a text is a Compose file by its top-level keys; it need not be well-formed. */
function isComposeText(text: string): boolean {
  if (/^\s*\{/.test(text)) return /["']?(?:services|include)["']?\s*:/.test(text);
  const keys = [...text.matchAll(/^(?:"([^"\n]+)"|'([^'\n]+)'|([A-Za-z_][\w.-]*))\s*:(?=\s|$)/gm)].map(
    ([, double, single, plain]) => double ?? single ?? plain ?? '',
  );
  if (keys.includes('services') || keys.includes('include')) return true;
  return keys.length > 0 && keys.every((key) => fileKeys.has(key) || key.startsWith('x-'));
}

/** True when a file is a Compose file, by its name or by its top-level keys. */
export function isComposeFile(file: string, text: string): boolean {
  const base = baseOf(file);
  return defaultNames.includes(base) || overrideNames.includes(base) || isComposeText(text);
}

/** Returns the value of the top-level `name:`; null without one. */
function projectNameIn(text: string): string | null {
  const name = topLevelTree(readFragments(text).fragments, 'name');
  return name === null ? null : scalarText(name);
}

function baseOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

function isYaml(file: string): boolean {
  return /\.ya?ml$/i.test(file);
}

/** Returns the variables of a `.env`; none when it is missing or unreadable. */
export function variablesOf(texts: ReadonlyMap<string, string>, file: string): ReadonlyMap<string, string> {
  const read = parseDotEnv(texts.get(file) ?? '', new Map());
  return read.ok ? read.value : new Map();
}

/** Finds the stacks among `texts`, by path; `folder` is their common folder, null for files or several folders. */
export function stacksAmong(texts: ReadonlyMap<string, string>, folder: string | null): FoundStacks {
  const names = [...texts.keys()].filter((name) => !isEnvFile(name));
  const compose = (file: string): boolean => !isYaml(file) || isComposeFile(file, texts.get(file) ?? '');
  const left = names.filter((file) => !compose(file));
  // Where no file is for Compose, the chosen files are opened all the same, and their problems shown.
  const usable = left.length === names.length && folder === null ? names : names.filter(compose);
  const leftOut = left.length === names.length ? [] : left;
  if (folder !== null) {
    // A compose file in the folder itself, or files that its COMPOSE_FILE lists, are what Compose takes there; the other files are at
    // hand for it.
    const here = projectAmong(texts, '');
    if (here.length > 0) return { stacks: [{ dir: '', files: here }], leftOut, apart: false };
    return { stacks: stacksBelow('', texts), leftOut, apart: false };
  }
  const loose = byName(
    usable.filter((file) => folderOf(file) === ''),
    texts,
  );
  const stacks: FoundStack[] = loose.map(({ files }) => ({ dir: null, files }));
  let apart = loose.length > 1;
  for (const top of [...new Set(usable.filter((file) => file.includes('/')).map(topOf))].sort()) {
    const found = stacksBelow(top, texts);
    stacks.push(...found);
    if (found.length > 0) continue;
    // No file in it has a default name: the dropped files are taken nevertheless.
    for (const dir of [...new Set(usable.filter((file) => topOf(file) === top).map(folderOf))].sort()) {
      const named = byName(
        usable.filter((file) => folderOf(file) === dir),
        texts,
      );
      apart ||= named.length > 1;
      stacks.push(...named.map(({ files }) => ({ dir, files })));
    }
  }
  return { stacks, leftOut, apart };
}

/** Returns the dropped folder that contains a file. */
function topOf(file: string): string {
  return file.slice(0, file.indexOf('/'));
}

/**
 * Returns the files that Compose reads in `folder`, as far as they were given; none when it finds none. When no file of COMPOSE_FILE was
 * given, those of default names are returned.
 */
export function projectAmong(
  texts: ReadonlyMap<string, string>,
  folder: string,
  files: DiscoveredFiles = textsAsFiles(texts),
): readonly string[] {
  const variables = variablesOf(texts, folder === '' ? '.env' : `${folder}/.env`);
  const listed = listedFiles(variables, folder).filter((file) => texts.has(file));
  return listed.length > 0 ? listed : (projectInFolder(files, folder, new Map())?.files ?? []);
}

/** Finds the stacks in and below the folder `top`. */
export function stacksBelow(top: string, texts: ReadonlyMap<string, string>): readonly FoundStack[] {
  const files = textsAsFiles(texts);
  return findStacks(files, top)
    .map(({ dir }) => ({ dir, files: projectAmong(texts, dir, files) }))
    .filter((stack) => stack.files.length > 0);
}

/**
 * Returns the texts that a stack can use: those below its folder, and those that `include` or `extends` names. Files of other stacks, in
 * the folders `others`, are left out.
 */
export function textsOf(
  { dir, files }: FoundStack,
  texts: ReadonlyMap<string, string>,
  others: readonly string[],
): ReadonlyMap<string, string> {
  const home = dir ?? '';
  const lead = home === '' ? '' : `${home}/`;
  const nested = others
    .filter((other) => other !== home && other.startsWith(lead))
    .map((other) => `${other}/`);
  const isOwn = (file: string): boolean =>
    (dir === null ? !file.includes('/') : file.startsWith(lead)) &&
    !nested.some((folder) => file.startsWith(folder));
  const ownFiles = [...texts.keys()].filter((file) => isOwn(file) || files.includes(file));
  const asked = textsAskedBy(ownFiles, texts, variablesOf(texts, `${lead}.env`));
  return new Map([...texts].filter(([file]) => asked.has(file)));
}

/** Groups the files of one folder by project name; files without a name go with the main one. */
function byName(
  files: readonly string[],
  texts: ReadonlyMap<string, string>,
): readonly Pick<FoundStack, 'files'>[] {
  if (files.length === 0) return [];
  const ordered = filesChosen(files);
  // To name a single file, all of it would be read once more.
  if (ordered.length < 2) return [{ files: ordered }];
  const named = new Map<string, string[]>();
  const nameless: string[] = [];
  for (const file of ordered) {
    const name = projectNameIn(texts.get(file) ?? '');
    if (name === null) nameless.push(file);
    else named.set(name, [...(named.get(name) ?? []), file]);
  }
  if (named.size < 2) return [{ files: ordered }];
  const groups = [...named.values()];
  return groups.map((group, index) => ({
    files: index === 0 ? filesChosen([...group, ...nameless]) : group,
  }));
}

/** Returns the project of individually chosen files: the main one first, then the others by name. */
export function filesChosen(names: readonly string[]): readonly string[] {
  const yaml = names.filter(isYaml);
  const ranked = yaml.length > 0 ? yaml : names;
  return [...ranked].sort((a, b) => likeness(a) - likeness(b) || (a < b ? -1 : 1));
}

function likeness(name: string): number {
  const base = baseOf(name);
  if (defaultNames.includes(base.toLowerCase())) return 0;
  if (/override/i.test(base)) return 4;
  if (hasComposeName(base)) return 1;
  return isYaml(base) ? 2 : 3;
}
