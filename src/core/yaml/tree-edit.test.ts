import { describe, expect, it } from 'vitest';
import { treeOf } from './make-tree.ts';
import { type TreeEdit, treeAfter, withoutLead } from './tree-edit.ts';

describe('what goes with its parents that hold nothing else', () => {
  const remove = (keep: number): TreeEdit => ({
    do: 'remove-upwards',
    path: ['x-bulkhead', 'intents', 0],
    keep,
  });

  it('is left to the text where the entry of the tree itself goes', () => {
    expect(treeAfter(treeOf({ intents: ['never: a -> b'] }), withoutLead(remove(0), 1), () => false)).toBe(
      null,
    );
  });

  it('leaves the entry where others stand in it, or where it is kept', () => {
    const other = treeOf({ intents: ['never: a -> b'], ignore: ['CN101'] });
    expect(treeAfter(other, withoutLead(remove(0), 1), () => false)).toMatchObject({
      entries: [{ key: 'ignore' }],
    });
    const alone = treeOf({ intents: ['never: a -> b'] });
    expect(treeAfter(alone, withoutLead(remove(1), 1), () => false)).toMatchObject({ entries: [] });
  });
});
