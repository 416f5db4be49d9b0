import { describe, expect, it } from 'vitest';
import { parseTree } from '../../yaml/parse-tree.ts';
import { deref, entriesOf, itemsOf, scalarText, type Tree } from '../../yaml/tree.ts';
import { repeatedLists, withoutRepeatedItems } from './stack-lists.ts';

function mapIn(text: string) {
  const tree = deref(parseTree(text).tree);
  return tree?.kind === 'map' ? tree : expect.fail('no map');
}

function plain(tree: Tree): unknown {
  const node = deref(tree);
  if (node?.kind === 'seq') return itemsOf(node).map(plain);
  if (node?.kind === 'map')
    return Object.fromEntries(entriesOf(node).map(({ key, value }) => [key, plain(value)]));
  return scalarText(node);
}

describe('lists of a stack file', () => {
  it('keep the last setting of a key, of all else the first item', () => {
    const map = mapIn(
      'environment: [A=1, B=1, A=2, B=1]\nports: ["80:80", "81:81", "80:80"]\nnetworks: {n: {aliases: [x, y, x]}}\n',
    );
    expect(plain(withoutRepeatedItems(map))).toEqual({
      environment: ['A=2', 'B=1'],
      ports: ['80:80', '81:81'],
      networks: { n: { aliases: ['x', 'y'] } },
    });
  });

  it('leave commands, and what has nothing twice, as they are', () => {
    const map = mapIn('command: [a, a]\nhealthcheck: {test: [CMD, x, x]}\ncap_drop: [ALL]\n');
    expect(withoutRepeatedItems(map)).toBe(map);
  });

  it('are named where a swarm refuses them, and only there', () => {
    const map = mapIn(
      'environment: [A=1, A=2, A=1]\nlabels: [a=1, a=2]\nvolumes: ["v:/a", "v:/a"]\nconfigs: [c, c]\ndeploy: {labels: [a, a]}\nnetworks: {n: {aliases: [x, x]}}\ncommand: [a, a]\n',
    );
    expect(repeatedLists(map)).toEqual([
      ['environment', 2],
      ['deploy', 'labels', 1],
      ['networks', 'n', 'aliases', 1],
    ]);
  });
});
