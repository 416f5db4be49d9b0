import { memo } from 'react';
import { useStore } from 'zustand';
import type { HostScene, SceneRail } from '../../core/host/picture/host-scene.ts';
import { hostLightStore } from './host-picture-store.ts';
import { mainWay } from './main-way.ts';

const hueOf = (network: string, hues: ReadonlyMap<string, number>): string =>
  `var(--net-${hues.get(network) ?? 1})`;

function Rail({ line, hue }: { readonly line: SceneRail; readonly hue: string }) {
  const { rail, x, top, last } = line;
  const lit = useStore(hostLightStore, ({ light }) =>
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

interface HostLinesProps {
  readonly scene: HostScene;
  readonly hues: ReadonlyMap<string, number>;
}

/** Below the bands: the lines of shared networks, the host's wall, and what comes in through it. */
export const HostLines = memo(function HostLines({ scene, hues }: HostLinesProps) {
  const { outside, wall, rails, bands, width, height } = scene;
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
          </g>
        );
      })}
      <rect className="bh-host-wall" x={wall.x} y={wall.y} width={wall.width} height={wall.height} rx={5} />
    </svg>
  );
});
