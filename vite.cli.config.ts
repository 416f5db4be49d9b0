// The command: one file for Node with everything inside, so that an installed `bulkhead` needs no node_modules.

import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { composeSchema } from './scripts/compose-schema/plugin.ts';
import { thirdPartyNotices } from './scripts/page-build/third-party-notices.ts';

const entryFileNames = 'bulkhead.js';

function executable(): Plugin {
  return {
    name: 'executable',
    writeBundle: ({ dir = '.' }) => chmodSync(join(dir, entryFileNames), 0o755),
  };
}

export default defineConfig({
  publicDir: false,
  plugins: [composeSchema(), thirdPartyNotices(['dclint']), executable()],
  ssr: { noExternal: true },
  build: {
    ssr: 'src/cli/main.ts',
    outDir: 'dist/cli',
    emptyOutDir: true,
    target: 'node20',
    // What Node has to read and compile before the first line runs; names stay, for reports of what went wrong.
    minify: 'oxc',
    rolldownOptions: { output: { entryFileNames, codeSplitting: false } },
  },
});
