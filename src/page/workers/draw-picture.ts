// The drawing thread: lays out a large topology, away from the page. The page ends it.

import type { LayoutInput } from '../../core/layout/layout-input.ts';
import { layoutTopology } from '../../core/layout/layout-topology.ts';

self.addEventListener('message', ({ data }: MessageEvent<LayoutInput>) => {
  self.postMessage(layoutTopology(data));
});
