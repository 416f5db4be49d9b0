// `node scripts/release/assets.mjs`, after `npm run build`, `npm run vsix` and `npm run docs`: all that a release carries, in dist/release, with its
// checksums; and the unpacked package in dist/release/package, which deploy/Containerfile.release makes the image of.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeChannels } from './channels.mjs';
import { packPackage } from './package.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Returns the files attached to the release of a version, with their meaning. */
export function releaseFiles(version) {
  return [
    { name: `bulkhead-${version}.tgz`, what: 'the package, as npm has it' },
    { name: `bulkhead-${version}.vsix`, what: 'the extension of VS Code' },
    { name: 'bulkhead.rb', what: 'the formula for Homebrew' },
    { name: 'bulkhead.json', what: 'the manifest for Scoop' },
    { name: 'bulkhead.cdx.json', what: 'what is bundled, by CycloneDX' },
    { name: 'proof.json', what: 'what was measured' },
    { name: 'proof.md', what: 'the same for people' },
    { name: 'docs.tar.gz', what: 'the docs site with the page below try/' },
    { name: 'SHA256SUMS', what: 'the checksums of these files' },
  ];
}

/** Returns the checksums as lines for `sha256sum --check`. */
export function checksums(files) {
  return files
    .map(([name, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`)
    .join('');
}

function tar(...args) {
  const { status, stderr } = spawnSync('tar', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`tar ${args.join(' ')}: ${stderr}`);
}

function makeAssets() {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const made = {
    [`bulkhead-${version}.vsix`]: [`dist/bulkhead-${version}.vsix`, 'npm run vsix'],
    'bulkhead.cdx.json': ['dist/bulkhead.cdx.json', 'npm run build'],
    'proof.json': ['docs/proof.json', 'npm run proof'],
    'proof.md': ['docs/proof.md', 'npm run proof'],
  };
  const folder = join(root, 'dist/release');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { archive, remove } = packPackage();
  try {
    // A scope is in the name that npm gives it.
    const carried = join(folder, `bulkhead-${version}.tgz`);
    copyFileSync(archive, carried);
    writeChannels(carried);
    tar('-xzf', archive, '-C', folder);
  } finally {
    remove();
  }
  for (const [name, [source, by]] of Object.entries(made)) {
    if (!existsSync(join(root, source))) throw new Error(`${source} is not there. Run ${by} first.`);
    copyFileSync(join(root, source), join(folder, name));
  }
  if (!existsSync(join(root, 'dist/docs/try/index.html')))
    throw new Error('dist/docs is not there. Run npm run docs first.');
  // The same site makes the same bytes.
  const same = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];
  tar(...same, '-czf', join(folder, 'docs.tar.gz'), '-C', 'dist/docs', '.');
  const files = releaseFiles(version);
  const bytesOf = ({ name }) => [name, readFileSync(join(folder, name))];
  writeFileSync(join(folder, 'SHA256SUMS'), checksums(files.slice(0, -1).map(bytesOf)));
  for (const { name, what } of files)
    process.stdout.write(`${String(readFileSync(join(folder, name)).length).padStart(9)} ${name}: ${what}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) makeAssets();
