import { describe, expect, it } from 'vitest';
import { modelOf } from '../../core/compose/model-of.ts';
import { readFragments } from '../../core/compose/read-fragments.ts';
import { deref } from '../../core/yaml/tree.ts';
import type { ReadingMessage } from './reading-message.ts';
import { sliceReading } from './slice-reading.ts';

function messagesOf(text: string): ReadingMessage[] {
  const reading = readFragments(text);
  const topology = reading.unreadable ? null : modelOf(reading.fragments, new Map(), null);
  // What a thread sends is copied, message by message.
  return [...sliceReading(reading, topology)].map((message) => structuredClone(message));
}

const many = (count: number): string =>
  Array.from({ length: count }, (_, index) => `  s${index}:\n    image: example/app:${index}\n`).join('');

describe('a reading in messages', () => {
  it('cuts a long text into several, and holds every fragment once', () => {
    const text = `services:\n${many(2_000)}`;
    const messages = messagesOf(text);
    const indexes = messages.flatMap((message) =>
      message.type === 'slice' ? message.fragments.map(([index]) => index) : [],
    );
    expect(messages.length).toBeGreaterThan(3);
    expect(indexes.toSorted((a, b) => a - b)).toEqual(readFragments(text).fragments.map((_, index) => index));
    expect(messages.at(-1)).toEqual({ type: 'end', problems: [], unreadable: false });
  });

  it('keeps a service with the tree of its fragment: one object, also after the copy', () => {
    for (const message of messagesOf(`services:\n${many(2_000)}`)) {
      if (message.type === 'end') continue;
      for (const service of message.services) {
        const [, fragment] = message.fragments.find(([, { name }]) => name === service.name) ?? [];
        expect(service.tree).toBe(fragment?.tree);
      }
    }
  });

  it('sends anchors before whatever refers to them', () => {
    const text = `x-base: &base\n  image: nginx\nservices:\n${many(900)}  web: *base\n  api:\n    <<: *base\n`;
    const messages = messagesOf(text);
    const anchored = messages.map((message) => (message.type === 'slice' ? message.anchors.size : 0));
    expect([anchored[0], anchored.slice(1).every((count) => count === 0)]).toEqual([1, true]);
    expect(messages.length).toBeGreaterThan(3);
  });

  it.each([
    ['are large', `x-base: &base\n  image: ${'n'.repeat(12_000)}\n`],
    ['share a name', 'x-base: &base\n  image: nginx\nx-other: &base\n  image: redis\n'],
  ])('sends anchors that %s together with whatever refers to them', (_, head) => {
    const text = `${head}services:\n${many(900)}  web: *base\n  api:\n    <<: *base\n`;
    const [knot, ...more] = messagesOf(text).filter(
      (message) => message.type === 'slice' && message.anchors.size > 0,
    );
    if (knot?.type !== 'slice') throw new Error('no message holds the anchor');
    const base = knot.anchors.get('base')?.tree;
    const web = knot.fragments.find(([, { name }]) => name === 'web')?.[1];
    expect(knot.fragments.slice(-2).map(([, { name }]) => name)).toEqual(['web', 'api']);
    expect([deref(web?.tree), more]).toEqual([base, []]);
    expect(deref(web?.tree)).toBe(base);
  });

  it('tells what cannot be read', () => {
    const messages = messagesOf('services:\n  web:\n    image: "nginx\n');
    expect(messages.at(-1)).toMatchObject({ type: 'end', unreadable: true });
  });
});
