// `npm run release:check`, after a build: packs the package and looks at the file and at what it does where nothing else is. Prints its
// list and how long calls take. With `--package` it is about the package alone; without it also about what only its owner can fill in.

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installedCount, packageFaults, packPackage } from './package.mjs';
import { publishingFaults } from './publishing.mjs';

const { about, folder, installed, remove } = packPackage();
const script = join(installed, 'dist/cli/bulkhead.js');

const compose = `services:
  web:
    image: nginx
    ports: ["8080:80"]
    networks: [front]
  db:
    image: postgres:16
    networks: [back]
networks:
  front:
  back:
    internal: true
`;

function run(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** A call that must work and print something; the fault in words, or none. */
function works(what, args, expected) {
  const { status, stdout, stderr } = run(...args);
  return status === 0 && expected.test(stdout)
    ? []
    : [`${what}: exit ${status}, ${stdout.slice(0, 200)}${stderr}`];
}

try {
  for (const { path, size } of about.files) process.stdout.write(`${String(size).padStart(8)} ${path}\n`);
  process.stdout.write(`${about.filename}: ${about.size} bytes packed, ${about.unpackedSize} unpacked\n`);
  const help = run('--', script, '--help').stdout;
  const commands = [...help.matchAll(/^ {2}([a-z-]+) /gm)].map(([, name]) => name);
  writeFileSync(
    join(folder, 'library.mjs'),
    `import { check, openProject } from '${about.name}';
const project = await openProject({ texts: { 'compose.yaml': 'services: { web: { image: nginx, ports: ["80:80"] } }' } });
console.log(check(project).findings.map(({ rule }) => rule).join(' '));
`,
  );
  const faults = [
    ...(process.argv.includes('--package') ? [] : publishingFaults()),
    ...packageFaults(about, installed),
    ...(installedCount(installed) === about.files.length ? [] : ['what is installed is not what is packed']),
    ...(commands.length > 8 ? [] : [`--help names ${commands.length} commands`]),
    ...works(
      '--version',
      ['--', script, '--version'],
      new RegExp(`^${about.version.replaceAll('.', '\\.')}\n$`),
    ),
    ...commands.flatMap((name) =>
      works(`${name} --help`, ['--', script, name, '--help'], /^Usage: bulkhead /),
    ),
    ...works('manual', ['--', script, 'manual'], /^\.TH BULKHEAD 1 /),
    ...works(
      'the plugin of the docker command',
      ['--', script, 'docker-plugin', 'docker-cli-plugin-metadata'],
      /"SchemaVersion":"0\.1\.0"/,
    ),
    ...works('the library', ['library.mjs'], /CN101/),
  ];
  const times = startTimes(folder, script, 9);
  process.stdout.write(`Node ${process.versions.node}:\n`);
  for (const { name, ms, ratio } of times) {
    process.stdout.write(`${ms.toFixed(0).padStart(6)} ms ${ratio.toFixed(2).padStart(6)} x  ${name}\n`);
  }
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.stdout.write(
    faults.length === 0 ? 'release check: passed\n' : `release check: ${faults.length} faults\n`,
  );
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  remove();
}

/**
 * How long a call takes beside a Node that does nothing, processes in turn, the middle one of each: milliseconds, and as a multiple of the
 * bare Node (`{ name, ms, ratio }`).
 */
function startTimes(folder, script, rounds) {
  const file = join(folder, 'small.yaml');
  writeFileSync(file, compose);
  const calls = [
    ['node -e 0', ['-e', '0']],
    ['--version', ['--', script, '--version']],
    ['--help', ['--', script, '--help']],
    ['check', ['--', script, 'check', file]],
    ['check --format github', ['--', script, 'check', '--format', 'github', file]],
  ];
  const times = new Map(calls.map(([name]) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, args] of calls) {
      const start = performance.now();
      const { status } = spawnSync(process.execPath, args, { cwd: folder, stdio: 'ignore' });
      if (status !== 0) throw new Error(`${name}: exit ${status}`);
      // The first round fills the caches.
      if (round > 0) times.get(name).push(performance.now() - start);
    }
  }
  const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
  const bare = median(times.get('node -e 0'));
  return calls.map(([name]) => ({
    name,
    ms: median(times.get(name)),
    ratio: median(times.get(name)) / bare,
  }));
}
