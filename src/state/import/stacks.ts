// Which stacks are among files that were dropped or chosen. Files of different folders are projects of their own, as Compose
// runs them, and so are files of one folder that say different names: nothing is merged without a word, and none is picked
// because its folder comes first.

import { filesChosen, filesOfFolder } from '../../core/compose/environment/choose-files.ts';
import { defaultNames, overrideNames } from '../../core/compose/environment/default-names.ts';
import { isEnvFile } from '../../core/compose/environment/env-text.ts';
import { parseDotEnv } from '../../core/compose/environment/parse-dot-env.ts';
import { folderOf } from '../../core/compose/workspace/paths.ts';

/** One project among the files. `files` are in order of merging. */
export interface FoundStack {
  readonly files: readonly string[];
}

export interface FoundStacks {
  /** In order of their folders; more than one is for a person to choose from. */
  readonly stacks: readonly FoundStack[];
  /** YAML files that say nothing of Compose, and so are no part of any. */
  readonly leftOut: readonly string[];
}

const topKeys: ReadonlySet<string> = new Set([
  'services',
  'include',
  'networks',
  'volumes',
  'configs',
  'secrets',
  'models',
  'name',
  'version',
]);

/** Whether a text is for Compose, going by its top-level keys: it need not be well-formed for that. */
function isComposeText(text: string): boolean {
  if (/^\s*\{/.test(text)) return /["']?(?:services|include)["']?\s*:/.test(text);
  const keys = [...text.matchAll(/^(?:"([^"\n]+)"|'([^'\n]+)'|([A-Za-z_][\w.-]*))\s*:(?=\s|$)/gm)].map(
    ([, double, single, plain]) => double ?? single ?? plain ?? '',
  );
  if (keys.includes('services') || keys.includes('include')) return true;
  return keys.length > 0 && keys.every((key) => topKeys.has(key) || key.startsWith('x-'));
}

/** The same of a file, which Compose may find by its name whatever it holds. */
export function isComposeFile(file: string, text: string): boolean {
  const base = baseOf(file);
  return defaultNames.includes(base) || overrideNames.includes(base) || isComposeText(text);
}

/** The value of `name:` at the top of a file; null where there is none. */
function nameIn(text: string): string | null {
  return /^name\s*:\s*["']?([^"'#\s]+)/m.exec(text)?.[1] ?? null;
}

function baseOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

function isYaml(file: string): boolean {
  return /\.ya?ml$/i.test(file);
}

/** The variables of a `.env`; none where it is not there or cannot be read. */
export function variablesOf(texts: ReadonlyMap<string, string>, file: string): ReadonlyMap<string, string> {
  const read = parseDotEnv(texts.get(file) ?? '', new Map());
  return read.ok ? read.value : new Map();
}

/** The stacks among `texts`, by path; `folder` is the one folder that they lie in, null for files and several folders. */
export function findStacks(texts: ReadonlyMap<string, string>, folder: string | null): FoundStacks {
  const names = [...texts.keys()].filter((name) => !isEnvFile(name));
  const compose = (file: string): boolean => !isYaml(file) || isComposeFile(file, texts.get(file) ?? '');
  const left = names.filter((file) => !compose(file));
  // Where nothing is for Compose, what was chosen is opened all the same, and its problems are shown.
  const usable = left.length === names.length && folder === null ? names : names.filter(compose);
  const leftOut = left.length === names.length ? [] : left;
  if (folder !== null) {
    // What lies in the folder itself, or what its COMPOSE_FILE lists, is what Compose takes there; the rest is at hand for it.
    const outer = variablesOf(texts, '.env');
    const listed = outer.get('COMPOSE_FILE') ?? '';
    const here = filesOfFolder([...texts.keys()], outer);
    const meant = here.some((file) => folderOf(file) === '') || here.every((file) => listed.includes(file));
    if (here.length > 0 && meant) return { stacks: [{ files: here }], leftOut };
  }
  const stacks: FoundStack[] = [];
  for (const dir of [...new Set(usable.map(folderOf))].sort()) {
    const own = usable.filter((file) => folderOf(file) === dir);
    const inside = dir !== '' || folder !== null;
    const found = inside ? filesOfFolder(own, new Map()) : [];
    if (found.length > 0) stacks.push({ files: found });
    // As Compose: what has no default name in a folder is no project until somebody names it.
    else if (folder === null) stacks.push(...byName(own, texts));
  }
  return { stacks, leftOut };
}

/**
 * The texts that a stack can use: those below its folder, and what one of them names, as `include` and `extends` do. The files
 * of other stacks are none of its own.
 */
export function textsOf(
  { files }: FoundStack,
  texts: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const dir = folderOf(files[0] ?? '');
  const isOwn = (file: string): boolean => (dir === '' ? !file.includes('/') : file.startsWith(`${dir}/`));
  const kept = new Map([...texts].filter(([file]) => isOwn(file) || files.includes(file)));
  const asking = [...kept.values()].filter((text) => /\b(?:include|extends)\b/.test(text));
  for (const [file, text] of texts)
    if (asking.some((one) => one.includes(baseOf(file)))) kept.set(file, text);
  return new Map([...texts].filter(([file]) => kept.has(file)));
}

/** Files of one folder, together unless they say different names; those that say none go with the main one. */
function byName(files: readonly string[], texts: ReadonlyMap<string, string>): readonly FoundStack[] {
  const ordered = filesChosen(files);
  const named = new Map<string, string[]>();
  const nameless: string[] = [];
  for (const file of ordered) {
    const name = nameIn(texts.get(file) ?? '');
    if (name === null) nameless.push(file);
    else named.set(name, [...(named.get(name) ?? []), file]);
  }
  if (named.size < 2) return [{ files: ordered }];
  const groups = [...named.values()];
  return groups.map((group, index) => ({
    files: index === 0 ? filesChosen([...group, ...nameless]) : group,
  }));
}
