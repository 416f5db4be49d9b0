// The command: one file for Node with everything inside, so that an installed `bulkhead` needs no node_modules.

import { chmodSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

const output = 'dist/cli/bulkhead.js';

function executable(): Plugin {
  return { name: 'executable', closeBundle: () => chmodSync(output, 0o755) };
}

export default defineConfig({
  publicDir: false,
  plugins: [executable()],
  ssr: { noExternal: true },
  build: {
    ssr: 'src/cli/main.ts',
    outDir: 'dist/cli',
    emptyOutDir: true,
    target: 'node20',
    rolldownOptions: { output: { entryFileNames: 'bulkhead.js', codeSplitting: false } },
  },
});
