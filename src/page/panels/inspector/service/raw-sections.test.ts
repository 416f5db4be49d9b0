import { describe, expect, it } from 'vitest';
import { openDocument } from '../../../../core/compose/open-document.ts';
import type { Tree } from '../../../../core/yaml/tree.ts';
import { rawCommand, rawEnvironment, rawText } from './raw-sections.tsx';

function tree(keys: string): Tree {
  const found = openDocument(`services:\n  web:\n    image: nginx:\${TAG:-1}\n${keys}`).topology.services.get(
    'web',
  );
  if (found === undefined) throw new Error('no web');
  return found.tree;
}

describe('raw values', () => {
  it('show variables as they are written', () => {
    expect(rawText(tree(''), 'image')).toBe(`nginx:\${TAG:-1}`);
  });

  it('read both forms of environment', () => {
    const list = tree('    environment:\n      - A=1=2\n      - B\n');
    expect(rawEnvironment(list)).toEqual([
      { key: 'A', value: '1=2' },
      { key: 'B', value: null },
    ]);
    const map = tree('    environment:\n      A: "$HOME"\n      B:\n');
    expect(rawEnvironment(map)).toEqual([
      { key: 'A', value: '$HOME' },
      { key: 'B', value: null },
    ]);
  });

  it('write a list command as one line that a shell would split the same way', () => {
    expect(rawCommand(tree(`    command: [sh, -c, "echo it's up"]\n`))).toBe(`sh -c 'echo it'\\''s up'`);
    expect(rawCommand(tree('    command: npm start\n'))).toBe('npm start');
    expect(rawCommand(tree(''))).toBe('');
  });
});
