// The package as `npm pack` makes it of what is built, and an empty folder that it is installed in without a network.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Packs and installs; `remove` takes all of it away. */
export function packPackage() {
  const base = mkdtempSync(join(tmpdir(), 'bulkhead-release-'));
  const packed = npm(root, 'pack', '--ignore-scripts', '--json', '--pack-destination', base);
  const listed = JSON.parse(packed);
  const [about] = Array.isArray(listed) ? listed : Object.values(listed);
  const archive = join(base, about.filename);
  const folder = join(base, 'empty');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  npm(folder, 'install', '--offline', '--no-audit', '--no-fund', archive);
  const installed = join(folder, 'node_modules/bulkhead');
  return { about, archive, folder, installed, remove: () => rmSync(base, { recursive: true, force: true }) };
}

function npm(cwd, ...args) {
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm ${args.join(' ')}: ${stderr}`);
  return stdout;
}
