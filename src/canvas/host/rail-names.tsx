import type { CSSProperties } from 'react';
import { useStore } from 'zustand';
import { type HostScene, hostMetrics, type SceneRail } from '../../core/host/picture/host-scene.ts';
import { cutMiddle } from '../../core/layout/cards/short-names.ts';
import { hostViewStore } from '../../state/page-stores.ts';
import { useHostView } from '../../state/use-store.ts';
import { hostLightStore } from './host-picture-store.ts';

function railWords({ rail }: SceneRail): string {
  const made = rail.madeBy === null ? 'made outside these files' : `made by ${rail.madeBy}`;
  const internal = rail.internal === true ? ', internal' : '';
  return `${rail.label}, ${made}${internal}: ${rail.members.length} containers of ${rail.stacks.length} stacks reach each other`;
}

function RailName({
  line,
  hue,
  slant,
}: {
  readonly line: SceneRail;
  readonly hue: number;
  readonly slant: number;
}) {
  const { rail, x, top } = line;
  const target = { type: 'rail', network: rail.network } as const;
  const selected = useHostView(
    ({ selected: chosen }) => chosen?.type === 'rail' && chosen.network === rail.network,
  );
  const lit = useStore(hostLightStore, ({ light }) =>
    light === null ? undefined : light.networks.has(rail.network) ? 'yes' : 'no',
  );
  return (
    <button
      type="button"
      className={rail.dead ? 'bh-rail-name bh-rail-name-dead' : 'bh-rail-name'}
      data-rail={rail.network}
      data-lit={lit}
      aria-pressed={selected}
      aria-label={railWords(line)}
      title={railWords(line)}
      style={
        { left: x, top: top - 12, '--hue': `var(--net-${hue})`, '--slant': `${-slant}deg` } as CSSProperties
      }
      onPointerEnter={() => hostViewStore.getState().point(target)}
      onPointerLeave={() => hostViewStore.getState().point(null)}
      onClick={() => hostViewStore.getState().select(selected ? null : target)}
    >
      {cutMiddle(rail.label, hostMetrics.railLetters)}
    </button>
  );
}

interface RailNamesProps {
  readonly scene: HostScene;
  readonly hues: ReadonlyMap<string, number>;
}

/** The names of the lines, above them; they stay in sight while the bands are scrolled. */
export function RailNames({ scene, hues }: RailNamesProps) {
  const { head, rails, slant, columns, deadX, wall } = scene;
  const left = wall.x + wall.width + 8;
  return (
    <section
      className="bh-rail-names"
      aria-label="Shared networks"
      style={{ height: head, '--from': `${left}px` } as CSSProperties}
    >
      <svg className="bh-rail-stubs" width={columns.end} height={head} aria-hidden="true">
        {rails.map(({ rail, x, top }) => (
          <path
            key={rail.network}
            className={rail.dead ? 'bh-rail bh-rail-dead' : 'bh-rail'}
            style={{ stroke: `var(--net-${hues.get(rail.network) ?? 1})` }}
            d={`M${x} ${top}V${head}`}
          />
        ))}
      </svg>
      {rails.map((line) => (
        <RailName key={line.rail.network} line={line} hue={hues.get(line.rail.network) ?? 1} slant={slant} />
      ))}
      {deadX !== null && (
        <span
          className="bh-rail-name bh-rail-name-none"
          style={{ left: deadX, top: head - 24, '--slant': `${-slant}deg` } as CSSProperties}
          title="Networks that one stack asks for and no file here makes"
        >
          made nowhere
        </span>
      )}
    </section>
  );
}
