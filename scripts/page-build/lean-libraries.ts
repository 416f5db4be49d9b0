// Takes out of libraries what this page can never come to, since it counts before the first card: what YAML writes text with
// (every edit here is a patch of the text), animations of the view, and what the canvas switches off or draws itself.

import type { Plugin } from 'vite';
import { withoutFunctions } from './without-functions.ts';

const yamlWriter = /\/yaml\/browser\/dist\/stringify\/\w+\.js$/;
const animation = /\/d3-transition\/dist\/d3-transition\.mjs$/;
const canvas = /\/@xyflow\/react\/dist\/esm\/index\.js$/;
const colouring = /\/d3-interpolate\/.*\.m?js$/;
const colours = /^import \{ ?([^}]+?) ?\} from ['"]d3-color['"];?$/m;
const canvasSystem = /\/@xyflow\/system\/dist\/esm\/index\.js$/;
const exported = /^export \{ ([^}]+) \};$/m;

/** Wrapping a component does nothing by itself, which the build cannot know: one that nobody shows is left out. */
const wrapped = /^(?:const|var) [\w$]+ = (?:memo|forwardRef|fixedForwardRef)\(.*$/gm;
const named = /^\w+\.displayName = .*;$/gm;
const wrapping = /\b(?:memo|forwardRef|fixedForwardRef)\(/g;

/** What the canvas never shows or does: `null` is shown in its place, `false` and nothing are answered. */
const unused: ReadonlyMap<string, string> = new Map([
  // Nodes and edges all have types of their own.
  ...[
    'InputNode',
    'DefaultNode',
    'OutputNode',
    'GroupNode',
    'EdgeUpdateAnchors',
    // React Flow selects, connects and attributes nothing here, and its keyboard is off.
    'NodesSelection',
    'UserSelection',
    'ConnectionLineWrapper',
    'A11yDescriptions',
    'Attribution',
  ].map((name) => [name, 'return null;'] as const),
  ...[
    'createSimpleBezierEdge',
    'createSmoothStepEdge',
    'createStepEdge',
    'createStraightEdge',
    'createBezierEdge',
  ].map((name) => [name, 'return () => null;'] as const),
  // The page has one drag of its own.
  ['useDrag', 'return false;'],
  ['useMoveSelectedNodes', 'return () => {};'],
]);

/** The wheel zooms, it never pans. */
const unusedOfSystem = new Map([['createPanOnScrollHandler', 'return null;']]);

/** The same names; whoever calls one anyway is told. */
function withoutBody(code: string, id: string): string {
  const names = exported.exec(code)?.[1]?.split(', ');
  if (names === undefined) throw new Error(`${id}: no list of exports. Look how this version exports.`);
  const never = "() => { throw new Error('the page writes no YAML with the library'); }";
  return `const never = ${never};\nexport { ${names.map((name) => `never as ${name}`).join(', ')} };\n`;
}

/** No text is a colour; an animation would take it for a number or for text. */
function withoutColours(names: string): string {
  const local = names.split(',').map((name) => name.trim().split(' as ').at(-1));
  return local.map((name) => `function ${name}() { return null; }`).join(' ');
}

/** Nothing is ever under way, so there is nothing to interrupt. */
function withoutAnimation(code: string, id: string): string {
  if (exported.exec(code)?.[1] !== 'active, interrupt, transition')
    throw new Error(`${id}: other exports. Look how this version exports.`);
  return `import { selection } from 'd3-selection';
selection.prototype.interrupt = function () { return this; };
selection.prototype.transition = transition;
function transition() { throw new Error('the view of this page is not animated'); }
function interrupt() {}
function active() { return null; }
export { active, interrupt, transition };
`;
}

/** Leaves these parts out. */
export function leanLibraries(): Plugin {
  return {
    name: 'lean-libraries',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (yamlWriter.test(id)) return { code: withoutBody(code, id), map: null };
      if (animation.test(id)) return { code: withoutAnimation(code, id), map: null };
      if (canvas.test(id)) {
        const lean = withoutFunctions(code, this.parse(code), unused);
        return {
          code: lean
            .replace(named, '')
            .replace(wrapped, (line) => line.replace(wrapping, '/* @__PURE__ */ $&')),
          map: null,
        };
      }
      if (canvasSystem.test(id))
        return { code: withoutFunctions(code, this.parse(code), unusedOfSystem), map: null };
      const names = colouring.test(id) ? colours.exec(code)?.[1] : undefined;
      return names === undefined
        ? null
        : { code: code.replace(colours, () => withoutColours(names)), map: null };
    },
  };
}
