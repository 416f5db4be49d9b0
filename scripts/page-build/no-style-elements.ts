// The page's policy allows no style elements that a script makes. The one library that makes some ships the same rules as a file,
// which the page imports; its own insertion is taken out while building.

import type { Plugin } from 'vite';

const insertion = /function __insertCSS\(code\) \{/;

/** Takes the insertion out of sonner; fails where a newer version does it in another way. */
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
