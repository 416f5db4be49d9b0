import { describe, expect, it } from 'vitest';
import type { ConnectivityDiff } from '../../core/analysis/diff/diff-connectivity.ts';
import { deltaLines } from './delta-lines.ts';

const nothing: ConnectivityDiff = {
  opened: [],
  closed: [],
  waysOpened: [],
  waysClosed: [],
  servicesAdded: [],
  servicesRemoved: [],
};

describe('deltaLines', () => {
  it('tells a pair that opens both ways once', () => {
    const { opened } = deltaLines({
      ...nothing,
      opened: [
        { from: 'app', to: 'db', kind: 'direct' },
        { from: 'db', to: 'app', kind: 'direct' },
      ],
    });
    expect(opened).toEqual(['app ↔ db']);
  });

  it('leaves out names that come with their connection, and tells names that come alone', () => {
    const { closed } = deltaLines({
      ...nothing,
      closed: [
        { from: 'a', to: 'b', kind: 'direct' },
        { from: 'a', to: 'b', kind: 'name' },
        { from: 'a', to: 'c', kind: 'name' },
      ],
    });
    expect(closed).toEqual(['a → b', 'a → c by name']);
  });

  it('tells ways in and out before pairs', () => {
    const { opened } = deltaLines({
      ...nothing,
      opened: [{ from: 'a', to: 'b', kind: 'host' }],
      waysOpened: [
        { service: 'b', kind: 'way-in', port: '0.0.0.0:443/tcp' },
        { service: 'a', kind: 'way-out', port: '' },
      ],
    });
    expect(opened).toEqual(['Outside → b at 0.0.0.0:443/tcp', 'a → outside', 'a → b over the host']);
  });
});
