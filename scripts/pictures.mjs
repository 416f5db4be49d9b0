// `node scripts/pictures.mjs stills|moving|sheets|gallery [OPTIONS]`: makes pictures; all but the gallery's are taken of the built page
// (`npm run build`) in Chromium.
//   stills   docs/pictures/*.png: a stack and a host at rest, the export for Kubernetes, and a card held over another network
//   moving   docs/pictures/drag.gif, the moving picture of README
//   sheets   contact sheets of stacks, sizes, themes and states, to look at; its options: scripts/pictures/sheets.mjs
//   gallery  docs/gallery.md and docs/gallery, from docs/gallery/NAME/before.yaml and scripts/gallery/stacks.ts

import { fileURLToPath } from 'node:url';
import { takeMoving } from './pictures/moving.mjs';
import { takeSheets } from './pictures/sheets.mjs';
import { takeStills } from './pictures/stills.mjs';
import { runCommand } from './run-command.mjs';

async function writeGallery() {
  const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
  process.env.WRITE_GALLERY = '1';
  process.exitCode = await runCommand(process.execPath, [vitest, 'run', 'scripts/gallery'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
  });
}

const commands = { stills: takeStills, moving: takeMoving, sheets: takeSheets, gallery: writeGallery };

const [name = '', ...args] = process.argv.slice(2);
if (!Object.hasOwn(commands, name)) {
  process.stderr.write(`node scripts/pictures.mjs ${Object.keys(commands).join('|')} [OPTIONS]\n`);
  process.exit(2);
}
await commands[name](args);
