import { describe, expect, it } from 'vitest';
import { changedNetworks, changedServices } from './changed-entries.ts';
import { openDocument } from './open-document.ts';

const before = openDocument(`services:
  web: { image: nginx, networks: [front] }
  db: { image: postgres }
networks:
  front:
  back: { internal: true }
`).topology;

const names = (entries: readonly { readonly name: string }[]) => entries.map(({ name }) => name);

describe('entries that changed', () => {
  it('are none where only the writing differs', () => {
    const after = openDocument(`networks:
  back:
    internal: true # walled off
  front: {}
services:
  db:
    image: "postgres"
  web:
    networks:
      - front
    image: nginx
`).topology;
    expect(names(changedServices(before, after))).toEqual([]);
    expect(names(changedNetworks(before, after))).toEqual([]);
  });

  it('are those that say something else, not those that came or went', () => {
    const after = openDocument(`services:
  web: { image: nginx, networks: [front, back] }
  new: { image: redis }
networks:
  front: { internal: true }
  other:
`).topology;
    expect(names(changedServices(before, after))).toEqual(['web']);
    expect(names(changedNetworks(before, after))).toEqual(['front']);
  });
});
