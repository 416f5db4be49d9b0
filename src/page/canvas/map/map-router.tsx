import { type CSSProperties, memo } from 'react';
import { cutMiddle } from '../../../core/layout/cards/short-names.ts';
import type { SceneRouter } from '../../../core/map/host-scene.ts';
import type { MapForward, MapRouter } from '../../../core/map/map-picture.ts';
import type { BandStation } from '../../../core/map/stack-band.ts';
import type { BandFrame } from './map-band.tsx';
import { selectOnMap, useHighlight, useMapLevel, useMapView } from './map-level.ts';
import { hueOf } from './rail-hue.ts';

const nameLetters = 22;

/** Returns the addresses of a router on the outside; undefined for one between inner networks alone. */
export function outerStation({ stations, inside }: MapRouter): BandStation | undefined {
  return stations.find(({ network }) => !inside.includes(network));
}

interface ForwardProps {
  readonly router: string;
  readonly index: number;
  readonly forward: MapForward;
}

/** A forward of a router; red where it leads to nobody. */
function Forward({ router, index, forward: { port, to, limited, answers, words } }: ForwardProps) {
  const level = useMapLevel();
  const target = { type: 'forward', router, index } as const;
  const selected = useMapView(
    ({ selected: chosen }) =>
      chosen?.type === 'forward' && chosen.router === router && chosen.index === index,
  );
  const tone = answers === true ? 'bh-outside' : answers === false ? 'bh-err' : 'bh-dim';
  return (
    <button
      type="button"
      className={`bh-forward bh-strong bh-truncate ${tone}`}
      data-forward={port}
      tabIndex={-1}
      aria-pressed={selected}
      title={words}
      onClick={() => selectOnMap(level, target)}
    >
      {answers === false && <span aria-hidden="true">▲ </span>}
      {port} → {to}
      {limited && ', limited'}
      {answers === false && <span className="bh-visually-hidden">, leads to nobody</span>}
    </button>
  );
}

/** The most forwards in a row; more are counted, and listed by the inspector. */
const mostForwards = 5;

interface MapRouterProps {
  readonly place: SceneRouter;
  readonly frame: BandFrame;
  readonly hues: ReadonlyMap<string, number>;
  readonly tabbable: boolean;
}

/** A router: its row, its addresses on lines, and its forwards. */
export const MapRouterRow = memo(function MapRouterRow({ place, frame, hues, tabbable }: MapRouterProps) {
  const { router, rect, middle, stations } = place;
  const { columns, row } = frame;
  const { name, forwards, words, inside } = router;
  const level = useMapLevel();
  const selected = useMapView(({ selected: chosen }) => chosen?.type === 'router' && chosen.router === name);
  const lit = useHighlight(({ light }) => (light === null ? undefined : light.own.has(name) ? 'own' : 'no'));
  const shown = forwards.slice(0, mostForwards);
  const left = (x: number): CSSProperties => ({ left: x - rect.x });
  return (
    <li
      className="bh-router bh-stack bh-absolute"
      data-router={name}
      data-lit={lit}
      data-selected={selected || undefined}
      style={
        {
          ...{ left: rect.x, top: rect.y, width: rect.width, height: rect.height },
          '--row': `${row}px`,
          '--rails': `${columns.lines - rect.x}px`,
        } as CSSProperties
      }
    >
      <div className="bh-stack-head" style={{ height: row }}>
        <button
          type="button"
          className="bh-stack-row"
          tabIndex={tabbable ? 0 : -1}
          title={words}
          onClick={() => selectOnMap(level, { type: 'router', router: name })}
        >
          <b className="bh-stack-name" style={left(columns.name)}>
            {cutMiddle(name, nameLetters)}
          </b>
          {columns.ways > columns.count && (
            <span className="bh-dim" style={left(columns.count)}>
              router
            </span>
          )}
        </button>
        {stations
          .filter(({ network }) => inside.includes(network) || hues.has(network))
          .map(({ network, members, x }) => (
            <span
              key={network}
              className="bh-station bh-router-station bh-absolute"
              data-router-address={`${name} ${network}`}
              title={`${members.join(', ')} on ${network}`}
              style={
                { left: x - rect.x, top: middle - rect.y, '--hue': hueOf(network, hues) } as CSSProperties
              }
            />
          ))}
        <span
          className="bh-forwards bh-row bh-gap-4 bh-small"
          style={{ ...left(columns.ways), right: 12, height: row }}
        >
          {forwards.length === 0 && <span className="bh-dim">forwards nothing</span>}
          {shown.map((forward, index) => (
            <Forward key={forward.words} router={name} index={index} forward={forward} />
          ))}
          {forwards.length > shown.length && (
            <span className="bh-dim bh-rigid">and {forwards.length - shown.length} more</span>
          )}
        </span>
      </div>
    </li>
  );
});
