import { describe, expect, it } from 'vitest';
import { readSections } from './read-sections.ts';
import { childOf, entriesOf, scalarText } from './tree.ts';

const split = new Set(['services', 'networks']);

/** Parent, key and text of each section. */
function sectionsOf(text: string): readonly string[] {
  const { sections } = readSections(text, split);
  return sections.map(({ parent, key, from }, index) => {
    const end = sections[index + 1]?.from ?? text.length;
    return `${parent ?? ''}/${key}: ${text.slice(from, end)}`;
  });
}

describe('the sections of a text', () => {
  it('are one per top-level key and one per entry of the keys named', () => {
    expect(sectionsOf('name: x\nservices:\n  a:\n    image: i\n  # b\n  b: {}\nvolumes: { v: }\n')).toEqual([
      '/name: name: x\n',
      '/services: services:\n',
      'services/a:   a:\n    image: i\n  # b\n',
      'services/b:   b: {}\n',
      '/volumes: volumes: { v: }\n',
    ]);
  });

  it('can be read alone in block style only', () => {
    const { sections } = readSections('services:\n  a: { image: i }\nnetworks: { n: }\n', split);
    expect(sections.map(({ key, alone }) => [key, alone])).toEqual([
      ['services', false],
      ['a', true],
      ['networks', false],
      ['n', false],
    ]);
  });

  it('can never be read alone below a directive', () => {
    const { sections } = readSections('%YAML 1.2\n---\nservices:\n  a: { image: i }\n', split);
    expect(sections.map(({ alone }) => alone)).toEqual([false, false]);
  });
});

describe('anchors', () => {
  it('belong to the section that defines them', () => {
    const { anchors, sections } = readSections('x-a: &a 1\nservices:\n  s: &s { image: *a }\n', split);
    expect([...anchors].map(([name, { section }]) => [name, sections[section]?.key])).toEqual([
      ['a', 'x-a'],
      ['s', 's'],
    ]);
  });

  it('belong to none where a name is defined twice', () => {
    const { anchors } = readSections('x-a: &a 1\nx-b: &a 2\n', split);
    expect(anchors.get('a')?.section).toBe(-1);
  });
});

describe('merge keys', () => {
  it('bring entries that the section of the top-level key holds', () => {
    const text =
      'x-s: &s { web: { image: i }, own: { image: merged } }\nservices:\n  <<: *s\n  own: { image: o }\n';
    const { sections } = readSections(text, split);
    const whole = sections.find(({ key }) => key === 'services');
    expect(entriesOf(whole?.tree).map(({ key }) => key)).toEqual(['web']);
  });

  it('bring top-level keys that the file does not have, as empty sections at the merge key', () => {
    const text = 'x-all: &all\n  name: merged\n  networks: { front: }\n<<: *all\nname: own\n';
    const { sections } = readSections(text, split);
    expect(sections.map(({ from, key }) => [from, key])).toEqual([
      [0, 'x-all'],
      [50, 'networks'],
      [50, ''],
      [59, 'name'],
    ]);
    const [, networks, , name] = sections;
    expect(networks?.tree.kind).toBe('alias');
    expect(childOf(networks?.tree, 'front')).not.toBeNull();
    expect(scalarText(name?.tree)).toBe('own');
  });
});

describe('a root that is no mapping', () => {
  it.each([
    ['', 'nothing'],
    ['# only a comment\n', 'nothing'],
    ['~\n', 'nothing'],
    ['- a\n', 'other'],
    ['text\n', 'other'],
  ])('%j is %s', (text, root) => {
    expect(readSections(text, split)).toMatchObject({ root, sections: [] });
  });
});
