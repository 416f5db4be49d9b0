// What was seen to flow: the record that `bulkhead observe` writes (`bulkhead.observed.json`), read, merged with others and written again.

import { z } from 'zod';
import { compareBytes } from '../text/compare-bytes.ts';

const isoTime = z.iso.datetime({ offset: true });
const port = z.int().min(0).max(65_535);
const protocol = z.enum(['tcp', 'udp']);

const connectionShape = z.strictObject({
  /** The client: `SERVICE`, `STACK/SERVICE` for another stack, `host`, `lan`, `internet`, or an outside address when those are recorded. */
  from: z.string().min(1),
  to: z.string().min(1),
  /** The container's port, whichever port of the host led to it. */
  port,
  protocol,
  /** The number of snapshots with this connection. */
  looks: z.int().min(1),
  first: isoTime,
  last: isoTime,
});

const listeningShape = z.strictObject({
  service: z.string().min(1),
  address: z.string().min(1),
  port,
  protocol,
});

const recordShape = z.strictObject({
  version: z.literal(1),
  from: isoTime,
  to: isoTime,
  /** The measured number of seconds between two snapshots. */
  interval: z.number().positive(),
  engine: z.string(),
  connections: z.array(connectionShape),
  listening: z.array(listeningShape),
  /** The parts that could not be observed, with reasons. */
  unseen: z.array(z.strictObject({ what: z.string(), why: z.string() })),
});

export type ObservedRecord = z.infer<typeof recordShape>;
export type ObservedConnection = z.infer<typeof connectionShape>;
export type ObservedListening = z.infer<typeof listeningShape>;

/** The error for a text that is no valid record; its message names the fault and its position. */
export class RecordError extends Error {}

/** Parses the text of a record; throws a `RecordError`. */
export function readRecord(text: string): ObservedRecord {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new RecordError(`It is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const read = recordShape.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const at = issue === undefined ? '' : issue.path.map(String).join('.');
  throw new RecordError(`${at === '' ? 'It' : `Its member ${at}`} is wrong: ${issue?.message ?? ''}.`);
}

/** Returns the text of a record: sorted, one connection a line, so that two versions can be compared line by line. */
export function recordText(record: ObservedRecord): string {
  const { connections, listening, unseen, ...about } = sorted(record);
  const lists = Object.entries({ connections, listening, unseen }).map(([name, items]) =>
    items.length === 0
      ? ` ${JSON.stringify(name)}: []`
      : ` ${JSON.stringify(name)}: [\n${items.map((item) => `  ${JSON.stringify(item)}`).join(',\n')}\n ]`,
  );
  const facts = Object.entries(about).map(
    ([name, value]) => ` ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return `{\n${[...facts, ...lists].join(',\n')}\n}\n`;
}

/** Returns one record of several: the counts of snapshots are added, and the period spans all of them. */
export function mergeRecords(records: readonly [ObservedRecord, ...ObservedRecord[]]): ObservedRecord {
  const connections = new Map<string, ObservedConnection>();
  const listening = new Map<string, ObservedListening>();
  const unseen = new Map<string, ObservedRecord['unseen'][number]>();
  for (const record of records) {
    for (const one of record.connections) {
      const key = connectionKey(one);
      const known = connections.get(key);
      connections.set(key, known === undefined ? one : joined(known, one));
    }
    for (const one of record.listening) listening.set(listeningKey(one), one);
    for (const one of record.unseen) unseen.set(`${one.what}\n${one.why}`, one);
  }
  const engines = [...new Set(records.map(({ engine }) => engine))];
  return sorted({
    version: 1,
    from: earliest(records.map(({ from }) => from)),
    to: latest(records.map(({ to }) => to)),
    interval: Math.max(...records.map(({ interval }) => interval)),
    engine: engines.join(', '),
    connections: [...connections.values()],
    listening: [...listening.values()],
    unseen: [...unseen.values()],
  });
}

function joined(a: ObservedConnection, b: ObservedConnection): ObservedConnection {
  const first = earliest([a.first, b.first]);
  return { ...a, looks: a.looks + b.looks, first, last: latest([a.last, b.last]) };
}

function sorted(record: ObservedRecord): ObservedRecord {
  return {
    ...record,
    connections: record.connections.toSorted(byKey(connectionKey)),
    listening: record.listening.toSorted(byKey(listeningKey)),
    unseen: record.unseen.toSorted(byKey(({ what, why }) => [what, why].join('\n'))),
  };
}

const byKey =
  <Item>(keyOf: (item: Item) => string) =>
  (a: Item, b: Item): number =>
    compareBytes(keyOf(a), keyOf(b));

/** Returns the identity of a connection. Ports sort as numbers. */
export function connectionKey({
  from,
  to,
  port: number,
  protocol: by,
}: Pick<ObservedConnection, 'from' | 'to' | 'port' | 'protocol'>): string {
  return [from, to, String(number).padStart(5, '0'), by].join('\n');
}

function listeningKey({ service, address, port: number, protocol: by }: ObservedListening): string {
  return [service, String(number).padStart(5, '0'), by, address].join('\n');
}

const time = (text: string): number => Date.parse(text);
const earliest = (times: readonly string[]): string => times.toSorted((a, b) => time(a) - time(b))[0] ?? '';
const latest = (times: readonly string[]): string => times.toSorted((a, b) => time(b) - time(a))[0] ?? '';
