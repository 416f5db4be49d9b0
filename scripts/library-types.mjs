// The types of the library, made of its sources: `dist/cli/library.d.ts` and the one file that it refers to. They hold nothing of what
// is inside; a type from elsewhere ends the build.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

export function writeTypes(target = join(root, 'dist/cli')) {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-types-'));
  try {
    const made = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules/typescript/bin/tsc'),
        '-p',
        join(root, 'src/library/tsconfig.json'),
        '--outDir',
        folder,
      ],
      { encoding: 'utf8' },
    );
    if (made.status !== 0) throw new Error(`the types of the library: ${made.stdout}${made.stderr}`);
    const declared = (name) => readFileSync(join(folder, `${name}.d.ts`), 'utf8').trim();
    const parts = ['library-types', 'open-project', 'questions', 'edit'].map(declared);
    const bodies = parts.map((text) =>
      text.replaceAll(/^import type .* from '\.\/library-types\.ts';\n/gm, ''),
    );
    const text = `${bodies.join('\n\n')}\n`;
    const foreign = /^import .*|import\(.*/m.exec(text);
    if (foreign) throw new Error(`the types of the library name what is inside: ${foreign[0]}`);
    writeFileSync(join(target, 'library.d.ts'), text);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
