// The page's threads are built together with the page, so that what both need is one script and fetched once. Vite would make
// each thread a build of its own, with the YAML library in it again.

import { resolve } from 'node:path';
import type { Plugin } from 'vite';

const start = /new URL\('(\.[^']+\/workers\/([\w-]+)\.ts)', import\.meta\.url\)/g;

/** Makes the modules that `new Worker(new URL(…))` names entries of the page's build. */
export function sharedThreads(): Plugin {
  return {
    name: 'shared-threads',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/src\/state\//.test(id) || !code.includes('new Worker(')) return null;
      const replaced = code.replace(start, (_, path: string, name: string) => {
        const chunk = this.emitFile({ type: 'chunk', id: resolve(id, '..', path), name });
        return `import.meta.ROLLUP_FILE_URL_${chunk}`;
      });
      if (replaced === code) throw new Error(`${id}: starts a thread in another way. Look how.`);
      return { code: replaced, map: null };
    },
  };
}
