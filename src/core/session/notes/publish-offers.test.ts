import { describe, expect, it } from 'vitest';
import { formatOperation } from '../../compose/operations/operation-text.ts';
import type { Note } from './note.ts';
import { publishOffers } from './publish-offers.ts';

function left(service: string, publishOn: string | null, ...ports: readonly number[]): Note {
  return {
    type: 'leaves-host',
    service,
    publishOn,
    ports: ports.map((port) => ({ port, protocol: port === 53 ? 'udp' : 'tcp', inferred: false })),
  };
}

function offered(...notes: readonly Note[]): readonly (readonly string[])[] {
  return publishOffers(notes).map(({ label, operations }) => [label, ...operations.map(formatOperation)]);
}

describe('publishOffers', () => {
  it('publish one port on the loopback', () => {
    expect(offered(left('open', 'open', 9101))).toEqual([
      ['Publish 9101 on 127.0.0.1', 'publish=open:127.0.0.1:9101:9101'],
    ]);
  });

  it('of several are each, and all', () => {
    expect(offered(left('open', 'open', 9101, 53), left('guest', 'open', 9101))).toEqual([
      ['Publish 9101 on 127.0.0.1', 'publish=open:127.0.0.1:9101:9101'],
      ['Publish 53/udp on 127.0.0.1', 'publish=open:127.0.0.1:53:53/udp'],
      ['Publish all 2 on 127.0.0.1', 'publish=open:127.0.0.1:9101:9101', 'publish=open:127.0.0.1:53:53/udp'],
    ]);
  });

  it('of many are all only', () => {
    expect(offered(left('open', 'open', 1, 2, 3, 4, 5, 6)).map(([label]) => label)).toEqual([
      'Publish all 6 on 127.0.0.1',
    ]);
  });

  it('are none where publishing would have no effect', () => {
    expect(offered(left('open', null, 9101))).toEqual([]);
  });
});
