import { runningId, unfoldedId } from '../../state/work/selectors.ts';
import './host-band.css';
import { ChevronRight, CircleAlert, Pin, TriangleAlert } from 'lucide-react';
import { type CSSProperties, memo, type ReactNode, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { cutMiddle } from '../../../core/layout/cards/short-names.ts';
import type { BandColumns } from '../../../core/map/band-columns.ts';
import { stationText } from '../../../core/map/band-words.ts';
import type { StackLight } from '../../../core/map/host-light.ts';
import type { SceneBand, SceneStation } from '../../../core/map/host-scene.ts';
import type { ObservedBand } from '../../../core/map/observed-ties.ts';
import type { StackBand, WayKind } from '../../../core/map/stack-band.ts';
import type { ObservedState } from '../../../core/needs/observed-pairs.ts';
import { driftText } from '../../../core/plan/plan-sentences.ts';
import { type GateTone, gateLine } from '../../../core/summary/gates.ts';
import { hostViewStore, uiStore, workStore } from '../../state/page-stores.ts';
import { useHostView, useUi, useWork } from '../../state/use-store.ts';
import { severityTone } from '../../ui/tones.ts';
import { bandTools, roomForTies } from './host-observed.tsx';
import { hostHighlightStore, hueOf } from './host-picture-store.ts';
import { OpenStack } from './open-stack.tsx';
import { openStationMenu } from './station-menu.ts';

const gateTones: { readonly [tone in GateTone]: string } = {
  round: 'bh-err',
  open: 'bh-outside',
  own: '',
  guarded: '',
  unknown: 'bh-dim bh-italic',
};

/** A port of the host is bold; without room the host names of a proxy are cut first, and the words of an open container never. */
const wayLooks: { readonly [kind in WayKind]: string } = {
  outside: 'bh-strong',
  every: 'bh-strong bh-stack-way-whole',
  proxied: 'bh-stack-way-first-cut',
  host: 'bh-stack-way-first-cut',
  networks: 'bh-stack-way-first-cut',
  unknown: 'bh-strong',
};

/** The look of what was observed; any other state is plain. */
const seenLooks: { readonly [state in ObservedState]?: string } = {
  unpredicted: 'bh-err bh-strong',
  unseen: 'bh-dim',
};

/** The common properties of all bands of a scene. */
export interface BandFrame {
  readonly columns: BandColumns;
  /** The height of a folded band. */
  readonly row: number;
}

const nameLetters = 22;
/** The width of the tools at a row's end, with the note that the stack is drawn as it runs, in px. */
const toolsAndNote = 340;

function listed(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} +${names.length - 3}` : names.join(', ');
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name));
}

/** Returns the relation of a stack to the highlighted one, in a few words. */
export function highlightText({ callers, overHost, maybe, called }: StackLight): string {
  const direct = callers.filter((name) => !overHost.includes(name));
  if (
    direct.length > 0 &&
    direct.length === callers.length &&
    maybe.length === 0 &&
    sameNames(direct, called)
  )
    return `${listed(direct)} ${direct.length === 1 ? 'reaches' : 'reach'} it, and back`;
  return [
    ...(direct.length > 0 ? [`${listed(direct)} ${direct.length === 1 ? 'reaches' : 'reach'} it`] : []),
    ...(overHost.length > 0 ? [`${listed(overHost)} over the host`] : []),
    ...(maybe.length > 0 ? [`${listed(maybe)} may reach it`] : []),
    ...(called.length > 0 ? [`it reaches ${listed(called)}`] : []),
  ].join(' · ');
}

function HighlightWords({
  stack,
  at,
  end,
}: {
  readonly stack: string;
  readonly at: number;
  readonly end: number;
}) {
  const tie = useStore(hostHighlightStore, ({ light }) => light?.stacks.get(stack) ?? null);
  if (tie === null) return null;
  return (
    <span className="bh-stack-light bh-accent bh-strong" style={{ left: at, right: end }}>
      {highlightText(tie)}
    </span>
  );
}

/** The answer to 'who gets in', in place of the stack's summary, while that overlay is on. */
function GateWords({
  band: { gates },
  at,
  end,
}: {
  readonly band: StackBand;
  readonly at: number;
  readonly end: number;
}) {
  const asked = useUi(({ overlay }) => overlay?.kind === 'who-gets-in');
  const [weakest] = gates;
  if (!asked || weakest === undefined) return null;
  const words = gates.map(({ gate }) => gateLine(gate)).join(' · ');
  return (
    <span
      className={`bh-stack-gates bh-strong ${gateTones[weakest.tone]}`}
      style={{ left: at, right: end }}
      title={words}
    >
      {words}
    </span>
  );
}

/** The first difference between files and running containers, with both values; all of them on hover. */
function RunsDifferently({ stack }: { readonly stack: string }) {
  const live = useWork(({ stacks }) => stacks.find(({ id }) => id === stack)?.live);
  const facts = (live?.differences ?? []).map((each) => driftText(each, live?.from ?? 'both'));
  const [first = '', ...more] = facts;
  return (
    <span className="bh-badge bh-warn" title={facts.join('\n')}>
      runs differently{first === '' ? '' : `: ${first}`}
      {more.length > 0 && `, and ${more.length} more`}
    </span>
  );
}

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
  const { network, members, x, dead } = station;
  const target = { type: 'station', stack, network } as const;
  const words = `${stationText(station)}${dead ? ', which no file here creates' : ''}`;
  return (
    <button
      type="button"
      className={dead ? 'bh-station bh-absolute bh-station-dead' : 'bh-station bh-absolute'}
      data-station={`${stack} ${network}`}
      style={{ left: x, top: y, '--hue': hue } as CSSProperties}
      tabIndex={-1}
      aria-label={words}
      title={words}
      onPointerEnter={() => hostViewStore.getState().point(target)}
      onPointerLeave={() => hostViewStore.getState().point({ type: 'stack', stack })}
      onClick={() => selectOnMap(target)}
      onContextMenu={(event) => {
        event.preventDefault();
        openStationMenu(stack, members, event.clientX, event.clientY);
      }}
    />
  );
}

/** Selects on the map and clears the selection within a stack. */
function selectOnMap(target: Parameters<ReturnType<typeof hostViewStore.getState>['select']>[0]): void {
  uiStore.getState().select([]);
  hostViewStore.getState().select(target);
}

/** Opens a band, or folds it. */
export function toggleBand(stack: string): void {
  const unfolded = unfoldedId(workStore.getState());
  const open = unfolded !== stack;
  uiStore.getState().select([]);
  hostViewStore.getState().point(null);
  workStore.unfold(open ? stack : null);
  uiStore.getState().announce(open ? `${stack} is open` : `${stack} is folded`);
  if (open) hostViewStore.getState().revealStack(stack);
}

let renders = 0;

/** The words of a band, whatever highlights it. Its renders are counted on the document, so that tests can measure the cost of a change. */
const BandWords = memo(function BandWords({
  band,
  left,
  width,
  columns,
}: {
  readonly band: StackBand;
  readonly left: number;
  readonly width: number;
  readonly columns: BandColumns;
}) {
  useEffect(() => {
    renders++;
    document.documentElement.dataset.bandRenders = String(renders);
  });
  const { stack, contents, ways, rooms, problem, from, differs } = band;
  const worst = ways.find(({ tone }) => tone === 'danger') ?? ways[0];
  const shownWays = columns.stacked && worst !== undefined ? [worst] : ways.slice(0, 2);
  const name = (
    <b
      className="bh-stack-name"
      style={{ left: columns.name - left, width: columns.count - columns.name - (columns.stacked ? 0 : 8) }}
    >
      {cutMiddle(stack, nameLetters)}
    </b>
  );
  if (problem !== null)
    return (
      <>
        {name}
        <span
          className="bh-err bh-strong"
          style={{ left: (columns.stacked ? columns.name : columns.count) - left, right: bandTools }}
        >
          cannot be read: {problem.file}, line {problem.line}: {problem.message}
        </span>
      </>
    );
  return (
    <>
      {name}
      {columns.ways > columns.count && (
        <span className="bh-dim" style={{ left: columns.count - left }}>
          {contents}
        </span>
      )}
      {ways.length > 0 && (
        <span
          className="bh-stack-ways"
          style={{ left: columns.ways - left, width: columns.rooms - columns.ways - 10 }}
        >
          {shownWays.map((way) => (
            <span
              key={way.kind}
              className={`bh-stack-way bh-truncate bh-way-${way.tone} ${wayLooks[way.kind]}`}
              title={way.words}
            >
              {way.label}
            </span>
          ))}
        </span>
      )}
      {(!columns.narrow || differs > 0) && (
        <span
          className="bh-stack-rooms bh-dim"
          style={{ left: columns.rooms - left, width: width - columns.rooms + left - bandTools }}
        >
          {differs > 0 && <RunsDifferently stack={stack} />}
          {[...rooms.map(({ words }) => words), ...(from === 'running' ? ['as it runs'] : [])].join(' · ')}
        </span>
      )}
    </>
  );
});

/** The observed traffic of a stack, in place of its summary, while that overlay is on. */
function SeenWords({
  seen,
  at,
  end,
}: {
  readonly seen: ObservedBand;
  readonly at: number;
  readonly end: number;
}) {
  return (
    <span
      className={`bh-stack-gates ${seenLooks[seen.state] ?? 'bh-strong'}`}
      data-observed={seen.state}
      style={{ left: at, right: end }}
      title={seen.words}
    >
      {seen.words}
    </span>
  );
}

interface HostBandProps {
  readonly place: SceneBand;
  readonly frame: BandFrame;
  readonly hues: ReadonlyMap<string, number>;
  readonly open: boolean;
  /** True when Tab focuses the band; arrow keys focus the others. */
  readonly tabbable: boolean;
  /** The observed traffic of the stack, while that overlay is on. */
  readonly seen: ObservedBand | null;
}

/** The list item of a band; it alone renders for changes of position and highlight. */
function BandPlace({
  place,
  rails,
  open,
  children,
}: Pick<HostBandProps, 'place' | 'open'> & {
  /** The width of the part that the lines run through. */
  readonly rails: number;
  readonly children: ReactNode;
}) {
  const { stack } = place.band;
  const lit = useStore(hostHighlightStore, ({ light }) => {
    if (light === null) return undefined;
    if (light.own.has(stack)) return 'own';
    return light.stacks.has(stack) ? 'tied' : 'no';
  });
  const selected = useHostView(({ selected: chosen }) => chosen?.type === 'stack' && chosen.stack === stack);
  const { x, y, width, height } = place.rect;
  return (
    <li
      className="bh-stack bh-box bh-absolute"
      data-stack={stack}
      data-lit={lit}
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

/** Highlights the stack once the pointer rests, so that crossed bands do not flicker. */
function usePointing(stack: string): { onPointerEnter(): void; onPointerLeave(): void } {
  const timer = useRef(0);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return {
    onPointerEnter() {
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => hostViewStore.getState().point({ type: 'stack', stack }), 70);
    },
    onPointerLeave() {
      window.clearTimeout(timer.current);
      hostViewStore.getState().point(null);
    },
  };
}

/** One stack: its row, its stations on the lines, its badge and, when open, its own picture below. */
export const HostBand = memo(function HostBand({ place, frame, hues, open, tabbable, seen }: HostBandProps) {
  const { band, rect, stations } = place;
  const { stack, counts, problem } = band;
  const { columns, row } = frame;
  const said = columns.narrow ? columns.ways : columns.rooms;
  const pinned = useHostView((state) => state.pinned.includes(stack));
  const pointing = usePointing(stack);
  const toggled = useRef(false);
  const bad = counts.error + counts.warning;
  const noted = useWork((state) => runningId(state) === stack);
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
            const chosen = hostViewStore.getState().selected;
            const isChosen = chosen?.type === 'stack' && chosen.stack === stack;
            // The first click of a double click may have opened or folded the band already.
            // A finger opens it at once.
            if (columns.stacked) toggleBand(stack);
            else if (isChosen && !(detail > 1 && toggled.current)) toggleBand(stack);
            else selectOnMap({ type: 'stack', stack });
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
          onClick={() => toggleBand(stack)}
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
            onClick={() => hostViewStore.getState().togglePin(stack)}
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
                hostViewStore.getState().listFindingsOf(stack);
                uiStore.getState().showPane('findings');
              }}
            >
              <Badge severity="error" count={counts.error} />
              <Badge severity="warning" count={counts.warning} />
            </button>
          )}
        </span>
      </div>
      {open && (
        <OpenStack stack={stack} left={columns.inside - rect.x} top={row} height={rect.height - row} />
      )}
    </BandPlace>
  );
});
