import { useRef, useState } from 'react';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import { hostViewStore } from '../../state/page-stores.ts';
import { useWork } from '../../state/use-store.ts';
import { hostAnalysis, unfoldedId } from '../../state/work/selectors.ts';
import { MapLevelContext, MapScroller } from '../map/map-level.ts';
import { useRoom } from '../map/use-map.ts';
import { OverlayPlace } from '../overlays/overlay-place.ts';
import { useOverlayHash } from '../overlays/use-overlay.ts';
import { HostBar } from './host-bar.tsx';
import { HostOverlayBar } from './host-overlay.tsx';
import { hostLevel, StackSheet, useStackScene } from './stack-sheet.tsx';

function StackMap({ analysis }: { readonly analysis: HostAnalysis }) {
  const scroller = useRef<HTMLDivElement>(null);
  const { scene, known } = useStackScene(analysis, useRoom(scroller));
  const unfolded = useWork(unfoldedId);
  useOverlayHash(useWork((state) => state.opening));
  const [words, setWords] = useState<HTMLElement | null>(null);
  return (
    <section
      className="bh-host bh-tall bh-column"
      data-stacked={scene.columns.stacked || undefined}
      aria-label="Map of the host: stacks on their shared networks"
    >
      <HostBar hidden={scene.hidden} shown={scene.bands.length} place={setWords}>
        {unfolded === null && <HostOverlayBar />}
      </HostBar>
      <div
        ref={scroller}
        className="bh-host-scroll bh-scroll"
        onPointerLeave={() => hostViewStore.getState().point(null)}
      >
        <MapScroller value={scroller}>
          <OverlayPlace value={words}>
            <StackSheet analysis={analysis} scene={scene} known={known} />
          </OverlayPlace>
        </MapScroller>
      </div>
    </section>
  );
}

/** All stacks of the host as one map: shared networks as lines, a band for each stack, the open one with its own picture. */
export function HostMap() {
  const analysis = useWork(hostAnalysis);
  if (analysis === null) return null;
  return (
    <MapLevelContext value={hostLevel}>
      <StackMap analysis={analysis} />
    </MapLevelContext>
  );
}
