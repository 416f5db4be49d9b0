import { beforeEach, describe, expect, it } from 'vitest';
import { pinStore } from '../page-stores.ts';

const slot = { group: 'network:front', sub: 0, row: 2, pinned: true };
const pins = () => [...pinStore.getState().pins.keys()];

beforeEach(() => {
  localStorage.clear();
  pinStore.getState().turnTo('');
});

describe('pins', () => {
  it('are kept by the name of the file', () => {
    const { turnTo, pin } = pinStore.getState();
    turnTo('a.yaml');
    pin('web', slot);
    turnTo('b.yaml');
    expect(pins()).toEqual([]);
    turnTo('a.yaml');
    expect(pinStore.getState().pins.get('web')).toEqual(slot);
  });

  it('are let go one by one, or all', () => {
    const { turnTo, pin, unpin, unpinAll } = pinStore.getState();
    turnTo('a.yaml');
    pin('web', slot);
    pin('db', slot);
    unpin('web');
    expect(pins()).toEqual(['db']);
    unpinAll();
    expect(localStorage.getItem('bulkhead.pins.a.yaml')).toBe('[]');
  });

  it('are none where the browser holds something else', () => {
    localStorage.setItem('bulkhead.pins.a.yaml', '{"web":1}');
    localStorage.setItem(
      'bulkhead.pins.b.yaml',
      '[["web",{"group":1}],["db",{"group":"x","sub":0,"row":1}]]',
    );
    pinStore.getState().turnTo('a.yaml');
    expect(pins()).toEqual([]);
    pinStore.getState().turnTo('b.yaml');
    expect(pins()).toEqual(['db']);
  });
});
