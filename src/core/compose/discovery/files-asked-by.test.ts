import { describe, expect, it } from 'vitest';
import { filesAskedBy, textsAskedBy } from './files-asked-by.ts';

const asked = (text: string, file = 'a/compose.yaml', variables: Readonly<Record<string, string>> = {}) => [
  ...filesAskedBy(text, file, new Map(Object.entries(variables))),
];

describe('filesAskedBy', () => {
  it.each([
    ['include: [part.yaml]\n', ['a/part.yaml', 'a/.env']],
    ['include:\n  - ../b/compose.yaml\n', ['b/compose.yaml', 'b/.env']],
    ['"include": ["part.yaml"]\n', ['a/part.yaml', 'a/.env']],
    ['"\\x69nclude": [part.yaml]\n', ['a/part.yaml', 'a/.env']],
    [
      'include: [{ path: [one.yaml, two.yaml], env_file: [x.env], project_directory: p }]\n',
      ['a/one.yaml', 'a/two.yaml', 'a/x.env'],
    ],
    ['x-parts: &parts [part.yaml]\ninclude: *parts\n', ['a/part.yaml', 'a/.env']],
    ['services: { w: { extends: { file: ../base.yaml, service: x } } }\n', ['base.yaml']],
    [
      'services:\n  w:\n    extends:\n      service: x\n      file: "base.yaml" # the base\n',
      ['a/base.yaml'],
    ],
    ['services: { w: { extends: x } }\n', []],
  ])('%j', (text, expected) => {
    expect(asked(text)).toEqual(expected);
  });

  it.each([
    ['a comment', '# include: [part.yaml]\nservices: {}\n'],
    [
      'a text in a text',
      'services:\n  w:\n    command: |\n      include: [part.yaml]\n      extends: { file: part.yaml }\n',
    ],
    ['a label', 'services: { w: { labels: { include: part.yaml } } }\n'],
    ['what cannot be read', 'include: [part.yaml\n'],
  ])('%s asks for nothing', (_, text) => {
    expect(asked(text)).toEqual([]);
  });

  it('goes by the values of variables', () => {
    expect(asked('include: ["${DIR}/compose.yaml"]\n', 'compose.yaml', { DIR: 'db' })).toEqual([
      'db/compose.yaml',
      'db/.env',
    ]);
  });
});

describe('textsAskedBy', () => {
  it('follows from file to file, in a circle too, and gives what is at hand', () => {
    const texts = new Map([
      ['a/compose.yaml', 'include: [../b/b.yaml, gone.yaml]\n'],
      ['b/b.yaml', 'services: { w: { extends: { file: ../c/c.yaml, service: w } } }\n'],
      ['b/.env', 'X=1\n'],
      ['c/c.yaml', 'include: [../a/compose.yaml]\n'],
      ['d/compose.yaml', ''],
    ]);
    expect([...textsAskedBy(['a/compose.yaml'], texts, new Map())].sort()).toEqual([
      'a/compose.yaml',
      'b/.env',
      'b/b.yaml',
      'c/c.yaml',
    ]);
  });
});
