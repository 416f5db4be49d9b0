// `CORPUS_DIR=/some/folder npm run bench:lint [-- --rounds 5]`: `bulkhead check` beside dclint, one process each over every compose
// file below the folder, in turn. Prints how long each takes, and how much of what it says is about ports and networks.

import { spawnSync } from 'node:child_process';
import {
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const corpus = process.env.CORPUS_DIR;
const { values } = parseArgs({ options: { rounds: { type: 'string' } } });
const rounds = Number(values.rounds ?? 5);
if (corpus === undefined || !Number.isInteger(rounds) || rounds < 1) {
  process.stderr.write('CORPUS_DIR=/some/folder npm run bench:lint -- --rounds 5\n');
  process.exit(2);
}

/** The required speed-up over dclint. */
const target = 8;
/** The rules about ports, networks, namespaces and names; others, such as hardening rules, are not compared. */
const ours = /^CN(?:[1-4]\d\d|602|701)$/;
const theirs = /port|network/;
const unreadable = /^(?:invalid-|unknown-error)/;

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-lint-'));
try {
  const cli = join(folder, 'cli');
  const files = join(folder, 'files');
  await build({
    root,
    configFile: join(root, 'vite.cli.config.ts'),
    logLevel: 'warn',
    build: { outDir: cli },
  });
  const dirs = copyCorpus(corpus, files);
  const tools = [
    {
      name: 'bulkhead check',
      args: ['--', join(cli, 'bulkhead.js'), 'check', '--format', 'json', '--fail-on', 'never', ...dirs],
      // Files of which no model can be made are reported on standard error and end with 2.
      statuses: [0, 2],
      rulesOf: (output) =>
        JSON.parse(output).projects.flatMap(({ findings }) => findings.map(({ rule }) => rule)),
      unread: (output) => dirs.length - JSON.parse(output).projects.length,
      about: ours,
    },
    {
      name: 'dclint',
      args: [join(root, 'node_modules/dclint/bin/dclint.cjs'), '--recursive', '--formatter', 'json', '.'],
      statuses: [0, 1],
      rulesOf: (output) => JSON.parse(output).flatMap(({ messages }) => messages.map(({ rule }) => rule)),
      // It looks no further where the schema of Compose objects.
      unread: (output) =>
        JSON.parse(output).filter(({ messages }) => messages.some(({ rule }) => unreadable.test(rule)))
          .length,
      about: theirs,
    },
  ].map((tool) => ({ ...tool, times: [], output: '' }));
  for (let round = 0; round < rounds; round++) for (const tool of tools) run(tool, files);
  print(tools, dirs.length);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Writes each file into a folder of its own under its usual name, so that both tools read the same; returns the names of the folders. */
function copyCorpus(from, to) {
  const found = readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ['.yaml', '.yml'].includes(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (found.length === 0) throw new Error(`${from}: no compose files`);
  return found.map((file, index) => {
    const name = String(index + 1).padStart(4, '0');
    mkdirSync(join(to, name), { recursive: true });
    copyFileSync(file, join(to, name, 'compose.yaml'));
    return name;
  });
}

function run(tool, cwd) {
  // Into a file: dclint ends before a pipe took all that it says.
  const output = join(folder, 'output.json');
  const out = openSync(output, 'w');
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, tool.args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', out, 'pipe'],
  });
  tool.times.push(performance.now() - start);
  closeSync(out);
  if (!tool.statuses.includes(status))
    throw new Error(`${tool.name}: exit ${status}\n${stderr.slice(-2000)}`);
  tool.output = readFileSync(output, 'utf8');
}

function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1];
}

function print(tools, count) {
  const rows = tools.map(({ name, times, output, rulesOf, unread, about }) => {
    const rules = rulesOf(output);
    const named = new Map();
    for (const rule of rules) if (about.test(rule)) named.set(rule, (named.get(rule) ?? 0) + 1);
    const byRule = [...named].sort(([, a], [, b]) => b - a);
    const spread = `${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)}`;
    const networks = byRule.reduce((sum, [, times]) => sum + times, 0);
    const left = unread(output);
    return {
      name,
      left,
      ms: median(times),
      spread,
      all: rules.length,
      networks,
      kinds: byRule.length,
      byRule,
    };
  });
  const write = (line) => process.stdout.write(`${line}\n`);
  write(
    `${count} files, one process each, median of ${rounds} rounds in turn, Node ${process.versions.node}\n`,
  );
  write(
    '| tool | ms | of all rounds | files left out | findings | on ports and networks | by so many rules |',
  );
  write('| --- | --: | --: | --: | --: | --: | --: |');
  for (const { name, ms, spread, left, all, networks, kinds } of rows) {
    write(`| ${name} | ${ms.toFixed(0)} | ${spread} | ${left} | ${all} | ${networks} | ${kinds} |`);
  }
  write('');
  for (const { name, byRule } of rows)
    write(`${name}: ${byRule.map(([rule, times]) => `${rule} ${times}`).join(', ')}`);
  const [first, second] = rows;
  write(`\n${(second.ms / first.ms).toFixed(1)} times as fast as dclint; meant to be at least ${target}.`);
}
