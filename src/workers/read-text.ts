// The reading thread: parses a large text and models its parts, away from the page. The page ends it.

import { modelOf } from '../core/compose/model-of.ts';
import { readFragments } from '../core/compose/read-fragments.ts';
import type { ReadingRequest } from './reading-message.ts';
import { sliceReading } from './slice-reading.ts';

self.addEventListener('message', ({ data }: MessageEvent<ReadingRequest>) => {
  const reading = readFragments(data.text);
  const topology = reading.unreadable ? null : modelOf(reading.fragments, data.environment, null);
  for (const message of sliceReading(reading, topology)) self.postMessage(message);
});
