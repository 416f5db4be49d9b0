import './map-band.css';
import { ChevronRight, CircleAlert, Pin, TriangleAlert } from 'lucide-react';
import { type ComponentType, type CSSProperties, memo, type ReactNode, useEffect, useRef } from 'react';
import type { BandColumns } from '../../../core/map/band-columns.ts';
import { stationText } from '../../../core/map/band-words.ts';
import type { SceneBand, SceneStation } from '../../../core/map/host-scene.ts';
import type { ObservedBand } from '../../../core/map/observed-ties.ts';
import { uiStore } from '../../state/page-stores.ts';
import { useWork } from '../../state/use-store.ts';
import { runningId } from '../../state/work/selectors.ts';
import { severityTone } from '../../ui/tones.ts';
import { bandTools, roomForTies } from './band-room.ts';
import { BandWords, GateWords, HighlightWords, SeenWords } from './band-row.tsx';
import { selectOnMap, toggleBand, useHighlight, useMapLevel, useMapView } from './map-level.ts';
import { hueOf } from './rail-hue.ts';

/** The common properties of all bands of a scene. */
export interface BandFrame {
  readonly columns: BandColumns;
  /** The height of a folded band. */
  readonly row: number;
}

/** The width of the tools at a row's end, with the note that the stack is drawn as it runs, in px. */
const toolsAndNote = 340;

const severityNames = { error: ['error', 'errors'], warning: ['warning', 'warnings'] } as const;

function Badge({ severity, count }: { readonly severity: 'error' | 'warning'; readonly count: number }) {
  if (count === 0) return null;
  const Icon = severity === 'error' ? CircleAlert : TriangleAlert;
  return (
    <span className={`bh-badge bh-strong bh-solid ${severityTone(severity)}`}>
      <Icon size={11} aria-hidden="true" />
      {count}
      <span className="bh-visually-hidden"> {severityNames[severity][count === 1 ? 0 : 1]}</span>
    </span>
  );
}

function Station({
  stack,
  station,
  y,
  hue,
}: {
  readonly stack: string;
  readonly station: SceneStation;
  readonly y: number;
  readonly hue: string;
}) {
  const level = useMapLevel();
  const { network, members, note, x, dead } = station;
  const target = { type: 'station', stack, network } as const;
  const words = `${stationText(station)}${dead ? ', which no file here creates' : ''}`;
  return (
    <>
      <button
        type="button"
        className={dead ? 'bh-station bh-absolute bh-station-dead' : 'bh-station bh-absolute'}
        {...{ [level.kind === 'stack' ? 'data-station' : 'data-address']: `${stack} ${network}` }}
        style={{ left: x, top: y, '--hue': hue } as CSSProperties}
        tabIndex={-1}
        aria-label={words}
        title={words}
        onPointerEnter={() => level.view.getState().point(target)}
        onPointerLeave={() => level.view.getState().point({ type: 'stack', stack })}
        onClick={() => selectOnMap(level, target)}
        onContextMenu={(event) => {
          event.preventDefault();
          level.openMenu(stack, members, event.clientX, event.clientY);
        }}
      />
      {note !== '' && (
        <span className="bh-station-note bh-dim bh-absolute" style={{ left: x, top: y }} aria-hidden="true">
          {note}
        </span>
      )}
    </>
  );
}

/** The properties of the picture in an open band. */
export interface InsideProps {
  readonly place: SceneBand;
  readonly frame: BandFrame;
}

interface MapBandProps {
  readonly place: SceneBand;
  readonly frame: BandFrame;
  readonly hues: ReadonlyMap<string, number>;
  /** The picture below the row of the open band; null while it is folded. */
  readonly Inside: ComponentType<InsideProps> | null;
  /** True when Tab focuses the band; arrow keys focus the others. */
  readonly tabbable: boolean;
  /** The observed traffic of the band, while that overlay is on. */
  readonly seen: ObservedBand | null;
}

/** The list item of a band; it alone renders for changes of position and highlight. */
function BandPlace({
  place,
  rails,
  open,
  children,
}: Pick<MapBandProps, 'place'> & {
  readonly open: boolean;
  /** The width of the part that the lines run through. */
  readonly rails: number;
  readonly children: ReactNode;
}) {
  const { stack } = place.band;
  const lit = useHighlight(({ light }) => {
    if (light === null) return undefined;
    if (light.own.has(stack)) return 'own';
    return light.stacks.has(stack) ? 'tied' : 'no';
  });
  const reaches = useHighlight(({ light }) => light?.stacks.get(stack)?.asks.join(' '));
  const reachedFrom = useHighlight(({ light }) => light?.stacks.get(stack)?.answersAt.join(' '));
  const { kind } = useMapLevel();
  const selected = useMapView(({ selected: chosen }) => chosen?.type === 'stack' && chosen.stack === stack);
  const { x, y, width, height } = place.rect;
  return (
    <li
      className="bh-stack bh-box bh-absolute"
      {...{ [`data-${kind}`]: stack }}
      data-lit={lit}
      data-reaches={reaches || undefined}
      data-reached-from={reachedFrom || undefined}
      data-open={open || undefined}
      data-selected={selected || undefined}
      style={
        { left: x, top: y, width, height, '--row': `${height}px`, '--rails': `${rails}px` } as CSSProperties
      }
    >
      {children}
    </li>
  );
}

/** Highlights the band once the pointer rests, so that crossed bands do not flicker. */
function usePointing(stack: string): { onPointerEnter(): void; onPointerLeave(): void } {
  const { view } = useMapLevel();
  const timer = useRef(0);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return {
    onPointerEnter() {
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => view.getState().point({ type: 'stack', stack }), 70);
    },
    onPointerLeave() {
      window.clearTimeout(timer.current);
      view.getState().point(null);
    },
  };
}

/** One stack, or one machine: its row, its stations on the lines, its badge and, when open, its own picture below. */
export const MapBand = memo(function MapBand({ place, frame, hues, Inside, tabbable, seen }: MapBandProps) {
  const { band, rect, stations } = place;
  const { stack, counts, problem } = band;
  const { columns, row } = frame;
  const open = Inside !== null;
  const said = columns.narrow ? columns.ways : columns.rooms;
  const level = useMapLevel();
  const pinned = useMapView((state) => state.pinned.includes(stack));
  const pointing = usePointing(stack);
  const toggled = useRef(false);
  const bad = counts.error + counts.warning;
  const noted = useWork((state) => level.kind === 'stack' && runningId(state) === stack);
  const taken = columns.stacked ? columns.end - columns.rooms : noted ? toolsAndNote : bandTools;
  return (
    <BandPlace place={place} rails={columns.lines - rect.x} open={open}>
      <div className="bh-stack-head" style={{ height: row }} {...pointing}>
        <button
          type="button"
          className="bh-stack-row"
          aria-expanded={open}
          tabIndex={tabbable ? 0 : -1}
          onClick={({ detail }) => {
            const chosen = level.view.getState().selected;
            const isChosen = chosen?.type === 'stack' && chosen.stack === stack;
            // The first click of a double click may have opened or folded the band already.
            // A finger opens it at once.
            if (columns.stacked) toggleBand(level, stack);
            else if (isChosen && !(detail > 1 && toggled.current)) toggleBand(level, stack);
            else selectOnMap(level, { type: 'stack', stack });
            toggled.current = isChosen;
          }}
        >
          <BandWords band={band} left={rect.x} width={rect.width} columns={columns} />
          <HighlightWords stack={stack} at={said - rect.x} end={taken} />
          <GateWords band={band} at={said - rect.x} end={taken} />
          {seen !== null && <SeenWords seen={seen} at={said - rect.x} end={Math.max(taken, roomForTies)} />}
        </button>
        <button
          type="button"
          className="bh-stack-tool bh-center bh-dim bh-stack-twist"
          style={{ left: columns.name - rect.x - 24 }}
          tabIndex={-1}
          aria-label={open ? `Fold ${stack}` : `Open ${stack}`}
          aria-expanded={open}
          disabled={problem !== null && band.services.length === 0}
          onClick={() => toggleBand(level, stack)}
        >
          <ChevronRight size={14} aria-hidden="true" />
        </button>
        {stations.map((station) => (
          <Station
            key={station.network}
            stack={stack}
            station={{ ...station, x: station.x - rect.x - 1 }}
            y={row / 2 - 1}
            hue={hueOf(station.network, hues)}
          />
        ))}
        <span className="bh-stack-tools bh-row bh-gap-1">
          <button
            type="button"
            className="bh-stack-tool bh-center bh-dim bh-stack-pin"
            tabIndex={-1}
            aria-pressed={pinned}
            aria-label={pinned ? `Unpin ${stack}` : `Pin ${stack} on top`}
            title={pinned ? 'Unpin' : 'Pin on top'}
            onClick={() => level.view.getState().togglePin(stack)}
          >
            <Pin size={12} aria-hidden="true" />
          </button>
          {bad > 0 && (
            <button
              type="button"
              className="bh-stack-counts bh-inline-row bh-gap-1"
              tabIndex={-1}
              title={`Findings of ${stack}`}
              onClick={() => {
                level.view.getState().listFindingsOf(stack);
                uiStore.getState().showPane('findings');
              }}
            >
              <Badge severity="error" count={counts.error} />
              <Badge severity="warning" count={counts.warning} />
            </button>
          )}
        </span>
      </div>
      {Inside !== null && <Inside place={place} frame={frame} />}
    </BandPlace>
  );
});
