// The reading thread: parses a large text and models its parts, away from the page. The page ends it.

import type { ReadingRequest } from './reading-message.ts';
import { readInSlices } from './slice-reading.ts';

self.addEventListener('message', ({ data }: MessageEvent<ReadingRequest>) => {
  for (const message of readInSlices(data)) self.postMessage(message);
});
