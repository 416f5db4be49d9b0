import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBySlices } from './read-by-slices.ts';
import { readSections, readWholeSections } from './read-sections.ts';

const split = new Set(['services', 'networks']);

/** Lines that are whole by themselves, and lines that open, continue or break what stands around them. */
const lines = [
  'services:',
  'networks:',
  'services: # the containers',
  'x-base: &base',
  'x-text: |',
  'volumes: { data: }',
  'name: shop',
  '  web:',
  '  "db":',
  '  api: &api',
  '  cache: *base',
  '  <<: *base',
  '  true:',
  '  back: { internal: true }',
  '   odd:',
  '    image: nginx:1.27',
  '    image: "postgres:16" # the store',
  '    command: >-',
  '      serve --all',
  '    command: "one',
  '      two"',
  "    entrypoint: 'run",
  '    environment:',
  '      A: 1',
  '      B: &b two',
  '      C: *b',
  '    <<: *api',
  '    ports:',
  '      - "80:80"',
  '      - 127.0.0.1:443:443',
  '    networks: [back,',
  '      front]',
  '    labels: |+',
  '    plain words',
  '      more words',
  '- item',
  '? key',
  ': value',
  '# a comment',
  '  # a comment',
  '      # a comment',
  '',
  '  ',
  '\t',
  '---',
  '...',
  '%YAML 1.2',
  '}',
  '"',
];

/** A file as people write them, some of its lines thrown out, doubled or replaced. */
const plain = [
  'name: shop',
  'x-base: &base',
  '  restart: always',
  '# all of them',
  'services:',
  '  web: # the way in',
  '    <<: *base',
  '    image: nginx:1.27',
  '    command: |',
  '      one',
  '',
  '      two',
  '',
  '  # the store',
  '  db:',
  '    image: "postgres:16"',
  '    environment: { A: "b # c",',
  '      D: e }',
  'networks:',
  '  back:',
  '    internal: true',
];

const mutated = fc
  .array(
    fc.tuple(
      fc.nat(plain.length),
      fc.constantFrom(0, 1),
      fc.array(fc.constantFrom(...lines), { maxLength: 2 }),
    ),
    {
      maxLength: 4,
    },
  )
  .map((changes) => {
    const text = [...plain];
    for (const [at, removed, inserted] of changes)
      text.splice(Math.min(at, text.length), removed, ...inserted);
    return text;
  });
const soup = fc
  .array(fc.constantFrom(...lines), { maxLength: 14 })
  .map((rest) => ['services:', '  web:', ...rest]);
const text = fc
  .tuple(fc.oneof(mutated, soup), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([all, end, last]) => all.join(end) + (last ? end : ''));

describe('a text read slice by slice', () => {
  it('says what the whole says, wherever it says anything', () => {
    let cut = 0;
    fc.assert(
      fc.property(text, (source) => {
        const sliced = readBySlices(source, split);
        if (!sliced) return;
        cut++;
        expect(sliced).toEqual(readWholeSections(source, split));
      }),
      { numRuns: 3000, seed: 20261126 },
    );
    expect(cut).toBeGreaterThan(300);
  });

  it('is a plain file, with its anchors', () => {
    const source = `${plain.join('\n')}\n`;
    const sliced = readBySlices(source, split);
    expect(sliced?.sections.map(({ parent, key }) => `${parent ?? ''}/${key}`)).toEqual([
      '/name',
      '/x-base',
      '/services',
      'services/web',
      'services/db',
      '/networks',
      'networks/back',
    ]);
    expect([...(sliced?.anchors.keys() ?? [])]).toEqual(['base']);
  });

  it.each([
    ['a quote that goes on beyond a key', 'services:\n  a:\n    command: "x\n  b:\n    y"\n'],
    ['a key given twice', 'services:\n  a: {}\n  a: {}\n'],
    ['a key that is no text', 'services:\n  true: {}\n'],
    ['a merge key among the entries', 'x: &x { a: {} }\nservices:\n  <<: *x\n  b: {}\n'],
    ['two documents', 'services:\n  a: {}\n---\nservices:\n  b: {}\n'],
    ['an anchor that stands below', 'services:\n  a: *b\n  b: &b {}\n'],
  ])('is not: %s', (_, source) => {
    expect(readBySlices(source, split)).toBeNull();
    expect(readSections(source, split)).toEqual(readWholeSections(source, split));
  });
});
