// Takes out of two libraries what this page can never come to, since it counts before the first card: what YAML writes text
// with (every edit here is a patch of the text), and colours in animations (only the view is animated).

import type { Plugin } from 'vite';

const yamlWriter = /\/yaml\/browser\/dist\/stringify\/\w+\.js$/;
const animation = /\/d3-(?:transition|interpolate)\/.*\.m?js$/;
const colours = /^import \{ ?([^}]+?) ?\} from ['"]d3-color['"];?$/m;
const exported = /^export \{ ([^}]+) \};$/m;

/** The same names; whoever calls one anyway is told. */
function withoutBody(code: string, id: string): string {
  const names = exported.exec(code)?.[1]?.split(', ');
  if (names === undefined) throw new Error(`${id}: no list of exports. Look how this version exports.`);
  const never = "() => { throw new Error('the page writes no YAML with the library'); }";
  return `const never = ${never};\nexport { ${names.map((name) => `never as ${name}`).join(', ')} };\n`;
}

/** No text is a colour; an animation then takes it for a number or for text. */
function withoutColours(names: string): string {
  const local = names.split(',').map((name) => name.trim().split(' as ').at(-1));
  return local.map((name) => `function ${name}() { return null; }`).join(' ');
}

/** Leaves these parts out. */
export function leanLibraries(): Plugin {
  return {
    name: 'lean-libraries',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (yamlWriter.test(id)) return { code: withoutBody(code, id), map: null };
      const names = animation.test(id) ? colours.exec(code)?.[1] : undefined;
      return names === undefined
        ? null
        : { code: code.replace(colours, () => withoutColours(names)), map: null };
    },
  };
}
