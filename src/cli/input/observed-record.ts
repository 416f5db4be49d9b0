// A record of `bulkhead observe`, by its file.

import { type ObservedRecord, RecordError, readRecord } from '../../core/observed/record.ts';
import { CallFailure } from '../call-failure.ts';

/** The record that `text` holds, by which `file` is called; a wrong call where it holds none. */
export function readObserved(file: string, text: string): ObservedRecord {
  try {
    return readRecord(text);
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    throw new CallFailure(`${file}: ${error.message} Give a record that bulkhead observe has written.`);
  }
}
