// Holds the layers: which folder may import which, and which libraries. `layers.json` is the whole rule; a new folder needs an entry.

import { readdirSync, readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { call } from './cli/testing/call.ts';
import layers from './layers.json' with { type: 'json' };

interface Layer {
  /** What it is for, as docs/architecture.md says it. */
  readonly holds: string;
  /** Folders below src/, or single files of one, beside the folder itself. */
  readonly imports: readonly string[];
  /** Libraries, `*` for every one; `node:` is all of Node's own, `virtual:compose-schema` is made at build time and handed to core. */
  readonly packages: readonly string[];
}

// `core/yaml/tree.ts` is the plain value tree: the model is made of it, so whoever reads the model may name its types.
const table: Readonly<Record<string, Layer>> = layers;

const src = import.meta.dirname;
const importPattern =
  /(?:^|\n)[ \t]*(?:import|export)\s[^'";]*?\bfrom\s*['"]([^'"]+)['"]|(?:^|\n)[ \t]*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g;

function importsOf(source: string): readonly string[] {
  return [...source.matchAll(importPattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

/** The row a file belongs to; undefined for a folder that the table does not know. */
function folderOf(path: string): string | undefined {
  const parts = path.split('/');
  const depth = parts[0] === 'cli' ? 1 : 2;
  const name = parts.slice(0, depth).join('/');
  return parts.length > depth && name in table ? name : undefined;
}

/** Why `path` (below src/) may not import `specifier`; null where it may. */
function objection(path: string, specifier: string): string | null {
  const folder = folderOf(path);
  const row = folder === undefined ? undefined : table[folder];
  if (folder === undefined || row === undefined) return `${path}: unknown folder`;
  if (!specifier.startsWith('.')) {
    const allowed = row.packages.some(
      (name) =>
        name === '*' || specifier === name || specifier.startsWith(name.endsWith(':') ? name : `${name}/`),
    );
    return allowed ? null : `${path}: imports ${specifier}`;
  }
  const target = relative(src, resolve(src, dirname(path), specifier)).replaceAll('\\', '/');
  if (target === '../package.json' && ['cli', 'page/panels'].includes(folder)) return null;
  const allowed = [folder, ...row.imports].some((name) => target === name || target.startsWith(`${name}/`));
  return allowed ? null : `${path}: imports ${target}`;
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path) && path !== 'architecture.test.ts');
// Tests may reach for Node, generators and neighbours; what ships may not.
const shipped = files.filter((path) => !/\.test\.tsx?$|(^|\/)testing\//.test(path));
/** What each shipped file imports, types included. */
const shippedImports: ReadonlyMap<string, readonly string[]> = new Map(
  shipped.map((path) => [path, importsOf(readFileSync(join(src, path), 'utf8'))]),
);
/** The files of ours that each imports. */
const importGraph: ReadonlyMap<string, readonly string[]> = new Map(
  [...shippedImports].map(([path, specifiers]) => [
    path,
    specifiers
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => join(dirname(path), specifier).replaceAll('\\', '/')),
  ]),
);

/** Returns what is left once everything that leads into no circle is taken away. */
function circlesIn(graph: ReadonlyMap<string, Iterable<string>>): readonly string[] {
  let left = new Map([...graph].map(([name, targets]) => [name, [...targets]]));
  for (;;) {
    const next = new Map(
      [...left].filter(([name, targets]) => targets.some((target) => left.has(target) && target !== name)),
    );
    if (next.size === left.size) return [...left.keys()];
    left = next;
  }
}

it('no file is in a circle of imports, types included', () => {
  expect(circlesIn(importGraph)).toEqual([]);
  // As it would be seen: two files that name each other's types.
  const [first = '', second = ''] = importGraph.keys();
  const circle = circlesIn(new Map([...importGraph, [first, [second]], [second, [first]]]));
  expect(circle).toEqual(expect.arrayContaining([first, second]));
});

describe('the layers of src/', () => {
  it('hold for every import of every shipped file', () => {
    const objections = [...shippedImports].flatMap(([path, specifiers]) =>
      specifiers.flatMap((specifier) => objection(path, specifier) ?? []),
    );
    expect(objections).toEqual([]);
  });

  it('have a row for every folder, tests included', () => {
    expect(files.filter((path) => folderOf(path) === undefined)).toEqual([]);
  });

  it('stand in docs/architecture.md as they are here', () => {
    const docs = readFileSync(join(src, '../docs/architecture.md'), 'utf8');
    const rows = docs
      .split('\n')
      .filter((line) => line.startsWith('| `') && line.split('|').length === 5)
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      )
      .filter(([folder]) => folder !== undefined && folder.slice(1, -1) in table);
    const expected = Object.entries(table).map(([folder, { holds, imports, packages }]) => {
      const words: Readonly<Record<string, string>> = { 'node:': 'Node', '*': 'every library' };
      const names = [...imports, ...packages].map((name) => words[name] ?? `\`${name}\``);
      const may = names.join(', ') || 'nothing';
      return [`\`${folder}\``, holds, may];
    });
    expect(rows).toEqual(expected);
  });

  it('list each folder and library once', () => {
    const twice = Object.entries(table).flatMap(([folder, { imports, packages }]) =>
      [imports, packages]
        .flatMap((names) => names.filter((name, index) => names.indexOf(name) < index))
        .map((name) => `${folder}: ${name}`),
    );
    expect(twice).toEqual([]);
  });

  it('were really looked at', () => {
    expect(shipped.length).toBeGreaterThan(100);
    const seen = new Set(shipped.map(folderOf));
    for (const folder of [
      'core/text',
      'core/yaml',
      'core/compose',
      'core/reach',
      'core/rules',
      'cli',
      'page/canvas',
    ]) {
      expect(seen).toContain(folder);
    }
    const imports = [...shippedImports.values()].flat();
    expect(imports.length).toBeGreaterThan(300);
  });

  it('of core stand in the order in which they are read: each imports those above it alone, so that there is no circle', () => {
    const rooms = Object.keys(table).filter((name) => name.startsWith('core/'));
    const upwards = rooms.flatMap((room, index) => {
      const above = new Set(rooms.slice(0, index));
      const roomOf = (name: string) => name.split('/').slice(0, 2).join('/');
      return (table[room]?.imports ?? [])
        .filter((name) => !above.has(roomOf(name)))
        .map((name) => `${room}: ${name}`);
    });
    expect(upwards).toEqual([]);
    expect(rooms.length).toBeGreaterThan(10);
  });

  it('of cli form no circle: each room reads those below it alone, types included', () => {
    const roomOf = (path: string) => path.split('/').slice(0, 2).join('/');
    const rooms = new Map<string, Set<string>>();
    for (const [path, targets] of importGraph) {
      if (!path.startsWith('cli/')) continue;
      const read = rooms.get(roomOf(path)) ?? new Set();
      for (const target of targets.map(roomOf)) if (target !== roomOf(path)) read.add(target);
      rooms.set(roomOf(path), read);
    }
    expect(circlesIn(rooms)).toEqual([]);
    expect(rooms.size).toBeGreaterThan(15);
  });

  it('leave `yaml` to core/yaml alone', () => {
    const importers = shipped.filter((path) => shippedImports.get(path)?.includes('yaml'));
    expect(new Set(importers.map(folderOf))).toEqual(new Set(['core/yaml']));
  });
});

describe('tests that share their modules', () => {
  const tests = files.filter((path) => /\.test\.tsx?$/.test(path));

  it('leave a DOM, React and the stores of the page to those that are named after a DOM', () => {
    const ofThePage = (specifier: string) =>
      specifier.endsWith('/page-stores.ts') || /^react(-dom)?(\/|$)/.test(specifier);
    const touching = tests.filter((path) => {
      const source = readFileSync(join(src, path), 'utf8');
      return importsOf(source).some(ofThePage) || /^\/\/ @vitest-environment/m.test(source);
    });
    expect(touching.filter((path) => !/\.dom\.test\.tsx?$/.test(path))).toEqual([]);
    expect(touching.length).toBeGreaterThan(4);
  });

  it('have a name that a project of Vitest takes', () => {
    expect(tests.filter((path) => path.endsWith('.tsx') && !path.endsWith('.dom.test.tsx'))).toEqual([]);
  });
});

describe('the guard itself', () => {
  it.each([
    ['core/text/a.ts', '../yaml/tree.ts', 'core/text/a.ts: imports core/yaml/tree.ts'],
    ['core/rules/a.ts', '../yaml/parse-tree.ts', 'core/rules/a.ts: imports core/yaml/parse-tree.ts'],
    ['core/compose/a.ts', 'node:fs', 'core/compose/a.ts: imports node:fs'],
    ['core/compose/a.ts', 'yaml', 'core/compose/a.ts: imports yaml'],
    ['core/reach/a.ts', '../explain/b.ts', 'core/reach/a.ts: imports core/explain/b.ts'],
    ['page/ui/a.tsx', '../state/a.ts', 'page/ui/a.tsx: imports page/state/a.ts'],
    ['cli/a.ts', '../page/state/a.ts', 'cli/a.ts: imports page/state/a.ts'],
    ['elsewhere/a.ts', './b.ts', 'elsewhere/a.ts: unknown folder'],
    ['main.ts', './page/app/b.ts', 'main.ts: unknown folder'],
  ])('%s may not import %s', (path, specifier, expected) => {
    expect(objection(path, specifier)).toBe(expected);
  });

  it.each([
    ['core/yaml/parse-tree.ts', 'yaml'],
    ['core/rules/a.ts', '../yaml/tree.ts'],
    ['page/canvas/a.tsx', '../commands/run.ts'],
    ['page/state/a.ts', 'zustand/vanilla'],
    ['cli/a.ts', 'node:fs'],
    ['page/app/main.tsx', '../canvas/canvas.tsx'],
  ])('%s may import %s', (path, specifier) => {
    expect(objection(path, specifier)).toBe(null);
  });

  it('sees static, bare, re-exported and dynamic imports', () => {
    const source =
      "import { a } from './a.ts';\nimport './b.css';\nexport { c } from './c.ts';\nawait import('./d.ts');\n";
    expect(importsOf(source)).toEqual(['./a.ts', './b.css', './c.ts', './d.ts']);
  });
});

/** A proxy, an application and its data, with something to find and to mend. */
const proxied = {
  '/shop/compose.yaml': `services:
  proxy: { image: "nginx:1.27", ports: ["80:80"], volumes: ["./shop.conf:/etc/nginx/conf.d/shop.conf:ro"] }
  shop: { image: example/shop, depends_on: [db] }
  db: { image: "postgres:17", ports: ["5432:5432"] }
`,
  '/shop/shop.conf': 'server {\n  listen 80;\n  location / { proxy_pass http://shop:8080; }\n}\n',
};

/** The files below src of which a function is called by a command. */
async function filesThatRun(words: readonly string[], files: Readonly<Record<string, string>>) {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true });
  await call(words, { files });
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  return new Set(
    result
      .filter(({ functions }) =>
        functions.some(
          ({ functionName, ranges }) => functionName !== '' && ranges.some(({ count }) => count > 0),
        ),
      )
      .map(({ url }) => relative(src, url.replace(/^file:\/\//, '')).replaceAll('\\', '/'))
      .filter((path) => /^(?:cli|core)\//.test(path)),
  );
}

describe('the walks of docs/architecture.md', () => {
  const docs = readFileSync(join(src, '../docs/architecture.md'), 'utf8');
  const [, section = ''] = /^## Walks\n(.*?)^## /ms.exec(docs) ?? [];
  const walks = section
    .split(/^- /m)
    .slice(1)
    .map((text) => [...text.matchAll(/`([\w/.-]+\.tsx?)`/g)].map(([, path = '']) => path));

  it('are four: the whole of `check`, and three of at most fifteen files', () => {
    expect(walks.map(({ length }) => length)).toEqual([
      expect.toSatisfy((length: number) => length > 40 && length < 60),
      ...[1, 2, 3].map(() => expect.toSatisfy((length: number) => length > 4 && length <= 15)),
    ]);
  });

  it('name, for `check`, files that take part when it runs, of each room that takes part', async () => {
    const ran = await filesThatRun(['check'], proxied);
    const [, ...named] = walks[0] ?? [];
    expect(named.filter((path) => path !== 'cli/run-process.ts' && !ran.has(path))).toEqual([]);
    const roomOf = (path: string) => path.split('/').slice(0, 2).join('/');
    const roomsThatRan = [...ran].map(roomOf);
    // What every room stands on is no step of its own.
    const manyFiles = new Set(
      roomsThatRan.filter(
        (room) => room !== 'core/text' && roomsThatRan.filter((other) => other === room).length > 4,
      ),
    );
    expect([...manyFiles].filter((room) => !named.some((path) => roomOf(path) === room))).toEqual([]);
  });

  it.each(walks)('go from %s on through imports', (...walk) => {
    const reached = new Set(walk.slice(0, 1));
    for (const path of walk) {
      expect(reached, path).toContain(path);
      const source = readFileSync(join(src, path), 'utf8');
      // The command's first file loads the next one as compiled code.
      const loaded = [...source.matchAll(/\bload\('([^']+)\.js'\)/g)].map(([, name = '']) => `${name}.ts`);
      for (const name of [...importsOf(source), ...loaded]) {
        if (name.startsWith('.')) reached.add(join(dirname(path), name).replaceAll('\\', '/'));
      }
    }
  });
});
