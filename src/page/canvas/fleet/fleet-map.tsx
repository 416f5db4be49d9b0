import './fleet-map.css';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { gatedPicture } from '../../../core/map/fleet/fleet-gates.ts';
import { fleetHeadline } from '../../../core/map/fleet/fleet-headline.ts';
import { checkedPicture, fleetPicture } from '../../../core/map/fleet/fleet-picture.ts';
import { railHues } from '../../../core/map/host-scene.ts';
import type { FleetAnalysis } from '../../../core/rules/analyze-fleet.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import { fleetViewStore, hostViewStore } from '../../state/page-stores.ts';
import { useUi, useWork } from '../../state/use-store.ts';
import { fleetAnalysis, hostAnalysis, unfoldedMachine } from '../../state/work/selectors.ts';
import { hostLevel, StackSheet, useStackScene } from '../host/stack-sheet.tsx';
import type { InsideProps } from '../map/map-band.tsx';
import { MapBar } from '../map/map-bar.tsx';
import { MapLevelContext, MapScroller } from '../map/map-level.ts';
import { MapSheet } from '../map/map-sheet.tsx';
import { useRoom, useScene } from '../map/use-map.ts';
import { OverlayPlace } from '../overlays/overlay-place.ts';
import { useOverlayHash } from '../overlays/use-overlay.ts';
import { fleetLevel, followFleetHighlight } from './fleet-level.ts';
import { FleetOverlayBar } from './fleet-overlay.tsx';
import { FleetWays } from './fleet-ways.tsx';

/** The space around the map of a machine in its band, in px. */
const around = { right: 10, bottom: 10 } as const;
/** The height of the words below the wall of a machine whose firewall is known. */
const firewallWords = 14;
/** The height before the stacks of an unfolded machine are worked out. */
const unknownHeight = 160;
/** The height of a stack and of what stands above all stacks, from which the height of a machine's map is chosen. */
const stackHeight = 48;
const aboveStacks = 110;

/** The inner height of the open band; 0 while all machines are folded. */
const insideStore = createStore<{ readonly height: number }>()(() => ({ height: 0 }));

interface MachineMapProps {
  readonly analysis: HostAnalysis;
  readonly width: number;
}

/** The map of the stacks of an unfolded machine. */
function MachineMap({ analysis, width }: MachineMapProps) {
  const height = analysis.host.stacks.length * stackHeight + aboveStacks;
  const room = useMemo(() => ({ width, height }), [width, height]);
  const { scene, known } = useStackScene(analysis, room);
  useLayoutEffect(() => {
    insideStore.setState({ height: scene.height + firewallWords + around.bottom });
  }, [scene.height]);
  return <StackSheet analysis={analysis} scene={scene} known={known} />;
}

/** The picture in the band of the unfolded machine: its stacks, as on the map of a host. */
function MachineInside({ place: { band, rect }, frame: { columns, row } }: InsideProps) {
  const analysis = useWork(hostAnalysis);
  useEffect(() => () => insideStore.setState({ height: 0 }), []);
  const left = columns.inside - rect.x;
  const width = Math.floor(rect.width - left - around.right);
  return (
    <section
      className="bh-open bh-machine-inside bh-absolute bh-clip"
      style={{ left, top: row, height: rect.height - row - around.bottom }}
      aria-label={`Stacks of ${band.stack}`}
    >
      {analysis === null ? (
        <p className="bh-pane-empty">Working out who reaches whom on {band.stack} …</p>
      ) : (
        <MapLevelContext value={hostLevel}>
          <MachineMap analysis={analysis} width={width} />
        </MapLevelContext>
      )}
    </section>
  );
}

const filterWords = {
  label: 'Filter machines by name, stack, service, network or port',
  example: 'A machine, a service, a port',
} as const;

function MachinesMap({ analysis, checked }: { readonly analysis: FleetAnalysis; readonly checked: boolean }) {
  const scroller = useRef<HTMLDivElement>(null);
  const room = useRoom(scroller);
  const unfolded = useWork(unfoldedMachine);
  const known = useStore(insideStore, ({ height }) => height);
  const height = unfolded === null ? 0 : known || unknownHeight;
  const plain = checked ? checkedPicture(analysis) : fleetPicture(analysis.facts);
  // The picture of an unfolded machine has the overlay itself.
  const asksWho = useUi(({ overlay }) => overlay?.kind === 'who-gets-in') && unfolded === null;
  const picture = asksWho ? gatedPicture(plain) : plain;
  const scene = useScene(picture, room, unfolded, height);
  const hues = useMemo(() => railHues(picture), [picture]);
  const parts = useMemo(() => fleetHeadline(picture), [picture]);
  const [words, setWords] = useState<HTMLElement | null>(null);
  useOverlayHash(useWork((state) => state.opening));
  useEffect(followFleetHighlight, []);
  const { select, revealStack } = fleetViewStore.getState();
  const showPlace = (name: string): void => {
    const isRouter = picture.routers.some((router) => router.name === name);
    if (isRouter) select({ type: 'router', router: name });
    else revealStack(name);
  };
  return (
    <section
      className="bh-host bh-tall bh-column"
      data-stacked={scene.columns.stacked || undefined}
      aria-label="Map of the fleet: machines on the networks between them"
    >
      <MapBar
        parts={parts}
        filterWords={filterWords}
        onPlace={showPlace}
        hidden={scene.hidden}
        shown={scene.bands.length}
        place={setWords}
      >
        {unfolded === null && <FleetOverlayBar />}
      </MapBar>
      <div
        ref={scroller}
        className="bh-host-scroll bh-scroll"
        onPointerLeave={() => {
          fleetViewStore.getState().point(null);
          hostViewStore.getState().point(null);
        }}
      >
        <MapScroller value={scroller}>
          <OverlayPlace value={words}>
            <MapSheet
              scene={scene}
              known={unfolded === null || known > 0}
              titles={picture.titles}
              hues={hues}
              unfolded={unfolded}
              machine={null}
              label="Machines"
              asksWho={asksWho}
              observed={null}
              Inside={MachineInside}
            >
              {asksWho && <FleetWays scene={scene} facts={analysis.facts} />}
              {scene.bands.length === 0 && (
                <p className="bh-host-empty bh-dim bh-absolute" style={{ left: scene.columns.name }}>
                  The filter hides all {scene.hidden} machines.
                </p>
              )}
            </MapSheet>
          </OverlayPlace>
        </MapScroller>
      </div>
    </section>
  );
}

/** All machines of a fleet as one map: the networks between them as lines, a band for each machine, the unfolded one with its stacks. */
export function FleetMap() {
  const analysis = useWork(fleetAnalysis);
  const checked = useWork(({ fleet }) => fleet?.checked ?? false);
  if (analysis === null) return null;
  return (
    <MapLevelContext value={fleetLevel}>
      <MachinesMap analysis={analysis} checked={checked} />
    </MapLevelContext>
  );
}
