// Files of ASCII alone: Node takes such a file as it is, where any other one is decoded, and held in twice the memory.

import type { Plugin } from 'vite';

/** Returns the Vite plugin that escapes non-ASCII characters in strings, templates and regular expressions. */
export function ascii(): Plugin {
  return {
    name: 'ascii',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk') chunk.code = escaped(chunk.code);
    },
  };
}

/** Returns the code with `\\uXXXX` for each UTF-16 unit beyond ASCII. */
export function escaped(code: string): string {
  // Text that a tag takes as it stands would be another one.
  const raw = /String\.raw`[^`]*[^\0-\x7f]/.exec(code);
  if (raw) throw new Error(`not ASCII: ${raw[0].slice(-60)}`);
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
