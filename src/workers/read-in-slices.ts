import { modelOf } from '../core/compose/model-of.ts';
import { readFragments } from '../core/compose/read-fragments.ts';
import type { ReadingMessage, ReadingRequest } from './reading-message.ts';
import { sliceReading } from './slice-reading.ts';

/** What is in a large text, message by message. */
export function* readInSlices({ text, environment }: ReadingRequest): Generator<ReadingMessage> {
  const reading = readFragments(text);
  const topology = reading.unreadable ? null : modelOf(reading.fragments, environment, null);
  yield* sliceReading(reading, topology);
}
