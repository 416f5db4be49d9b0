// A record for tests: a day, watched every second.

import type { ObservedConnection, ObservedRecord } from '../record.ts';

/** Returns the record of lines such as `web -> db:5432 x112`: the client, the server with its TCP port, and the number of snapshots. */
export function recordOf(...lines: readonly string[]): ObservedRecord {
  const connections = lines.map((line): ObservedConnection => {
    const [, from = '', to = '', port = '', looks = '1'] =
      /^(\S+) -> (\S+):(\d+)(?: x(\d+))?$/.exec(line) ?? [];
    if (from === '') throw new Error(`no connection: ${line}`);
    const [first, last] = ['2026-11-01T10:00:00.000Z', '2026-11-02T09:00:00.000Z'];
    return { from, to, port: Number(port), protocol: 'tcp', looks: Number(looks), first, last };
  });
  return {
    version: 1,
    from: '2026-11-01T10:00:00.000Z',
    to: '2026-11-02T10:00:00.000Z',
    interval: 1,
    engine: '29.7.2',
    connections,
    listening: [],
    unseen: [],
  };
}
