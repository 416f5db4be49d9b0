// `npm run survey -- DIR… [--out FOLDER] [--every-file] [--stars FILE]`: how far the stacks below these folders are isolated, as dist/survey/index.html and
// dist/survey/survey.json. Counts alone: no name of a stack, a service or a file is written. What it needs is built first where it is not there.
//   --every-file  each .yml and .yaml file with services is a stack of its own; without it, each folder with a compose file of a default name
//   --stars FILE  lines of `FOLDER STARS`, a folder below DIR and how many stars its repository has

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runCommand } from './run-command.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: join(root, 'dist', 'survey') },
    'every-file': { type: 'boolean', default: false },
    stars: { type: 'string' },
  },
});
if (positionals.length === 0) {
  console.error('survey: name the folder that holds the stacks.');
  process.exit(2);
}

const library = join(root, 'dist', 'cli', 'library.js');
if (!existsSync(library)) {
  const code = await runCommand(process.execPath, [join(root, 'scripts', 'build.mjs')], { cwd: root });
  if (code !== 0) process.exit(code);
}
const { isolation, openProject, survey, surveyPage } = createRequire(import.meta.url)(library);

const defaultName = /^(?:docker-)?compose\.ya?ml$/;
const largest = 5_000_000;

/** The options of `openProject` for each stack below `folder`, in the order of the names. */
function* stacksBelow(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const files = entries.filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name));
  if (values['every-file']) {
    for (const { name } of files)
      if (holdsServices(join(folder, name))) yield { folder, files: [name], at: folder };
  } else if (files.some(({ name }) => defaultName.test(name))) yield { folder, at: folder };
  for (const entry of entries)
    if (entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.git')
      yield* stacksBelow(join(folder, entry.name));
}

function holdsServices(path) {
  const text = readFileSync(path, 'utf8');
  return text.length < largest && /^services\s*:/m.test(text);
}

/** The stars of a folder by the longest line that names it or one above; null where none does. */
function readStars() {
  if (values.stars === undefined) return () => null;
  const known = new Map();
  for (const [index, line] of readFileSync(values.stars, 'utf8').split('\n').entries()) {
    if (line.trim() === '') continue;
    const [, name, count] = /^(.+?)[\s,]+(\d+)\s*$/.exec(line) ?? [];
    if (name === undefined) {
      console.error(`${values.stars}:${index + 1}: this is no line of FOLDER STARS.`);
      process.exit(2);
    }
    known.set(name.replace(/[\\/]+$/, ''), Number(count));
  }
  return (folder) => {
    const parts = folder.split(sep);
    for (let end = parts.length; end > 0; end--) {
      const stars = known.get(parts.slice(0, end).join('/'));
      if (stars !== undefined) return stars;
    }
    return null;
  };
}

const starsOf = readStars();
const entries = [];
let unreadable = 0;
const start = performance.now();
for (const folder of positionals) {
  if (!existsSync(folder)) {
    console.error(`${folder}: there is no such folder.`);
    process.exit(2);
  }
  for (const { at, ...options } of stacksBelow(folder)) {
    try {
      // Variables of this machine are none of theirs; all profiles are what somebody may start.
      const project = await openProject({ ...options, environment: {}, profiles: ['*'] });
      const facts = isolation(project);
      // A file without a service, such as one that only overrides, is no stack.
      if (facts.services > 0) entries.push({ isolation: facts, stars: starsOf(relative(folder, at)) });
    } catch (error) {
      if (error?.name !== 'BulkheadError') throw error;
      unreadable++;
    }
  }
}
const report = survey(entries, { unreadable });
mkdirSync(values.out, { recursive: true });
writeFileSync(join(values.out, 'survey.json'), `${JSON.stringify(report, null, 2)}\n`);
writeFileSync(join(values.out, 'index.html'), surveyPage(report));
const seconds = ((performance.now() - start) / 1000).toFixed(1);
console.log(`${report.projects} stacks, ${unreadable} that cannot be read, in ${seconds} s: ${values.out}`);
