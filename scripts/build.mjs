// `npm run build`: command and library into dist/cli, the page into dist/page, the manual page into man. Arguments go to both Vite builds.
// `BULKHEAD_COMMAND_BUILT` names a file that is written once the command is there, for who waits for that alone.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { markBuilt, sourceHash } from './built-source.mjs';
import { importBundled } from './import-bundled.mjs';
import { runCommand } from './run-command.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const vite = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url));
const extra = process.argv.slice(2);
// Before the build: what changes meanwhile is built again.
const hash = sourceHash();

rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
for (const config of ['vite.cli.config.ts', 'vite.config.ts']) {
  const code = await runCommand(process.execPath, [vite, 'build', '--config', config, ...extra], {
    cwd: root,
  });
  if (code !== 0) process.exit(code);
  const { BULKHEAD_COMMAND_BUILT: built } = process.env;
  if (built && !existsSync(built)) writeFileSync(built, 'built');
}
await writeTypes();

const manual = spawnSync(process.execPath, ['--', join(root, 'dist/cli/bulkhead.js'), 'manual']);
if (manual.status !== 0) throw new Error(`the manual page: ${manual.stderr}`);
mkdirSync(join(root, 'man'), { recursive: true });
writeFileSync(join(root, 'man/bulkhead.1'), manual.stdout);
markBuilt(hash);

/**
 * The declarations of the library: of its answers out of the contracts, of all else by `tsc` out of its sources. They hold nothing of what
 * is inside; a type from elsewhere ends the build.
 */
async function writeTypes() {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-types-'));
  try {
    compileTypes('-p', join(root, 'src/cli/library/tsconfig.json'), '--outDir', folder);
    const { answerDeclarations } = await importBundled('scripts/contracts/declarations.ts', folder);
    const parts = [
      'library-types',
      'library-error',
      'open-project',
      'questions',
      'edit',
      'survey',
      'fleet',
    ].map((name) =>
      readFileSync(join(folder, `${name}.d.ts`), 'utf8')
        .replaceAll(
          /^(?:import|export) type \{[^}]*\} from '(?:\.\/library-types|.*\/core\/contracts\/[\w-]+)\.ts';\n/gm,
          '',
        )
        .trim(),
    );
    const text = `${[answerDeclarations(), ...parts].join('\n\n')}\n`;
    const foreign = /^import .*|^export .* from .*|import\(.*/m.exec(text);
    if (foreign) throw new Error(`the types of the library name what is inside: ${foreign[0]}`);
    const declarations = join(root, 'dist/cli/library.d.ts');
    writeFileSync(declarations, text);
    compileTypes('--ignoreConfig', '--noEmit', '--strict', '--types', 'node', declarations);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compileTypes(...words) {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { status, stdout, stderr } = spawnSync(process.execPath, [compiler, ...words], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the types of the library: ${stdout}${stderr}`);
}
