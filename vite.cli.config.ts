// The command and the library: files for Node with everything inside, so that an installed `bulkhead` needs no node_modules. A command's code is
// in files of its own, read when it is called. They are CommonJS: a built-in module that is imported has all that it offers looked at,
// among it what takes Node longer to load than all of ours.

import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { composeSchema } from './scripts/compose-schema/plugin.ts';
import { ascii } from './scripts/vite-plugins/ascii.ts';
import { firstFile } from './scripts/vite-plugins/first-file.ts';
import { lateBuiltins } from './scripts/vite-plugins/late-builtins.ts';
import { thirdPartyNotices } from './scripts/vite-plugins/third-party-notices.ts';

function executable(): Plugin {
  return {
    name: 'executable',
    writeBundle: ({ dir = '.' }) => chmodSync(join(dir, 'bulkhead.js'), 0o755),
  };
}

/** The package is of modules; this folder is not. */
function commonJs(): Plugin {
  return {
    name: 'common-js',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'package.json', source: '{ "type": "commonjs" }\n' });
    },
  };
}

export default defineConfig({
  publicDir: false,
  plugins: [
    firstFile('/cli/main.ts'),
    lateBuiltins({
      'node:child_process': ['spawn', 'spawnSync', 'execFile'],
      'node:crypto': ['createHash', 'randomBytes', 'scrypt', 'timingSafeEqual'],
    }),
    composeSchema(),
    ascii(),
    thirdPartyNotices(['dclint']),
    executable(),
    commonJs(),
  ],
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: 'dist/cli',
    emptyOutDir: true,
    target: 'node20',
    // What Node has to read and compile before the first line runs; names stay, for reports of what went wrong.
    minify: 'oxc',
    rolldownOptions: {
      input: {
        bulkhead: 'src/cli/main.ts',
        'run-process': 'src/cli/run-process.ts',
        library: 'src/cli/library/index.ts',
      },
      // All in one folder: the page is found from where the file stands.
      output: {
        format: 'cjs',
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
        // Each file that is read costs time, whatever its size: what the commonest calls need are three files, the words of a call, the model and
        // what is asked of it, and the rules. What stands in none of them is in a file of its own, as rolldown cuts it.
        codeSplitting: {
          groups: [
            { name: 'start', test: /\/cli\/run-process\.ts$/, priority: 3 },
            {
              name: 'model',
              test: /\/(?:commands\/reach|commands\/explain|input\/load-host|yaml\/parse-tree)\.ts$/,
              priority: 2,
            },
            { name: 'check', test: /\/cli\/commands\/check\.ts$/, priority: 1 },
          ],
        },
      },
    },
  },
});
