// A TypeScript module and all it imports made one file and loaded, since Node 20 does not read TypeScript.

import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Returns the exports of `entry`, a path in the repository, bundled into `folder`. */
export async function importBundled(entry, folder) {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'bundled.mjs', codeSplitting: false } },
    },
  });
  return import(pathToFileURL(join(folder, 'bundled.mjs')).href);
}
