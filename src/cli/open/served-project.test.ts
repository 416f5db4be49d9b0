import { describe, expect, it } from 'vitest';
import { openRoots } from '../confined/root-folders.ts';
import type { BoundFile } from './bound-file.ts';
import type { ProjectState, ServedStack } from './project-state.ts';
import { withStableNumbers } from './served-project.ts';

const roots = openRoots('/');

const about = {
  version: 1,
  order: [],
  environment: [],
  profiles: [],
  folder: 'stacks',
  engine: '29',
  userlandProxy: true,
  directRouting: false,
  ipv6Default: false,
  firewallBackend: 'iptables',
  rootless: false,
} as const;

/** Returns a host of these files. Names ending in `?` do not exist and may be created for the stack of their folder. */
function state(...names: readonly string[]): ProjectState {
  const files = names.map((word): BoundFile => {
    const name = word.replace('?', '');
    return { name, path: `/${name}`, roots, writable: true, mayCreate: word.endsWith('?'), onDemand: false };
  });
  const dirs = [...new Set(files.map(({ name }) => name.split('/')[0] ?? ''))];
  const stacks = dirs.map((dir): ServedStack => {
    const begins = files.findIndex(({ name, mayCreate }) => mayCreate && name.startsWith(`${dir}/`));
    const own = { order: [], environment: [], profiles: [], folder: dir, files: [] };
    return { dir, ...own, begins: begins < 0 ? null : begins, variables: null };
  });
  const texts = files.map(({ name, mayCreate }) => (mayCreate ? null : { text: name, version: name }));
  return { files, texts, about, host: { name: 'stacks', failed: [], file: null, stacks } };
}

const named = ({ files, texts }: ProjectState) =>
  files.map(({ name, writable }, index) => `${name} ${writable} ${texts[index]?.text ?? '-'}`);

describe('numbers of files', () => {
  it('stay where stacks come: new files are last, and what a stack may make follows', () => {
    const now = withStableNumbers(
      state('b/c.yaml', 'b/o.yaml?'),
      state('a/c.yaml', 'b/c.yaml', 'a/o.yaml?', 'b/o.yaml?'),
    );
    expect(named(now)).toEqual([
      'b/c.yaml true b/c.yaml',
      'b/o.yaml true -',
      'a/c.yaml true a/c.yaml',
      'a/o.yaml true -',
    ]);
    expect(now.host?.stacks.map(({ dir, begins }) => [dir, begins])).toEqual([
      ['a', 3],
      ['b', 1],
    ]);
  });

  it('stay where stacks go: what is gone is not written any more, and not sent', () => {
    const now = withStableNumbers(state('a/c.yaml', 'b/c.yaml'), state('b/c.yaml'));
    expect(named(now)).toEqual(['a/c.yaml false -', 'b/c.yaml true b/c.yaml']);
    expect(now.files[0]?.onDemand).toBe(true);
  });

  it('are the same again where a stack comes back', () => {
    const before = state('a/c.yaml', 'b/c.yaml');
    expect(withStableNumbers(withStableNumbers(before, state('b/c.yaml')), before)).toEqual(before);
  });
});
