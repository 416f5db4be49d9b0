// The file that Node reads first, with all that it imports inside: what it shared with other files would be read, and run, twice, once by Node
// and once by the loader that it holds.

import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const own = '?first';

/** Returns the Vite plugin; `entry` is the end of the file's name in its sources. */
export function firstFile(entry: string): Plugin {
  return {
    name: 'first-file',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (importer === undefined || !(importer.endsWith(entry) || importer.endsWith(own))) return null;
      if (!source.startsWith('.')) return null;
      const found = await this.resolve(source, importer.replace(own, ''), { skipSelf: true });
      return found === null ? null : `${found.id}${own}`;
    },
    load: (id) =>
      id.endsWith(`.json${own}`)
        ? { code: readFileSync(id.slice(0, -own.length), 'utf8'), moduleType: 'json' }
        : null,
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || !chunk.facadeModuleId?.endsWith(entry)) continue;
        // The bundler orders files that have no part in each other, too.
        chunk.code = chunk.code.replace(/^require\("\.\/[\w-]+\.js"\);/m, '');
        if (/require\("\.\//.test(chunk.code)) throw new Error(`${chunk.fileName} needs other files of ours`);
      }
    },
  };
}
