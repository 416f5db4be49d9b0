// Which stacks are among files that were dropped or chosen. Which files of a folder are one is said by `core/host/find-stacks.ts`, as
// for the command line; this adds what comes without a folder, and what a person names by dropping it. Nothing is merged without
// a word, and none is picked because its folder comes first.

import { filesChosen, filesOfFolder } from '../../core/compose/environment/choose-files.ts';
import { defaultNames, overrideNames } from '../../core/compose/environment/default-names.ts';
import { isEnvFile, parseDotEnv } from '../../core/compose/environment/dot-env.ts';
import { folderOf, resolvePath } from '../../core/compose/workspace/paths.ts';
import { findStacks } from '../../core/host/find-stacks.ts';

/** One project among the files. `files` are in order of merging. */
export interface FoundStack {
  /** Its folder from the one that was given; '' for that itself, null for files that came without a folder. */
  readonly dir: string | null;
  readonly files: readonly string[];
}

export interface FoundStacks {
  /** In order of their folders. */
  readonly stacks: readonly FoundStack[];
  /** YAML files that say nothing of Compose, and so are no part of any. */
  readonly leftOut: readonly string[];
  /** Whether files of one folder say different names, so that a person has to choose between them. */
  readonly apart: boolean;
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
    const outer = variablesOf(texts, '.env');
    const listed = outer.get('COMPOSE_FILE') ?? '';
    const here = filesOfFolder([...texts.keys()], outer);
    const meant = here.some((file) => folderOf(file) === '') || here.every((file) => listed.includes(file));
    if (here.length > 0 && meant) return { stacks: [{ dir: '', files: here }], leftOut, apart: false };
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

/** The folder that was dropped, of a file in or below it. */
function topOf(file: string): string {
  return file.slice(0, file.indexOf('/'));
}

/** The stacks in and below the folder `top`; of each what its COMPOSE_FILE lists, where it lists something. */
function stacksBelow(top: string, texts: ReadonlyMap<string, string>): readonly FoundStack[] {
  const lead = top === '' ? '' : `${top}/`;
  const inside = [...texts.keys()].filter((file) => file.startsWith(lead));
  const { stacks } = findStacks(inside.map((file) => file.slice(lead.length)));
  return stacks.map(({ dir: below, files, variables }) => {
    const dir = `${lead}${below}`.replace(/\/$/, '');
    const given = variables === null ? new Map() : variablesOf(texts, `${lead}${variables}`);
    const listed = listedFiles(given).map((name) => resolvePath(dir, name));
    const there = listed.filter((file) => texts.has(file));
    return { dir, files: there.length > 0 ? there : files.map((file) => `${lead}${file}`) };
  });
}

/** What COMPOSE_FILE lists. */
function listedFiles(environment: ReadonlyMap<string, string>): readonly string[] {
  const listed = environment.get('COMPOSE_FILE') ?? '';
  return listed === '' ? [] : listed.split(environment.get('COMPOSE_PATH_SEPARATOR') || ':');
}

/**
 * The texts that a stack can use: those below its folder, and what one of them names, as `include` and `extends` do. The files
 * of other stacks, whose folders are `others`, are none of its own.
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
  const kept = new Map([...texts].filter(([file]) => isOwn(file) || files.includes(file)));
  const asking = [...kept.values()].filter((text) => /\b(?:include|extends)\b/.test(text));
  if (asking.length === 0) return kept;
  for (const [file, text] of texts) {
    // A file with a default name counts as named only together with its folder.
    const base = baseOf(file);
    const meant = defaultNames.includes(base) ? `${baseOf(folderOf(file))}/${base}` : base;
    if (asking.some((one) => one.includes(meant))) kept.set(file, text);
  }
  return new Map([...texts].filter(([file]) => kept.has(file)));
}

/** Files of one folder, together unless they say different names; those that say none go with the main one. */
function byName(
  files: readonly string[],
  texts: ReadonlyMap<string, string>,
): readonly Pick<FoundStack, 'files'>[] {
  if (files.length === 0) return [];
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
