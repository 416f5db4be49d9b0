// Built-in modules that a few calls need and that take Node long to load: they are loaded when one of their functions is first called.

import type { Plugin } from 'vite';

const prefix = '\0late:';

/** Returns the Vite plugin for the used functions by module. A missing function ends the build. */
export function lateBuiltins(modules: Readonly<Record<string, readonly string[]>>): Plugin {
  return {
    name: 'late-builtins',
    enforce: 'pre',
    resolveId: (id) => (Object.hasOwn(modules, id) ? prefix + id : null),
    load(id) {
      if (!id.startsWith(prefix)) return null;
      const name = id.slice(prefix.length);
      return (modules[name] ?? [])
        .map(
          (one) =>
            `export const ${one} = (...args) => process.getBuiltinModule('${name}').${one}(...args);\n`,
        )
        .join('');
    },
  };
}
