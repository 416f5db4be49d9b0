// The drawing thread: lays out a large topology, away from the page. It ends when the page says so.

import type { LayoutInput } from '../core/layout/layout-input.ts';
import { layoutTopology } from '../core/layout/layout-topology.ts';

self.addEventListener('message', ({ data }: MessageEvent<LayoutInput>) => {
  self.postMessage(layoutTopology(data));
});
