// A record of `bulkhead observe`, by its file.

import { isObservedPlace } from '../../core/needs/observed-needs.ts';
import { type ObservedRecord, RecordError, readRecord } from '../../core/observed/record.ts';
import { CallFailure } from '../call-failure.ts';

/** Reads the observed record in `text`, named `file` in messages; an invalid record is a wrong call. */
export function readObserved(file: string, text: string): ObservedRecord {
  try {
    return readRecord(text);
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    throw new CallFailure(`${file}: ${error.message} Give a record that bulkhead observe has written.`);
  }
}

/** Refuses the record of one project for a host, where its names could mean services of any stack. */
export function demandStacks(file: string, { connections }: ObservedRecord): void {
  const ends = connections.flatMap(({ from, to }) => [from, to]);
  const plain = ends.find((name) => !name.includes('/') && !isObservedPlace(name));
  if (plain === undefined) return;
  throw new CallFailure(
    `${file}: this record is about one project (${plain} has no stack). Give a record that bulkhead observe --host has written.`,
  );
}
