// Before the tests of what the page is made of: what it fetches after its first picture is at hand, as for a person who
// edits. Core and command have no such parts, and their tests start faster without.

import { expect } from 'vitest';

const page = /\/src\/(?:app|canvas|commands|editor|panels|state)\//;

const file = expect.getState().testPath ?? '';
if (page.test(file)) {
  const { allParts } = await import('../src/state/all-parts.ts');
  const { holdParts } = await import('../src/state/late-parts.ts');
  holdParts(allParts);
  if (file.includes('/src/canvas/')) {
    const { allHands } = await import('../src/canvas/drag/all-hands.ts');
    const { holdHands } = await import('../src/canvas/drag/hands.ts');
    holdHands(allHands);
  }
}
