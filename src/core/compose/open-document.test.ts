import { describe, expect, it } from 'vitest';
import { lineAndColumn } from '../text/line-and-column.ts';
import { type OpenOptions, openDocument } from './open-document.ts';
import { locate } from './workspace/place-of.ts';

/** Returns the code and line of the first problem of a text, and whether the text could be read. */
function firstProblem(text: string): readonly [string, number | null, 'read' | 'unreadable'] {
  const document = openDocument(text);
  const problem = document.problems[0];
  const line = problem
    ? problem.offset === null
      ? locate(document, problem.path).line
      : lineAndColumn(text, problem.offset).line
    : null;
  return [problem?.code ?? 'none', line, document.stale ? 'unreadable' : 'read'];
}

describe('openDocument on what is wrong', () => {
  it.each([
    ['nothing', '', ['empty', 1, 'unreadable']],
    ['comments only', '# hello\n', ['empty', 1, 'unreadable']],
    ['a text', 'hello\n', ['not-compose', 1, 'unreadable']],
    ['a list', '- a\n- b\n', ['not-compose', 1, 'unreadable']],
    ['another YAML file', 'apiVersion: 1\ndatasources: []\n', ['not-compose', 1, 'unreadable']],
    [
      'a package.json',
      '{"name": "x", "version": "1.0.0", "type": "module"}',
      ['not-compose', 1, 'unreadable'],
    ],
    ['only a version', 'version: "3"\n', ['empty', 1, 'unreadable']],
    ['version 1', 'web:\n  image: nginx\ndb:\n  image: x\n', ['legacy-v1', 1, 'unreadable']],
    ['a tab', 'services:\n\tweb: {}\n', ['tab-indentation', 2, 'unreadable']],
    [
      'an open quote',
      'services:\n  a:\n    image: "x\n  b:\n    image: y\n',
      ['yaml-syntax', 3, 'unreadable'],
    ],
    ['an unknown anchor', 'services:\n  a: *b\n', ['unresolved-alias', 2, 'unreadable']],
    ['a zero byte', 'services:\n  a: \0\n', ['binary', 2, 'unreadable']],
    ['a key twice', 'services:\n  a:\n    image: x\n    image: y\n', ['duplicate-key', 4, 'read']],
    ['a service twice', 'services:\n  a: {image: x}\n  a: {image: y}\n', ['duplicate-key', 3, 'read']],
    [
      'an undefined network',
      'services:\n  a:\n    image: x\n    networks: [n1]\n',
      ['undefined-network', 4, 'read'],
    ],
    ['an unknown top-level key', 'services: {}\nservice: {}\n', ['unknown-top-level-key', 2, 'read']],
    ['services as a list', 'services:\n  - a\n', ['not-a-mapping', 1, 'read']],
  ])('%s', (_, text, expected) => {
    expect(firstProblem(text)).toEqual(expected);
  });

  it('refuses five million characters and five thousand services before parsing', () => {
    expect(firstProblem(`services: {}\n${'# x\n'.repeat(1_300_000)}`)[0]).toBe('too-large');
    const many = Array.from({ length: 5001 }, (_, i) => `  s${i}:\n    image: x\n`).join('');
    expect(firstProblem(`services:\n${many}networks: {}\n`)[0]).toBe('too-large');
    const enough = Array.from({ length: 5000 }, (_, i) => `  s${i}:\n    image: x\n`).join('');
    expect(firstProblem(`services:\n${enough}`)[0]).toBe('none');
  });

  it('an alias bomb costs what its text costs', () => {
    const lines = ['x-0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]'];
    for (let i = 1; i < 30; i++)
      lines.push(
        `x-${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    const document = openDocument(`${lines.join('\n')}\nservices:\n  web:\n    image: x\n    labels: *a29\n`);
    expect(document.stale).toBe(false);
    expect(document.topology.services.get('web')?.image).toBe('x');
  });
});

describe('a text that was opened lately', () => {
  const text = 'services:\n  web:\n    image: "x:${TAG:-1}"\n';
  const web = (options: OpenOptions = {}) => openDocument(text, options).topology.services.get('web');

  it('gives the same services, in a document of its own', () => {
    const [one, other] = [openDocument(text), openDocument(text)];
    expect(other.topology.services.get('web')).toBe(one.topology.services.get('web'));
    expect([other === one, other.topology === one.topology]).toEqual([false, false]);
    expect(other).toEqual(one);
  });

  it('is read anew under another name, with other variables, and where those were changed', () => {
    const values = new Map([['TAG', '2']]);
    const first = web({ environment: values });
    expect(first?.image).toBe('x:2');
    expect(web({ environment: new Map(values) })).toBe(first);
    values.set('TAG', '3');
    expect(web({ environment: values })?.image).toBe('x:3');
    expect(web()?.image).toBe('x:1');
    expect(openDocument(text, { file: 'other.yaml' })).toMatchObject({ file: 'other.yaml' });
    const given = new Map([['TAG', '4']]);
    expect(openDocument(text, { environment: given }).environment).toBe(given);
    expect(openDocument(text, { environment: new Map(given) }).environment).not.toBe(given);
  });
});

describe('locate', () => {
  const text =
    '\ufeffx-n: &n {front: }\nservices:\n  web:\n    image: x\n    networks: *n\n    ports:\n      - "80:80"\nnetworks: {front: {}}\n';
  it.each([
    [['services', 'web'], 3, 3],
    [['services', 'web', 'image'], 4, 5],
    [['services', 'web', 'ports', 0], 7, 9],
    [['services', 'web', 'networks', 'front'], 5, 5],
    [['services', 'web', 'absent', 'key'], 3, 3],
    [['networks', 'front'], 8, 12],
    [['x-n'], 1, 1],
    [['nowhere'], 1, 1],
    [['', 20], 2, 2],
  ])('%j', (path, line, column) => {
    expect(locate(openDocument(text), path)).toMatchObject({ line, column });
  });
});

describe('openDocument on what is nested deep', () => {
  const nested = (levels: number) =>
    `services:\n  a:\n    image: x\n    x-y: ${'['.repeat(levels)}${']'.repeat(levels)}\n`;

  it('reads 199 lists below a key of a service, and says of one more that it is too deep', () => {
    expect(firstProblem(nested(199))).toEqual(['none', null, 'read']);
    expect(firstProblem(nested(200))).toEqual(['nested-too-deep', 4, 'unreadable']);
  });

  it.each([
    ['open lists', `services: ${'['.repeat(10_000)}`],
    ['maps in braces', `services: ${'{a: '.repeat(10_000)}${'}'.repeat(10_000)}`],
    ['keys of keys', `services:\n  ${'? '.repeat(10_000)}a\n`],
    ['lists in lists', `services:\n  ${'- '.repeat(10_000)}a\n`],
    ['maps', Array.from({ length: 1500 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
    [
      'aliases of aliases',
      `x-0: &a0 []\n${Array.from({ length: 3000 }, (_, i) => `x-${i + 1}: &a${i + 1} [*a${i}]\n`).join('')}services: { a: { image: x } }\n`,
    ],
  ])('opens %s, with one problem', (_, text) => {
    const { problems, stale, text: kept } = openDocument(text);
    expect(problems.map(({ code }) => code)).toEqual(['nested-too-deep']);
    expect({ stale, kept }).toEqual({ stale: true, kept: text });
  });
});
