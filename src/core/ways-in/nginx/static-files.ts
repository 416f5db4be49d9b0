// nginx's answer when nothing forwards the request: a file, or its absence.

import { withoutTrailing } from '../../text/cut.ts';
import type { ContainerFiles } from '../files/container-files.ts';
import { inContainer } from '../files/container-path.ts';
import type { Outcomes } from '../model.ts';
import { singleOutcome, unknownOutcome } from '../outcomes.ts';
import { lineAtLevel, valueAt } from './levels.ts';
import type { Level, Location } from './nginx-model.ts';
import { redirected } from './rewriting.ts';
import { expandVariables, type Passing } from './variables.ts';

export interface StaticFilesContext {
  readonly files: ContainerFiles;
  /** True for an official image, whose files are known. */
  readonly stock: boolean;
}

const welcomeFolder = '/usr/share/nginx/html';
const welcomeFiles: ReadonlySet<string> = new Set([
  `${welcomeFolder}/index.html`,
  `${welcomeFolder}/50x.html`,
]);

type Kind = 'file' | 'folder' | 'absent' | { readonly because: string };

function kindAt({ files, stock }: StaticFilesContext, path: string): Kind {
  const found = files.at(path);
  switch (found.kind) {
    case 'text':
      return 'file';
    case 'folder':
      return 'folder';
    case 'absent':
      return 'absent';
    case 'unread':
      return { because: found.why };
    case 'image':
      if (!stock) return { because: `What the image has in ${path} is unknown.` };
      if (welcomeFiles.has(path)) return 'file';
      return inContainer(path) === welcomeFolder ? 'folder' : 'absent';
  }
}

/** Returns the file that a path maps to; null when a variable in it is unknown. */
function fileOf(level: Level, passing: Passing): string | null {
  const alias = lineAtLevel(level, 'alias');
  const holder = alias && locationWith(level, alias.args[0] ?? '');
  if (alias && holder && holder.kind !== 'regex') {
    const base = expandVariables(alias.args[0] ?? '', passing);
    return base === null ? null : base + passing.path.slice(holder.name.length);
  }
  if (alias) return null;
  const root = expandVariables(valueAt(level, 'root') ?? 'html', passing);
  if (root === null) return null;
  return withoutTrailing(root.startsWith('/') ? root : `/etc/nginx/${root}`, '/') + passing.path;
}

function locationWith(level: Level, alias: string): Location | null {
  for (let here: Level | null = level; here !== null; here = here.parent)
    if ('kind' in here && here.directives.some(({ name, args }) => name === 'alias' && args[0] === alias))
      return here as Location;
  return null;
}

/** Returns the answer for a file, a folder or a missing path. */
export function staticAnswer(waysContext: StaticFilesContext, level: Level, passing: Passing): Outcomes {
  const path = fileOf(level, passing);
  if (path === null) return unknownOutcome('Which file is asked for is unknown.');
  const kind = kindAt(waysContext, path);
  if (typeof kind !== 'string') return unknownOutcome(kind.because);
  if (kind === 'absent') return singleOutcome('not-found');
  if (kind === 'file')
    return passing.path.endsWith('/') ? singleOutcome('not-found') : singleOutcome('serves', { own: true });
  if (!passing.path.endsWith('/')) return redirected(level, `${passing.path}/`, passing);
  const names = lineAtLevel(level, 'index')?.args ?? ['index.html'];
  const base = withoutTrailing(path, '/');
  const kinds = names.map((name) => kindAt(waysContext, `${base}/${name}`));
  if (kinds.includes('file')) return singleOutcome('serves', { own: true });
  const open = kinds.find((kind) => typeof kind !== 'string');
  if (open !== undefined && typeof open !== 'string') return unknownOutcome(open.because);
  return valueAt(level, 'autoindex') === 'on'
    ? singleOutcome('serves', { own: true })
    : singleOutcome('forbidden');
}

/** Returns the answer of the first existing file of `try_files`, or its last argument, to which nginx redirects internally. */
export function tryFiles(
  waysContext: StaticFilesContext,
  level: Level,
  words: readonly string[],
  passing: Passing,
): Outcomes | { readonly last: string } {
  for (const word of words.slice(0, -1)) {
    const name = expandVariables(word, passing);
    const path = name === null ? null : fileOf(level, { ...passing, path: name });
    const kind =
      path === null ? { because: 'Which file is asked for is unknown.' } : kindAt(waysContext, path);
    if (typeof kind !== 'string') return unknownOutcome(kind.because);
    const wanted = word.endsWith('/') ? 'folder' : 'file';
    if (kind === wanted && name !== null) return staticAnswer(waysContext, level, { ...passing, path: name });
  }
  return { last: words.at(-1) ?? '' };
}
