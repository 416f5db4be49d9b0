import { Lock, LockOpen } from 'lucide-react';
import { type CSSProperties, memo } from 'react';
import { cutMiddle } from '../../../core/layout/cards/short-names.ts';
import type { Machine } from '../../../core/machine/machine.ts';
import { type HostScene, hostMetrics, mainWay, type SceneRail } from '../../../core/map/host-scene.ts';
import type { MapPicture } from '../../../core/map/map-picture.ts';
import type { BandGate, StackBand } from '../../../core/map/stack-band.ts';
import { gateLine, gateText, namesOf } from '../../../core/summary/gates.ts';
import { WallMark, WallName } from '../firewall/wall-mark.tsx';
import { useHighlight, useMapLevel, useMapView } from './map-level.ts';
import { outerStation } from './map-router.tsx';
import { hueOf } from './rail-hue.ts';

function Rail({ line, hue }: { readonly line: SceneRail; readonly hue: string }) {
  const { rail, x, top, last } = line;
  const lit = useHighlight(({ light }) =>
    light === null ? undefined : light.networks.has(rail.network) ? 'yes' : 'no',
  );
  const classes = rail.dead ? 'bh-rail bh-rail-dead' : 'bh-rail';
  return (
    <>
      <path className="bh-rail-reach" data-rail-line={rail.network} d={`M${x} ${top}V${last}`} />
      <path className={classes} data-lit={lit} style={{ stroke: hue }} d={`M${x} ${top}V${last}`} />
    </>
  );
}

interface MapLinesProps {
  readonly scene: HostScene;
  readonly titles: MapPicture['titles'];
  readonly hues: ReadonlyMap<string, number>;
}

/** The layer below the bands: the lines of shared networks, walls, and traffic that crosses them. */
export const MapLines = memo(function MapLines({ scene, titles, hues }: MapLinesProps) {
  const { outside, wall, rails, bands, routers, width, height } = scene;
  const from = outside.x + outside.width;
  return (
    <svg className="bh-host-lines" width={width} height={height} aria-hidden="true">
      {rails.map((line) => (
        <Rail key={line.rail.network} line={line} hue={hueOf(line.rail.network, hues)} />
      ))}
      {bands.map(({ band, rect, middle, stations }) => {
        const way = mainWay(band);
        return (
          <g key={band.stack}>
            {stations
              .filter(({ dead }) => dead)
              .map(({ network, x }) => (
                <path
                  key={network}
                  className="bh-rail bh-rail-dead"
                  style={{ stroke: hueOf(network, hues) }}
                  d={`M${x} ${rect.y + 2}V${middle}`}
                />
              ))}
            {way !== null && rect.height === scene.row && (
              <path
                className={`bh-way-in bh-way-${way.tone} bh-way-in-${way.kind}`}
                d={`M${way.kind === 'host' ? wall.x + wall.width : from} ${middle}H${rect.x}`}
              />
            )}
            {band.firewall?.state === 'stopped' &&
              (way === null || way.kind === 'host') &&
              rect.height === scene.row && (
                // What Docker opens to the outside and the firewall stops ends at the wall.
                <path className="bh-way-stopped" d={`M${from} ${middle}H${wall.x}`} />
              )}
          </g>
        );
      })}
      {titles.wall !== null && <rect className="bh-host-wall" {...wall} rx={5} />}
      {routers.map(({ router, middle, wall: own }) => (
        <g key={router.name}>
          <rect className="bh-host-wall" {...own} rx={5} />
          {outerStation(router) !== undefined && (
            <path className="bh-way-to-router" d={`M${from} ${middle}H${own.x}`} />
          )}
        </g>
      ))}
    </svg>
  );
});

/** The name by which a stack is reached, with a lock; red when a route bypasses its login. */
function GateTag({
  band: { stack, gates },
  weakest: { service, gate, tone },
  alone,
}: {
  readonly band: StackBand;
  readonly weakest: BandGate;
  /** True when nothing else is written about the stack, so that there is room for the name. */
  readonly alone: boolean;
}) {
  const names = [...new Set(gates.flatMap((each) => namesOf(each.gate)))];
  const [first = gate.logins[0] ?? 'any name', ...others] = names;
  const Icon = tone === 'guarded' ? Lock : LockOpen;
  return (
    <span
      className={`bh-host-gate bh-inline-row bh-push bh-tiny bh-clip bh-gap-1 ${tone === 'round' ? 'bh-err bh-strong' : 'bh-dim'}`}
      data-gate={`${stack}/${service}`}
      data-way-in={names.join(' ')}
      data-guard={gate.guard}
      {...(tone === 'round' ? { 'data-bypass': service } : {})}
    >
      <Icon size={10} aria-hidden="true" />
      {(alone || tone === 'round') && (
        <span className="bh-truncate">
          {tone === 'round' ? gate.bypasses.join(', ') : first}
          {tone !== 'round' && others.length > 0 && ` +${others.length}`}
        </span>
      )}
      <span className="bh-visually-hidden">{gateText(gate)}</span>
    </span>
  );
}

interface OutsideProps {
  readonly scene: HostScene;
  readonly titles: MapPicture['titles'];
  /** The name of the open band, whose ways in are written beside its own cards. */
  readonly unfolded: string | null;
  /** The machine of the host; null when unknown. */
  readonly machine: Machine | null;
}

/** The outside at the left, with the protocol at each stack that answers it. */
export const Outside = memo(function Outside({ scene, titles, unfolded, machine }: OutsideProps) {
  const { outside, wall, bands, routers, row } = scene;
  const atWall = wall.x - outside.x + wall.width / 2;
  return (
    <div
      className="bh-host-outside bh-absolute"
      style={{ left: outside.x, top: outside.y, width: outside.width, height: outside.height }}
    >
      <p className="bh-host-outside-head bh-column">
        <b>{titles.outside}</b>
        {titles.detail !== '' && <small className="bh-tiny">{titles.detail}</small>}
      </p>
      {titles.wall !== null && (
        <span className="bh-host-wall-name bh-dim bh-absolute" style={{ left: atWall }}>
          {titles.wall}
        </span>
      )}
      {routers.map(({ router, middle }) => (
        <p
          key={router.name}
          className="bh-host-way bh-dim"
          style={{ top: middle - outside.y - row / 2, height: row }}
        >
          <span className="bh-truncate">{outerStation(router)?.members[0]}</span>
        </p>
      ))}
      {bands.map(({ band, middle }) => {
        const main = mainWay(band);
        const way = main?.kind === 'host' ? null : main;
        const [weakest] = band.gates;
        if ((way === null && weakest === undefined) || band.stack === unfolded) return null;
        const words = [
          ...(way === null ? [] : [way.words]),
          ...band.gates.map(({ service, gate }) => `${service} ${gateLine(gate)}`),
        ];
        return (
          <p
            key={band.stack}
            className={way === null ? 'bh-host-way' : `bh-host-way bh-way-${way.tone}`}
            style={{ top: middle - outside.y - row / 2, height: row }}
            title={`${band.stack}: ${words.join('. ')}`}
          >
            {way?.tone === 'danger' && <span aria-hidden="true">▲ </span>}
            {way !== null && <span className="bh-truncate">{way.title}</span>}
            {way?.tone === 'danger' && <span className="bh-visually-hidden">, dangerous</span>}
            {weakest !== undefined && <GateTag band={band} weakest={weakest} alone={way === null} />}
          </p>
        );
      })}
      {bands.map(
        ({ band: { stack, firewall }, middle }) =>
          firewall !== null &&
          stack !== unfolded && (
            <WallMark key={stack} mark={firewall} of={stack} x={atWall} y={middle - outside.y} />
          ),
      )}
      {machine !== null && <WallName machine={machine} x={atWall} y={wall.y + wall.height - outside.y} />}
    </div>
  );
});

function RailName({
  line,
  hue,
  slant,
}: {
  readonly line: SceneRail;
  readonly hue: string;
  readonly slant: number;
}) {
  const { rail, x, top } = line;
  const target = { type: 'rail', network: rail.network } as const;
  const { view } = useMapLevel();
  const selected = useMapView(
    ({ selected: chosen }) => chosen?.type === 'rail' && chosen.network === rail.network,
  );
  const lit = useHighlight(({ light }) =>
    light === null ? undefined : light.networks.has(rail.network) ? 'yes' : 'no',
  );
  return (
    <button
      type="button"
      className={rail.dead ? 'bh-rail-name bh-rail-name-dead' : 'bh-rail-name'}
      data-line={rail.network}
      data-lit={lit}
      aria-pressed={selected}
      aria-label={rail.words}
      title={rail.words}
      style={{ left: x, top: top - 12, '--hue': hue, '--slant': `${-slant}deg` } as CSSProperties}
      onPointerEnter={() => view.getState().point(target)}
      onPointerLeave={() => view.getState().point(null)}
      onClick={() => view.getState().select(selected ? null : target)}
    >
      {cutMiddle(rail.label, hostMetrics.railLetters)}
    </button>
  );
}

interface RailNamesProps {
  readonly scene: HostScene;
  readonly hues: ReadonlyMap<string, number>;
}

/** The names of the lines, above them; they stay visible while the bands scroll. */
export function RailNames({ scene, hues }: RailNamesProps) {
  const { kind } = useMapLevel();
  const { head, rails, slant, columns, deadX, wall } = scene;
  const left = wall.x + wall.width + 8;
  return (
    <section
      className="bh-rail-names"
      aria-label={kind === 'stack' ? 'Shared networks' : 'Networks between machines'}
      style={{ height: head, '--from': `${left}px` } as CSSProperties}
    >
      <svg className="bh-rail-stubs bh-absolute" width={columns.end} height={head} aria-hidden="true">
        {rails.map(({ rail, x, top }) => (
          <path
            key={rail.network}
            className={rail.dead ? 'bh-rail bh-rail-dead' : 'bh-rail'}
            style={{ stroke: hueOf(rail.network, hues) }}
            d={`M${x} ${top}V${head}`}
          />
        ))}
      </svg>
      {rails.map((line) => (
        <RailName key={line.rail.network} line={line} hue={hueOf(line.rail.network, hues)} slant={slant} />
      ))}
      {deadX !== null && (
        <span
          className="bh-rail-name bh-rail-name-none"
          style={{ left: deadX, top: head - 24, '--slant': `${-slant}deg` } as CSSProperties}
          title="Networks that one stack refers to and no file here creates"
        >
          not in these files
        </span>
      )}
    </section>
  );
}
