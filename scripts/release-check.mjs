// `npm run release:check`, after a build: packs the package and looks at the file and at what it does where nothing else is. Prints its
// list and how long calls take.

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installedCount, packageFaults } from './release/package-faults.mjs';
import { packPackage } from './release/packed-package.mjs';
import { startTimes } from './release/start-times.mjs';

const { about, folder, installed, remove } = packPackage();
const script = join(installed, 'dist/cli/bulkhead.js');

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
  const commands = [...help.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name);
  writeFileSync(
    join(folder, 'library.mjs'),
    `import { check, openProject } from 'bulkhead';
const project = await openProject({ texts: { 'compose.yaml': 'services: { web: { image: nginx, ports: ["80:80"] } }' } });
console.log(check(project).findings.map(({ rule }) => rule).join(' '));
`,
  );
  const faults = [
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
