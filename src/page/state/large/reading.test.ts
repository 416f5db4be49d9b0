import { describe, expect, it } from 'vitest';
import { modelOf } from '../../../core/compose/model-of.ts';
import { readFragments } from '../../../core/compose/read-fragments.ts';
import { childOf, deref, entryOf } from '../../../core/yaml/tree.ts';
import { sliceReading } from '../../workers/slice-reading.ts';
import { readLarge } from './reading.ts';

const text = `x-env: &env
  A: b
  C: &deep [1, 2]
x-base: &base
  image: nginx
  environment: *env
services:
  first: &first
    <<: *base
    labels: *env
${Array.from({ length: 900 }, (_, index) => `  s${index}:\n    <<: [*base, *env]\n    image: app${index}\n`).join('')}  web: *first
  api:
    <<: *first
    command: *deep
networks:
  back: &net
    internal: true
  other: *net
`;

/** What comes of reading `text` in a thread whose messages are copied. */
async function read() {
  const reading = readFragments(text);
  const topology = modelOf(reading.fragments, new Map(), null);
  const found = await readLarge({ text, environment: new Map() }, new AbortController().signal, () => ({
    read(_, onMessage) {
      for (const message of sliceReading(reading, topology)) onMessage(structuredClone(message));
    },
    terminate: () => {},
  }));
  if (found === null) throw new Error('called off');
  return { reading, topology, found };
}

describe('a large text that was read in a thread', () => {
  it('is what reading it here gives', async () => {
    const { reading, topology, found } = await read();
    expect(found.fragments).toEqual(reading.fragments);
    expect(found.anchors).toEqual(reading.anchors);
    expect([...found.services]).toEqual([...topology.services]);
  });

  it('has one object for what an anchor shares, wherever it stands', async () => {
    const { found } = await read();
    const treeOf = (name: string) => found.fragments.find((fragment) => fragment.name === name)?.tree;
    const anchored = (name: string) => found.anchors.get(name)?.tree;
    expect(treeOf('x-env')).toBe(anchored('env'));
    expect(treeOf('first')).toBe(anchored('first'));
    expect(deref(treeOf('web'))).toBe(anchored('first'));
    expect(deref(childOf(anchored('base'), 'environment'))).toBe(anchored('env'));
    expect(entryOf(treeOf('s899'), 'environment')?.value).toBe(
      entryOf(anchored('base'), 'environment')?.value,
    );
    expect(entryOf(treeOf('s899'), 'C')?.value).toBe(anchored('deep'));
    expect(deref(childOf(treeOf('api'), 'command'))).toBe(anchored('deep'));
    expect(found.networks.get('back')?.tree).toBe(anchored('net'));
    for (const [name, service] of found.services) expect(service.tree).toBe(treeOf(name));
  });
});

it('a thread that says nothing is ended, and the file is one that cannot be read here', async () => {
  let ended = 0;
  const found = await readLarge(
    { text, environment: new Map() },
    new AbortController().signal,
    () => ({ read: () => {}, terminate: () => ended++ }),
    20,
  );
  expect(found?.unreadable).toBe(true);
  expect(found?.problems.map(({ message }) => message)).toEqual([
    'the file was not read within 0.02 seconds',
  ]);
  expect(ended).toBe(1);
});
