import { describe, expect, it } from 'vitest';
import type { ConnectivityDiff } from '../../../core/reach/diff/diff-connectivity.ts';
import { deltaLines } from './delta-list.tsx';

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

  it('tells a family, and both ways in one line only where they are of the same', () => {
    const { opened } = deltaLines({
      ...nothing,
      opened: [
        { from: 'app', to: 'db', kind: 'direct', family: 'ipv6' },
        { from: 'app', to: 'web', kind: 'direct', family: 'ipv4' },
        { from: 'db', to: 'app', kind: 'direct', family: 'ipv6' },
        { from: 'web', to: 'app', kind: 'direct', family: 'ipv6' },
      ],
      waysOpened: [{ service: 'db', kind: 'way-in', port: '0.0.0.0:443/tcp', family: 'ipv6', unsure: true }],
    });
    expect(opened).toEqual([
      'Outside → db at 0.0.0.0:443/tcp over IPv6, perhaps',
      'app ↔ db over IPv6',
      'app → web over IPv4',
      'web → app over IPv6',
    ]);
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
