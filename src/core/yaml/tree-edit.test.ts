import { describe, expect, it } from 'vitest';
import { treeOf } from './make-tree.ts';
import { parseTree } from './parse-tree.ts';
import { childOf, plainValue } from './tree.ts';
import { type TreeEdit, treeAfter, withoutLead } from './tree-edit.ts';

describe('what goes with its parents that hold nothing else', () => {
  const remove = (keep: number): TreeEdit => ({
    do: 'remove-upwards',
    path: ['x-bulkhead', 'intents', 0],
    keep,
  });

  it('is left to the text where the entry of the tree itself goes', () => {
    expect(treeAfter(treeOf({ intents: ['never: a -> b'] }), withoutLead(remove(0), 1))).toBe(null);
  });

  it('leaves the entry where others stand in it, or where it is kept', () => {
    const other = treeOf({ intents: ['never: a -> b'], ignore: ['CN101'] });
    expect(treeAfter(other, withoutLead(remove(0), 1))).toMatchObject({
      entries: [{ key: 'ignore' }],
    });
    const alone = treeOf({ intents: ['never: a -> b'] });
    expect(treeAfter(alone, withoutLead(remove(1), 1))).toMatchObject({ entries: [] });
  });
});

describe('a mapping with a merge key', () => {
  const { tree } = parseTree('base: &base { ports: [1], user: a }\nweb:\n  <<: *base\n  ports: [2]\n');
  const web = childOf(tree, 'web') ?? treeOf(null);

  it('has again what its own entry overrode, once that goes or has another name', () => {
    const removed = treeAfter(web, { do: 'remove', path: ['ports'] });
    expect(plainValue(removed)).toEqual({ ports: [1], user: 'a' });
    const renamed = treeAfter(web, { do: 'rename', path: ['ports'], key: 'expose' });
    expect(plainValue(renamed)).toEqual({ expose: [2], ports: [1], user: 'a' });
  });

  it('is not empty without entries of its own', () => {
    const removed = treeAfter(web, { do: 'remove-upwards', path: ['ports', 0], keep: 0 });
    expect(plainValue(removed)).toEqual({ ports: [1], user: 'a' });
  });

  it('gets an entry of its own in the place of what is merged', () => {
    const added = treeAfter(web, { do: 'add', path: [], key: 'user', value: 'b' });
    expect(plainValue(added)).toEqual({ ports: [2], user: 'b' });
  });
});
