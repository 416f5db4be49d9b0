// `npm run bulkhead -- …`: the command of this repository, for a person who has only cloned it. Installs and builds what is missing, and runs
// where the person stands.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildQuietly } from './build-quietly.mjs';
import { ensureInstall } from './ensure-install.mjs';
import { runCommand } from './run-command.mjs';

const command = fileURLToPath(new URL('../dist/cli/bulkhead.js', import.meta.url));

if (!existsSync(command)) {
  await ensureInstall();
  await buildQuietly();
}
// Ctrl+C reaches the command, too, which ends what it started.
process.on('SIGINT', () => {});
// npm starts scripts in the folder of the package, and says where it was called.
const cwd = process.env.INIT_CWD ?? process.cwd();
process.exitCode = await runCommand(process.execPath, ['--', command, ...process.argv.slice(2)], { cwd });
