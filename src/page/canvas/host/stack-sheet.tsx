import { useEffect, useMemo } from 'react';
import { machineOf } from '../../../core/machine/machine-model.ts';
import { type HostRoom, type HostScene, hostPicture, railHues } from '../../../core/map/host-scene.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import { hostViewStore, workStore } from '../../state/page-stores.ts';
import { useUi, useWork } from '../../state/use-store.ts';
import { unfoldedId } from '../../state/work/selectors.ts';
import type { InsideProps } from '../map/map-band.tsx';
import type { MapLevel } from '../map/map-level.ts';
import { MapSheet } from '../map/map-sheet.tsx';
import { useScene } from '../map/use-map.ts';
import { ObservedLines, useObservedTies } from './host-observed.tsx';
import { followHighlight, hostHighlightStore } from './host-picture-store.ts';
import { OpenJoins } from './open-joins.tsx';
import { OpenStack, useOpenHeight } from './open-stack.tsx';
import { openStationMenu } from './station-menu.ts';

/** The level of the stacks of a host. */
export const hostLevel: MapLevel = {
  kind: 'stack',
  view: hostViewStore,
  highlight: hostHighlightStore,
  unfolded: unfoldedId,
  unfold: (stack) => workStore.unfold(stack),
  openMenu: openStationMenu,
};

/** The scene of the stacks of a host, and whether the height of the open one is known. */
export interface StackScene {
  readonly scene: HostScene;
  readonly known: boolean;
}

/** Returns the scene of the stacks of a host in `room`. */
export function useStackScene(analysis: HostAnalysis, room: HostRoom): StackScene {
  const unfolded = useWork(unfoldedId);
  const { height, known } = useOpenHeight(unfolded);
  return { scene: useScene(hostPicture(analysis), room, unfolded, height), known };
}

function StackInside({ place: { band, rect }, frame: { columns, row } }: InsideProps) {
  return <OpenStack stack={band.stack} left={columns.inside - rect.x} top={row} height={rect.height - row} />;
}

/** The stacks of a host on their shared networks, the open one with its own picture. */
export function StackSheet({ analysis, scene, known }: StackScene & { readonly analysis: HostAnalysis }) {
  const unfolded = useWork(unfoldedId);
  const picture = hostPicture(analysis);
  const hues = useMemo(() => railHues(picture), [picture]);
  useEffect(followHighlight, []);
  // The picture of an unfolded stack has the overlay itself.
  const asksWho = useUi(({ overlay }) => overlay?.kind === 'who-gets-in') && unfolded === null;
  const observed = useObservedTies(analysis);
  return (
    <MapSheet
      scene={scene}
      known={known}
      titles={picture.titles}
      hues={hues}
      unfolded={unfolded}
      machine={machineOf(analysis.reach.options)}
      label="Stacks"
      asksWho={asksWho}
      observed={observed}
      Inside={StackInside}
    >
      {observed !== null && <ObservedLines scene={scene} ties={observed.ties} unfolded={unfolded} />}
      {unfolded !== null && <OpenJoins scene={scene} stack={unfolded} hues={hues} />}
      {scene.bands.length === 0 && (
        <p className="bh-host-empty bh-dim bh-absolute" style={{ left: scene.columns.name }}>
          The filter hides all {scene.hidden} stacks.
        </p>
      )}
    </MapSheet>
  );
}
