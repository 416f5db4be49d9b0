// Holds the names of our classes: one prefix, so that none meets a name of a library; no rule without a use, no use without a rule.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type ESTree, parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

/** Classes that belong to libraries. */
const ofLibraries = /^(react-flow|cm-)|^(nopan|nodrag|source|target)$/;

/** Classes without a rule, each with the code that needs it. */
const hooks: Readonly<Record<string, string>> = {
  'bh-inspector-sections': 'tests find what is locked while the file cannot be read',
  'bh-need-lines': 'tests find the lines of the card that is looked at',
  'bh-never': 'React Flow wants the class that stops panning, and nothing should',
  'bh-editor-foldable': 'the other state of bh-editor-folded',
};

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => `src/${file}`)
  .filter((file) => !/\.test\.tsx?$|\/testing\//.test(file))
  .sort();
const ofPage = files.filter((file) =>
  /^src\/page\/(app|canvas|commands|editor|panels|ui)\/.*\.tsx?$/.test(file),
);

const wordsOf = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

const classesIn = (selector: string): readonly string[] =>
  [...selector.replace(/\[[^\]]*\]/g, '').matchAll(/\.(-?[a-z_][\w-]*)/gi)].map(([, name = '']) => name);

/** Returns the classes that a style sheet has rules for. */
function classesOfSheet(css: string): readonly string[] {
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, '');
  return [...plain.matchAll(/([^{};]+)\{/g)]
    .map(([, prelude = '']) => prelude.trim())
    .filter((prelude) => !prelude.startsWith('@'))
    .flatMap(classesIn);
}

/** Returns the classes in a theme of the editor, whose keys are selectors. */
const classesOfTheme = (source: string): readonly string[] =>
  [...source.matchAll(/'([^'\n]+)':/g)].flatMap(([, key = '']) => classesIn(key));

/** Returns a template with `*` for its expressions. */
const patternOf = (node: ESTree.TemplateLiteral): string =>
  node.quasis.map((quasi) => quasi.value.raw).join('*');

/** Returns the possible values of an expression for `className`, without those that are only compared. */
function classTexts(node: ESTree.Node | null): readonly string[] {
  switch (node?.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : [];
    case 'TemplateLiteral':
      return [
        patternOf(node),
        ...node.expressions.flatMap((expression, index) => {
          const glued = /\S$/.test(node.quasis[index]?.value.raw ?? '');
          return classTexts(expression).map((text) => (glued ? `*${text}` : text));
        }),
      ];
    case 'JSXExpressionContainer':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
      return classTexts(node.expression);
    case 'ConditionalExpression':
      return [...classTexts(node.consequent), ...classTexts(node.alternate)];
    case 'LogicalExpression':
      return [...classTexts(node.left), ...classTexts(node.right)];
    case 'ArrayExpression':
      return node.elements.flatMap(classTexts);
    case 'CallExpression':
      return classTexts(node.callee);
    case 'MemberExpression':
      return classTexts(node.object);
    default:
      return [];
  }
}

interface Uses {
  /** Words of expressions that set classes. */
  readonly given: readonly string[];
  /** Words of any text that begin with our prefix. */
  readonly named: readonly string[];
}

/** All nodes of a tree, outer before inner. */
function* nodesOf(value: unknown): Generator<ESTree.Node> {
  if (Array.isArray(value)) {
    for (const each of value) yield* nodesOf(each);
  } else if (isNode(value)) {
    yield value;
    for (const each of Object.values(value)) yield* nodesOf(each);
  }
}

const isNode = (value: unknown): value is ESTree.Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const isNamed = (node: ESTree.Node, name: RegExp): boolean =>
  (node.type === 'Identifier' || node.type === 'JSXIdentifier') && name.test(node.name);

/** Returns the expressions by which a node sets classes. */
function givenAt(node: ESTree.Node, source: string): readonly (ESTree.Node | null)[] {
  switch (node.type) {
    case 'JSXAttribute':
      return isNamed(node.name, /className$/i) ? [node.value] : [];
    case 'Property':
      return isNamed(node.key, /^class(Name)?$/) ? [node.value] : [];
    case 'AssignmentPattern':
      return isNamed(node.left, /^className$/) ? [node.right] : [];
    case 'AssignmentExpression':
      return node.left.type === 'MemberExpression' && isNamed(node.left.property, /^className$/)
        ? [node.right]
        : [];
    case 'VariableDeclarator':
      return isNamed(node.id, /^class(es|Name)$/) ? [node.init] : [];
    case 'CallExpression':
      return /\bclass(List|es)$/.test(ownerOf(node, source)) ? node.arguments : [];
    default:
      return [];
  }
}

/** Returns the class names in a source, with `*` for expressions. */
function usesIn(source: string): Uses {
  const nodes = [...nodesOf(parseSync('some.tsx', source).program)];
  const texts = nodes.flatMap((node) =>
    node.type === 'TemplateLiteral'
      ? [patternOf(node)]
      : node.type === 'Literal' && typeof node.value === 'string'
        ? [node.value]
        : [],
  );
  return {
    given: nodes
      .flatMap((node) => givenAt(node, source))
      .flatMap(classTexts)
      .flatMap(wordsOf)
      // What begins with something filled in is the end of another name.
      .filter((word) => !word.startsWith('*')),
    named: texts.flatMap(wordsOf).filter((word) => word.startsWith('bh-')),
  };
}

/** Returns the object of a method call as written: `element.classList` of `element.classList.add(…)`. */
function ownerOf({ callee }: ESTree.CallExpression, source: string): string {
  if (callee.type !== 'MemberExpression') return '';
  return source.slice(callee.object.start, callee.object.end);
}

interface Named {
  readonly names: ReadonlySet<string>;
  /** Beginnings of class names that end in an expression. */
  readonly families: readonly string[];
}

function namedIn(words: readonly string[]): Named {
  const names = new Set<string>();
  const families = new Set<string>();
  for (const word of words) {
    const start = word.replace(/\*.*/, '');
    if (start !== word && start.endsWith('-')) families.add(start);
    else names.add(start);
  }
  return { names, families: [...families] };
}

describe('names of classes', () => {
  const sheets = files.filter((file) => file.endsWith('.css'));
  const rules = new Set([
    ...sheets.flatMap((file) => classesOfSheet(readFileSync(file, 'utf8'))),
    ...files
      .filter((file) => file.endsWith('-theme.ts'))
      .flatMap((file) => classesOfTheme(readFileSync(file, 'utf8'))),
  ]);
  const ours = [...rules].filter((name) => !ofLibraries.test(name));
  const uses = ofPage.map((file) => ({ file, ...usesIn(readFileSync(file, 'utf8')) }));
  const { names, families } = namedIn(uses.flatMap(({ named }) => named));

  it('are in sheets that code imports', () => {
    const imported = new Set(
      files
        .filter((file) => /\.(tsx?|css)$/.test(file))
        .flatMap((file) =>
          [...readFileSync(file, 'utf8').matchAll(/import ['"](\.[^'"\n]+\.css)['"]/g)].map(([, path = '']) =>
            join(dirname(file), path),
          ),
        ),
    );
    expect(sheets.filter((file) => file.startsWith('src/page/') && !imported.has(file))).toEqual([]);
  });

  it('are found in style sheets', () => {
    const css = `/* .comment { */ @media (width < 10px) { .a:not(.b) > .c[data-x='.d'] { margin: .5em; } }`;
    expect(classesOfSheet(css)).toEqual(['a', 'b', 'c']);
    expect(classesOfTheme(`({ '.cm-line:not(.a)': { color: 'red' } })`)).toEqual(['cm-line', 'a']);
  });

  it('are found in components', () => {
    const source = [
      'const classes = ["a"];',
      'classes.push(x === "no" ? "b" : "c");',
      'body.classList.add("d");',
      'const e = <i className={`e e-${kind ?? "no"}${on ? " f" : ""}`} title="no" />;',
      'const g = <Part className={[x && "g", ""].join(" ")} />;',
      'element.className = "h";',
      'const table = [["bh-i bh-j", "words"], [`bh-k-${n}`, ".bh-no"]];',
    ].join('\n');
    const { given, named } = usesIn(source);
    expect([...given].sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'e-**', 'f', 'g', 'h']);
    expect(named).toEqual(['bh-i', 'bh-j', 'bh-k-*']);
  });

  it('begin with our prefix in every style sheet', () => {
    expect(ours.length).toBeGreaterThan(400);
    expect(ours.filter((name) => !name.startsWith('bh-'))).toEqual([]);
  });

  it('begin with our prefix in every component', () => {
    const breaches = uses.flatMap(({ file, given, named }) => [
      ...given
        .filter((name) => !name.startsWith('bh-') && !ofLibraries.test(name))
        .map((name) => `${file}: ${name}`),
      // A family of all names would say of none whether it is used.
      ...named.filter((name) => name.startsWith('bh-*')).map((name) => `${file}: ${name}`),
    ]);
    expect(breaches).toEqual([]);
  });

  it('have a rule where they are used, or a reason', () => {
    const bare = [...names].filter((name) => !rules.has(name) && !(name in hooks));
    expect(bare).toEqual([]);
    expect(families.filter((start) => !ours.some((name) => name.startsWith(start)))).toEqual([]);
    expect(Object.keys(hooks).filter((name) => rules.has(name) || !names.has(name))).toEqual([]);
  });

  it('are used where they have a rule', () => {
    const sources = files.filter((file) => /\.tsx?$/.test(file)).map((file) => readFileSync(file, 'utf8'));
    const values = new Set(
      sources.flatMap((source) => [...source.matchAll(/'([\w-]+)'/g)].map(([, value = '']) => value)),
    );
    const filledIn = (name: string) =>
      families.some((start) => {
        const end = name.slice(start.length);
        return name.startsWith(start) && (/^\d+$/.test(end) || values.has(end));
      });
    expect(ours.filter((name) => !names.has(name) && !filledIn(name))).toEqual([]);
  });
});
