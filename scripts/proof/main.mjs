// `npm run proof`: measures what can be measured on this machine, and writes docs/proof.md, docs/proof.json and the table of README of it.
// Each part has its own date; those that are not run now stay as they were.
// Options: --only engine,firewall,ways-in,compose,kubernetes,times; --topologies N, --hosts N, --seed N, --seconds N (of the firewall and the ways in);
// --files DIR and --most N (compose files for the times), --from WORDS (where these are from),
// --dclint-every N (dclint reads each Nth of them, being slow), --rounds N.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { machineWords } from '../../bench/machine-words.mjs';
import { runCommand, runNpm } from '../run-command.mjs';
import { parts, proofPage, withSummary } from './page.mjs';
import { measureTimes } from './times.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = { type: 'string' };
const { values } = parseArgs({
  options: {
    only: text,
    topologies: text,
    hosts: text,
    seed: text,
    seconds: text,
    files: text,
    from: text,
    'dclint-every': text,
    most: text,
    rounds: text,
  },
});
const wanted = (values.only ?? Object.keys(parts).join(',')).split(',');
const wrong = wanted.find((name) => !(name in parts));
if (wrong !== undefined) {
  process.stderr.write(`--only ${wrong}: no such part. There are ${Object.keys(parts).join(', ')}.\n`);
  process.exit(2);
}

const dataFile = join(root, 'docs/proof.json');
const readProof = () =>
  existsSync(dataFile) ? JSON.parse(readFileSync(dataFile, 'utf8')) : { version: 1, parts: {} };
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-proof-'));
try {
  for (const name of Object.keys(parts).filter((one) => wanted.includes(one))) {
    process.stdout.write(`== ${name}\n`);
    const started = Date.now();
    const commit = commitOf();
    const found = await measurePart(name);
    const about = {
      date: new Date(started).toISOString().slice(0, 10),
      commit,
      seconds: Math.round((Date.now() - started) / 1000),
      machine: machineWords(),
    };
    // Kept after each part: whoever ends a long run keeps what was measured.
    const proof = readProof();
    proof.parts[name] = { ...about, ...found };
    writeFileSync(dataFile, `${JSON.stringify(proof, null, 1)}\n`);
    writeFileSync(join(root, 'docs/proof.md'), proofPage(proof));
    const readme = join(root, 'README.md');
    writeFileSync(readme, withSummary(readFileSync(readme, 'utf8'), proof));
    // Its columns stand as the linter wants them.
    await runNpm(['exec', '--no', '--', 'biome', 'format', '--write', 'README.md'], { cwd: root });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const failed = Object.entries(readProof().parts).filter(
  ([name, { failed: count = 0, lines = [] }]) =>
    wanted.includes(name) && (count > 0 || lines.some(({ different }) => different > 0)),
);
for (const [name] of failed) process.stderr.write(`${name}: something differs; see docs/proof.md\n`);
process.exitCode = failed.length === 0 ? 0 : 1;

function measurePart(name) {
  const given = (option) => (values[option] === undefined ? [] : [`--${option}`, values[option]]);
  switch (name) {
    case 'engine':
      return testPart('test:engine', 'engine-tests.mjs', ['topologies', 'hosts', 'seed'].flatMap(given));
    case 'firewall':
      return testPart('test:engine', 'engine-tests.mjs', [
        '--firewall',
        ...['seconds', 'seed'].flatMap(given),
      ]);
    case 'ways-in':
      return testPart('test:engine', 'engine-tests.mjs', [
        '--ways-in',
        ...['seconds', 'seed'].flatMap(given),
      ]);
    case 'compose':
      return testPart('test:compose', 'compose-tests.mjs', []);
    case 'kubernetes':
      return testPart('test:unit', 'run-tests.mjs', ['e2e/kubernetes'], ['unit']);
    default:
      return measureTimes({
        root,
        folder,
        files: values.files ?? process.env.CORPUS_DIR,
        from: values.from,
        dclintEvery: Number(values['dclint-every'] ?? 1),
        most: Number(values.most ?? 300),
        rounds: Number(values.rounds ?? 3),
      });
  }
}

/** Runs tests by their own script, with what they record. */
async function testPart(script, file, args, before = []) {
  const totals = join(folder, `${script.replace(':', '-')}-${args.length}`);
  const record = `${totals}.jsonl`;
  writeFileSync(record, '');
  const options = args.length === 0 ? '' : ` -- ${args.join(' ')}`;
  const env = { ...process.env, BULKHEAD_PROOF: record, BULKHEAD_TOTALS: totals };
  await runCommand(process.execPath, [join(root, 'scripts', file), ...before, ...args], { cwd: root, env });
  const command = `npm run ${script}${options}`;
  // Each kind of run saves its totals under a name of its own.
  const saved = existsSync(totals) ? readdirSync(totals) : [];
  const sums = saved.map((name) => JSON.parse(readFileSync(join(totals, name), 'utf8')));
  const passed = sums.reduce((sum, one) => sum + one.passed, 0);
  const failed = sums.reduce((sum, one) => sum + one.failed, 0);
  if (passed + failed === 0)
    return { command, skipped: 'this machine lacks what it needs; the command says what.' };
  const lines = readFileSync(record, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return {
    command,
    passed,
    failed,
    lines: lines.sort((a, b) => (`${a.on} ${a.what}` < `${b.on} ${b.what}` ? -1 : 1)),
  };
}

function commitOf() {
  try {
    return execFileSync('git', ['rev-parse', '--short=10', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
  } catch {
    return 'an unknown commit';
  }
}
