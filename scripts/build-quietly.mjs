// The build as a step of something else: one line that says so, and what the bundler says only where it fails.

import { fileURLToPath } from 'node:url';
import { isBuilt } from './built-source.mjs';
import { runNpm } from './run-command.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Builds the command and the page unless dist was built from these sources. A failed build ends the process. */
export async function buildQuietly() {
  if (isBuilt()) return;
  process.stderr.write('Building the command and the page: about half a minute …\n');
  const code = await runNpm(['run', '-s', 'build', '--', '--logLevel', 'error'], { cwd: root });
  if (code === 0) return;
  process.stderr.write('The build failed: see above.\n');
  process.exit(code);
}
