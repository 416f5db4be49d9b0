import { describe, expect, it } from 'vitest';
import { mergeRecords, type ObservedRecord, RecordError, readRecord, recordText } from './record.ts';

const record: ObservedRecord = {
  version: 1,
  from: '2026-11-01T10:00:00.000Z',
  to: '2026-11-01T10:10:00.000Z',
  interval: 1,
  engine: '29.7.2',
  connections: [
    {
      from: 'web',
      to: 'db',
      port: 5432,
      protocol: 'tcp',
      looks: 3,
      first: '2026-11-01T10:00:01.000Z',
      last: '2026-11-01T10:09:00.000Z',
    },
    {
      from: 'web',
      to: 'db',
      port: 80,
      protocol: 'tcp',
      looks: 1,
      first: '2026-11-01T10:00:01.000Z',
      last: '2026-11-01T10:00:01.000Z',
    },
  ],
  listening: [{ service: 'db', address: '::', port: 5432, protocol: 'tcp' }],
  unseen: [],
};

describe('a record', () => {
  it('is written sorted by from, to and port as a number, one connection a line, and read again', () => {
    const text = recordText(record);
    expect(readRecord(text).connections.map(({ port }) => port)).toEqual([80, 5432]);
    expect(recordText(readRecord(text))).toBe(text);
    expect(text.split('\n').filter((line) => line.includes('"from":"web"'))).toHaveLength(2);
    expect(readRecord(`\uFEFF${text}`)).toEqual(readRecord(text));
  });

  it.each([
    ['', /not JSON/],
    ['[]', /It is wrong/],
    [JSON.stringify({ ...record, version: 2 }), /version/],
    [JSON.stringify({ ...record, payload: 'x' }), /payload/],
    [
      JSON.stringify({ ...record, connections: [{ ...record.connections[0], port: 70000 }] }),
      /connections\.0\.port/,
    ],
    [JSON.stringify({ ...record, from: 'yesterday' }), /from/],
  ])('says what is wrong with %j', (text, message) => {
    expect(() => readRecord(text)).toThrow(RecordError);
    expect(() => readRecord(text)).toThrow(message);
  });

  it('merged with a later one has the looks of both, and the time of both', () => {
    const [one] = record.connections;
    if (one === undefined) throw new Error('no connection');
    const later: ObservedRecord = {
      ...record,
      from: '2026-11-02T10:00:00.000+02:00',
      to: '2026-11-02T11:00:00.000+02:00',
      interval: 2.5,
      engine: '28.5.2',
      connections: [{ ...one, looks: 4, last: '2026-11-02T10:30:00.000+02:00' }],
      unseen: [{ what: 'db', why: 'its namespace may not be read' }],
    };
    const merged = mergeRecords([later, record]);
    expect(merged).toMatchObject({
      from: record.from,
      to: later.to,
      interval: 2.5,
      engine: '28.5.2, 29.7.2',
    });
    expect(merged.connections.find(({ port }) => port === 5432)).toEqual({
      ...one,
      looks: 7,
      last: '2026-11-02T10:30:00.000+02:00',
    });
    expect(merged.unseen).toEqual(later.unseen);
    expect(mergeRecords([record, later]).connections).toEqual(merged.connections);
  });
});

describe('a record of a day', () => {
  const services = Array.from({ length: 60 }, (_, index) => `a-service-with-a-name-${index}`);
  const hour = (of: number): ObservedRecord => {
    const at = (minutes: number) => new Date(Date.UTC(2026, 10, 1, of, minutes)).toISOString();
    const about = { protocol: 'tcp', looks: 3600, first: at(0), last: at(59) } as const;
    // Everybody asks a quarter of the others at two ports, and goes out; a third is asked from outside.
    const connections = services.flatMap((from, index) => [
      ...services
        .filter((_, other) => other !== index && (other + index) % 4 === 0)
        .flatMap((to) => [5432, 8080].map((port) => ({ from, to, port, ...about }))),
      ...['internet', 'lan', 'host'].map((to) => ({ from, to, port: 443, ...about })),
      ...(index % 3 === 0 ? [{ from: 'internet', to: from, port: 8080, ...about }] : []),
    ]);
    const listening = services.flatMap((service) =>
      [5432, 8080, 9090].map((port) => ({ service, address: '0.0.0.0', port, protocol: 'tcp' as const })),
    );
    return { ...record, from: at(0), to: at(60), connections, listening };
  };

  it('of 60 services has less than a megabyte, and as many lines as one of an hour', () => {
    const [first, ...rest] = Array.from({ length: 24 }, (_, index) => hour(index));
    if (first === undefined) throw new Error('no hour');
    const day = recordText(mergeRecords([first, ...rest]));
    expect(day.length).toBeLessThan(1_000_000);
    expect(day.split('\n').length).toBe(recordText(first).split('\n').length);
    expect(readRecord(day).connections.every(({ looks }) => looks === 24 * 3600)).toBe(true);
  });

  it('holds no address but those of what listens, and nothing of what was said', () => {
    const names = new Set(Object.keys(readRecord(recordText(hour(0))).connections[0] ?? {}));
    expect(names).toEqual(new Set(['from', 'to', 'port', 'protocol', 'looks', 'first', 'last']));
  });
});
