// The package as `npm pack` makes it of what is built, an empty folder that it is installed in without a network, and what is wrong with it
// before anybody runs it: its list, its size, its licences.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeSbom } from './sbom.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Packs and installs the package; `remove` deletes all of it. */
export function packPackage() {
  writeSbom();
  const base = mkdtempSync(join(tmpdir(), 'bulkhead-release-'));
  const packed = npm(root, 'pack', '--ignore-scripts', '--json', '--pack-destination', base);
  const listed = JSON.parse(packed);
  const [about] = Array.isArray(listed) ? listed : Object.values(listed);
  const archive = join(base, about.filename);
  const folder = join(base, 'empty');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  npm(folder, 'install', '--offline', '--no-audit', '--no-fund', archive);
  const installed = join(folder, 'node_modules', about.name);
  return { about, archive, folder, installed, remove: () => rmSync(base, { recursive: true, force: true }) };
}

function npm(cwd, ...args) {
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm ${args.join(' ')}: ${stderr}`);
  return stdout;
}

const allowed = [
  /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
  /^man\/bulkhead\.1$/,
  /^dist\/bulkhead\.cdx\.json$/,
  /^dist\/cli\/(?:bulkhead|library|run-process|[\w-]+-[\w-]{8})\.js$/,
  /^dist\/cli\/(?:library\.d\.ts|package\.json)$/,
  /^dist\/page\/(?:index\.html|manifest\.webmanifest|sw\.js|theme\.js|workbox-\w+\.js|[\w-]+\.svg)$/,
  /^dist\/page\/assets\/[\w-]+-[\w-]{8}\.(?:js|css|woff2)$/,
  /^dist\/(?:cli|page)\/third-party-notices\.txt$/,
];
const needed = [
  'dist/cli/bulkhead.js',
  'dist/cli/library.js',
  'dist/cli/library.d.ts',
  'dist/cli/third-party-notices.txt',
  'dist/page/index.html',
  'dist/page/third-party-notices.txt',
  'man/bulkhead.1',
  'dist/bulkhead.cdx.json',
  'LICENSE',
  'README.md',
];
/** The largest sizes of the archive and of its content, in bytes. */
const mostBytes = { packed: 2_600_000, unpacked: 8_500_000 };
const licences = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'OFL-1.1']);

/** Returns the faults of the package; none when it may be published. `about` is the output of `npm pack --json`. */
export function packageFaults(about, installed) {
  const paths = about.files.map(({ path }) => path);
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  return [
    ...paths
      .filter((path) => !allowed.some((pattern) => pattern.test(path)))
      .map((path) => `${path}: is not to be in the package`),
    ...needed.filter((path) => !paths.includes(path)).map((path) => `${path}: is missing`),
    ...(about.size > mostBytes.packed ? [`${about.size} bytes packed, at most ${mostBytes.packed}`] : []),
    ...(about.unpackedSize > mostBytes.unpacked
      ? [`${about.unpackedSize} bytes unpacked, at most ${mostBytes.unpacked}`]
      : []),
    ...(Object.keys(manifest.dependencies ?? {}).length > 0 ? ['the package has dependencies'] : []),
    ...['cli', 'page'].flatMap((part) => licenceFaults(installed, part)),
    ...leaks(installed, paths),
  ];
}

/** Each notice begins with `name version (licence)`, behind a line. */
function licenceFaults(installed, part) {
  const text = readFileSync(join(installed, `dist/${part}/third-party-notices.txt`), 'utf8');
  const [, ...notices] = text.split(`\n${'-'.repeat(78)}\n\n`);
  if (notices.length === 0) return [`dist/${part}/third-party-notices.txt: names nobody`];
  return notices.flatMap((notice) => {
    const [first = ''] = notice.split('\n');
    const licence = /^\S+ \S+ \((.+)\)$/.exec(first)?.[1];
    return licence !== undefined && licences.has(licence)
      ? []
      : [`${part}: "${first}" has a licence that nobody looked at`];
  });
}

/** What only the machine that built it knows. */
function leaks(installed, paths) {
  const home = process.cwd();
  return paths
    .filter((path) => /\.(?:js|css|html|ts|1)$/.test(path))
    .filter((path) => {
      const text = readFileSync(join(installed, path), 'utf8');
      return text.includes(home) || text.includes('sourceMappingURL=');
    })
    .map((path) => `${path}: names a folder of this machine, or a source map`);
}

/** Files in the installed package that no list of npm has. */
export function installedCount(installed) {
  return readdirSync(installed, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .length;
}
