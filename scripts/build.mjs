// `npm run build`: the page into dist/page, command and library into dist/cli, the manual page into
// man. Arguments go to both Vite builds.

import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeTypes } from './library-types.mjs';
import { runCommand } from './run-command.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const vite = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url));
const extra = process.argv.slice(2);

rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
for (const config of ['vite.config.ts', 'vite.cli.config.ts']) {
  const code = await runCommand(process.execPath, [vite, 'build', '--config', config, ...extra], {
    cwd: root,
  });
  if (code !== 0) process.exit(code);
}
writeTypes();

const manual = spawnSync(process.execPath, ['--', join(root, 'dist/cli/bulkhead.js'), 'manual']);
if (manual.status !== 0) throw new Error(`the manual page: ${manual.stderr}`);
mkdirSync(join(root, 'man'), { recursive: true });
writeFileSync(join(root, 'man/bulkhead.1'), manual.stdout);
