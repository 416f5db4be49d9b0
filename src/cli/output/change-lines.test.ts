import { describe, expect, it } from 'vitest';
import type { ConnectivityDiff } from '../../core/reach/diff/diff-connectivity.ts';
import { formatDelta } from './change-lines.ts';

const nothing: ConnectivityDiff = {
  opened: [],
  closed: [],
  waysOpened: [],
  waysClosed: [],
  servicesAdded: [],
  servicesRemoved: [],
};

describe('formatDelta', () => {
  it('says when nothing changed', () => {
    expect(formatDelta(nothing)).toEqual(['no connection opens or closes']);
  });

  it('tells each kind of change in words, opened ones first', () => {
    const delta: ConnectivityDiff = {
      opened: [
        { from: 'a', to: 'b', kind: 'direct' },
        { from: 'a', to: 'b', kind: 'host' },
        { from: 'a', to: 'b', kind: 'name' },
      ],
      closed: [{ from: 'b', to: 'c', kind: 'direct' }],
      waysOpened: [{ service: 'a', kind: 'way-in', port: '0.0.0.0:443/tcp' }],
      waysClosed: [
        { service: 'a', kind: 'way-out', port: '' },
        { service: 'a', kind: 'to-host', port: '' },
        { service: 'a', kind: 'from-host', port: '' },
      ],
      servicesAdded: ['new'],
      servicesRemoved: ['old'],
    };
    expect(formatDelta(delta)).toEqual([
      'service new is new',
      'service old is gone',
      '+ a reaches b',
      '+ a reaches b through a published port',
      '+ a resolves the name b',
      '+ outside reaches a at 0.0.0.0:443/tcp',
      '- b reaches c',
      '- a has a way out',
      '- a reaches the host',
      '- the host reaches a',
      '4 opened, 4 closed',
    ]);
  });

  it('says the family of what changes in one alone, unless the address of the port does', () => {
    const port = { service: 'a', kind: 'way-in' } as const;
    const delta: ConnectivityDiff = {
      ...nothing,
      opened: [{ from: 'a', to: 'b', kind: 'host', family: 'ipv6' }],
      waysClosed: [
        { ...port, port: '0.0.0.0:443/tcp', family: 'ipv4' },
        { ...port, port: '192.0.2.1:443/tcp', family: 'ipv4' },
        { ...port, port: ':::443/tcp', family: 'ipv6' },
        { service: 'a', kind: 'way-out', port: '', family: 'ipv6' },
      ],
    };
    expect(formatDelta(delta)).toEqual([
      '+ a reaches b through a published port over IPv6',
      '- outside reaches a at 0.0.0.0:443/tcp over IPv4',
      '- outside reaches a at 192.0.2.1:443/tcp',
      '- outside reaches a at :::443/tcp',
      '- a has a way out over IPv6',
      '1 opened, 4 closed',
    ]);
  });
});
