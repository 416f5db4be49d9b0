// The extension for VS Code: one file with the library of the client in it. `vscode` is what the editor brings.

import { defineConfig } from 'vite';
import { thirdPartyNotices } from '../../scripts/vite-plugins/third-party-notices.ts';

export default defineConfig({
  publicDir: false,
  plugins: [thirdPartyNotices([])],
  ssr: { noExternal: true, external: ['vscode'] },
  build: {
    ssr: 'editors/vscode/src/extension.ts',
    outDir: 'dist/vscode',
    emptyOutDir: true,
    target: 'node20',
    minify: 'oxc',
    rolldownOptions: {
      external: ['vscode'],
      output: { format: 'cjs', entryFileNames: 'extension.cjs', codeSplitting: false },
    },
  },
});
