// What Vite does to the page beside what it does by itself.

import { resolve } from 'node:path';
import type { Plugin } from 'vite';

const insertion = /function __insertCSS\(code\) \{/;

/**
 * The page's policy allows no style elements that a script makes. Sonner makes some, and ships the same rules as a file, which the page
 * imports: its own insertion is taken out. Fails where a newer version does it in another way.
 */
export function noStyleElements(): Plugin {
  return {
    name: 'no-style-elements',
    apply: 'build',
    transform(code, id) {
      if (!/\/sonner\/dist\/index\.m?js$/.test(id)) return null;
      if (!insertion.test(code)) throw new Error(`${id}: no __insertCSS. Look how it brings its styles now.`);
      return { code: code.replace(insertion, '$& return;'), map: null };
    },
  };
}

const start = /new URL\('(\.[^']+\/workers\/([\w-]+)\.ts)', import\.meta\.url\)/g;

/**
 * Makes the modules that `new Worker(new URL(…))` names entries of the page's build, so that what threads and page both need is one script
 * and fetched once. Vite would make each thread a build of its own, with the YAML library in it again.
 */
export function sharedThreads(): Plugin {
  return {
    name: 'shared-threads',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/src\/page\/state\//.test(id) || !code.includes('new Worker(')) return null;
      const replaced = code.replace(start, (_, path: string, name: string) => {
        const chunk = this.emitFile({ type: 'chunk', id: resolve(id, '..', path), name });
        return `import.meta.ROLLUP_FILE_URL_${chunk}`;
      });
      if (replaced === code) throw new Error(`${id}: starts a thread in another way. Look how.`);
      return { code: replaced, map: null };
    },
  };
}
