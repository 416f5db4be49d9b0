import './map.css';
import { type ComponentType, type ReactNode, useMemo, useRef, useState } from 'react';
import type { Machine } from '../../../core/machine/machine.ts';
import { type HostScene, stationRadius } from '../../../core/map/host-scene.ts';
import type { MapPicture } from '../../../core/map/map-picture.ts';
import type { ObservedTies } from '../../../core/map/observed-ties.ts';
import { type InsideProps, MapBand } from './map-band.tsx';
import { onMapKey } from './map-keys.ts';
import { useMapLevel } from './map-level.ts';
import { MapLines, Outside, RailNames } from './map-lines.tsx';
import { MapRouterRow } from './map-router.tsx';
import { useReveal } from './use-map.ts';

interface MapSheetProps {
  readonly scene: HostScene;
  /** False while the height of the open band is an estimate. */
  readonly known: boolean;
  readonly titles: MapPicture['titles'];
  readonly hues: ReadonlyMap<string, number>;
  /** The name of the open band. */
  readonly unfolded: string | null;
  /** The machine of all bands; null when unknown, or when each band is one. */
  readonly machine: Machine | null;
  /** The label of the list of bands. */
  readonly label: string;
  /** True while bands say who gets in. */
  readonly asksWho: boolean;
  readonly observed: ObservedTies | null;
  /** The picture in the open band. */
  readonly Inside: ComponentType<InsideProps>;
  /** The layers over the bands. */
  readonly children: ReactNode;
}

/** The distance between lines from which the words beside a station have room. */
const roomForNotes = 40;

function isTight({ rails: [first, second] }: HostScene): boolean {
  return first !== undefined && second !== undefined && second.x - first.x < roomForNotes;
}

/** A map without what scrolls it: lines, the outside, a row for each router and each band, and the picture in the open one. */
export function MapSheet(props: MapSheetProps) {
  const { scene, known, titles, hues, unfolded, machine, label, asksWho, observed, Inside, children } = props;
  const level = useMapLevel();
  const sheet = useRef<HTMLDivElement>(null);
  useReveal(sheet, scene, known);
  const [tabbed, setTabbed] = useState<string | null>(null);
  const { columns, row, bands, routers } = scene;
  const frame = useMemo(() => ({ columns, row }), [columns, row]);
  const rows = [
    ...bands.map((band) => ({ key: `band ${band.band.stack}`, y: band.rect.y, band, router: null })),
    ...routers.map((router) => ({
      ...{ key: `router ${router.router.name}`, y: router.rect.y },
      ...{ band: null, router },
    })),
  ].sort((a, b) => a.y - b.y);
  const first = rows.some(({ key }) => key === tabbed) ? tabbed : rows[0]?.key;
  return (
    <div
      ref={sheet}
      className="bh-relative"
      data-map={level.kind}
      data-stacked={columns.stacked || undefined}
      style={{ width: scene.width, height: scene.height }}
    >
      <RailNames scene={scene} hues={hues} />
      <MapLines scene={scene} titles={titles} hues={hues} />
      <Outside scene={scene} titles={titles} unfolded={unfolded} machine={machine} />
      <ul
        className="bh-stacks bh-over"
        data-low={stationRadius(row) < 10 || undefined}
        data-tight={isTight(scene) || undefined}
        data-asks={asksWho || undefined}
        data-narrow={columns.narrow || undefined}
        data-seen={observed !== null || undefined}
        aria-label={label}
        onKeyDown={(event) => onMapKey(level, event)}
        onFocus={({ target, currentTarget }) => {
          const at = [...currentTarget.children].findIndex((each) => each.contains(target));
          setTabbed(rows[at]?.key ?? null);
        }}
      >
        {rows.map(({ key, band, router }) =>
          band === null ? (
            <MapRouterRow key={key} place={router} frame={frame} hues={hues} tabbable={key === first} />
          ) : (
            <MapBand
              key={key}
              place={band}
              frame={frame}
              hues={hues}
              Inside={band.band.stack === unfolded ? Inside : null}
              tabbable={key === first}
              seen={observed?.bands.get(band.band.stack) ?? null}
            />
          ),
        )}
      </ul>
      {children}
    </div>
  );
}
