// `node scripts/gallery.mjs`: writes the gallery (docs/gallery.md, docs/gallery/…) from docs/gallery/NAME/before.yaml and scripts/gallery/stacks.ts.

import { fileURLToPath } from 'node:url';
import { runCommand } from './run-command.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));

process.env.WRITE_GALLERY = '1';
process.exitCode = await runCommand(process.execPath, [vitest, 'run', 'scripts/gallery'], { cwd: root });
