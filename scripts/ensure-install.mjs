// Makes node_modules what package-lock.json says. Compares a hash of the lock with a stamp inside node_modules, since
// times mean nothing after a clone. Uses Node alone: it runs before anything is installed.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNpm } from './run-command.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const lock = join(root, 'package-lock.json');
const stamp = join(root, 'node_modules', '.bulkhead-lock-hash');

/** Installs the dependencies when the lock file changed since the last installation. A failed installation ends the process. */
export async function ensureInstall() {
  const hash = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  process.stderr.write('Installing what package-lock.json says (npm ci), once: about a minute …\n');
  // What npm says of packages of others helps nobody who starts this. Its count goes to standard output.
  const options = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error', '--silent'];
  const code = await runNpm(['ci', ...options], { cwd: root });
  if (code !== 0) {
    process.stderr.write('npm ci failed: see above. Check the network, then run the command again.\n');
    process.exit(code);
  }
  writeFileSync(stamp, hash);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureInstall();
