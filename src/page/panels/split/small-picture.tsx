import { useMemo } from 'react';
import { shortServiceNames } from '../../../core/layout/cards/short-names.ts';
import { networkHues } from '../../../core/layout/lanes/network-hues.ts';
import type { Rect, Scene, SceneLane } from '../../../core/layout/scene.ts';
import { type CardName, cardNamesOf, fitName } from '../../../core/picture/fit-name.ts';
import { laneHue } from '../../../core/picture/hues.ts';
import { pileTitle } from '../../../core/picture/pile-title.ts';
import { outsideWords } from '../../../core/picture/place-words.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { pictureOf } from '../../state/picture/picture-of.ts';
import { hueColour } from '../../ui/hue-colour.ts';

/** The size that a small picture is laid out for, in pixels; it is shown at about two thirds of it. */
const room = { width: 980, height: 520 } as const;
const nobody: ReadonlySet<string> = new Set();
const nothing = { slots: new Map(), rows: null, sizes: null } as const;

/** The size at which the picture is shown at most, in pixels, whichever side is the tighter one; letters keep their size. */
const shown = { width: 600, height: 380 } as const;
const letter = 11;
/** The distance between two lines of a name, in pixels. */
const line = 12;
/** The margin beside the name in a box, in pixels. */
const inset = 3;
/** The margin around the picture, in pixels, which keeps the frames of outer lanes visible. */
const edge = 4;

const tierColours = {
  edge: 'var(--outside)',
  app: 'var(--line-strong)',
  data: 'var(--accent)',
} as const;

interface Props {
  readonly analysis: Analysis;
  /** The name of the picture: `before` or `after`. */
  readonly label: string;
  /** The networks that the other picture does not have. */
  readonly fresh: ReadonlySet<string>;
}

/** A small, static picture of an analysis: lanes with their names, cards in the colour of their tier, and the ways in. */
export function SmallPicture({ analysis, label, fresh }: Props) {
  const scene = useMemo(() => pictureOf(analysis, nobody, nothing, nothing.slots, room), [analysis]);
  const short = shortServiceNames(analysis.topology.services);
  const names = cardNamesOf(short);
  const nameOf = (words: string | null, name: string): CardName =>
    (words === null ? names.get(short.get(name) ?? name) : null) ?? { text: words ?? name, differsAt: null };
  const hues = networkHues(scene);
  const colour = ({ id }: SceneLane): string => hueColour(laneHue(id, hues));
  const { bounds, outside, wall } = scene;
  const unit = Math.max(1, bounds.width / shown.width, bounds.height / shown.height);
  const size = letter * unit;
  /** Returns the lines of a name in so many units of the picture. */
  const linesOf = (name: CardName, width: number, height: number): readonly string[] =>
    fitName(name, {
      width: width / unit,
      lines: height / unit >= 2 * line ? 2 : 1,
      size: letter,
      // The letters here are lighter than the measured ones, and narrower by about as much as tight ones.
      isTight: true,
      taken: { first: 0, last: 0 },
    });
  const head = (text: string, width: number): string => linesOf({ text, differsAt: null }, width, 0).join('');
  const lanes = scene.lanes.filter(({ form }) => form === 'full' || form === 'rail');
  return (
    <svg
      className="bh-split-picture bh-box"
      role="img"
      aria-label={`Picture ${label}: ${lanes.length} ${lanes.length === 1 ? 'lane' : 'lanes'}`}
      data-split-picture={label}
      viewBox={`${bounds.x - edge} ${bounds.y - edge} ${bounds.width + 2 * edge} ${bounds.height + 2 * edge}`}
      fill="var(--ink)"
      fontSize={size}
    >
      <rect {...outside} rx={10} fill="var(--panel)" stroke="var(--line)" />
      <text x={outside.x + outside.width / 2} y={outside.y + 1.6 * size} textAnchor="middle">
        {head(outsideWords.title, outside.width)}
      </text>
      <rect {...wall} fill="var(--wall)" />
      {lanes.map((lane) => (
        <g key={lane.id} data-lane={lane.name} {...(fresh.has(lane.name) ? { 'data-fresh': '' } : {})}>
          <rect
            {...lane.rect}
            rx={10}
            fill={colour(lane)}
            fillOpacity={0.08}
            stroke={colour(lane)}
            strokeWidth={fresh.has(lane.name) ? 4 : 1.5}
          />
          {lane.captions.map(({ shared, x, y, width, height }) =>
            shared === null ? null : (
              <rect
                key={shared.lane}
                data-shared-with={shared.name}
                {...{ x, y, width, height }}
                rx={8}
                fill={hueColour(laneHue(shared.lane, hues))}
                fillOpacity={0.09}
                stroke={hueColour(laneHue(shared.lane, hues))}
                strokeOpacity={0.6}
              />
            ),
          )}
          <text x={lane.rect.x + 8} y={lane.rect.y + 1.4 * size} fill={colour(lane)} fontWeight={700}>
            {head(lane.kind === 'host' ? hostName : lane.name, headWidth(scene, lane))}
          </text>
        </g>
      ))}
      {scene.trunks
        .filter(({ kind }) => kind !== 'host' && kind !== 'nowhere')
        .map(({ id, points }) => (
          <polyline
            key={id}
            fill="none"
            stroke="var(--outside)"
            points={points.map(({ x, y }) => `${x},${y}`).join(' ')}
            strokeWidth={1.5 * unit}
          />
        ))}
      {boxesOf(scene, analysis).map(({ name, words, title, rect }) => (
        <g key={name} data-tier={analysis.tiers.of(name)} data-card={name}>
          <title>{title}</title>
          <rect
            {...rect}
            rx={7}
            fill="var(--card)"
            stroke={tierColours[analysis.tiers.of(name)]}
            strokeWidth={1.2 * unit}
          />
          {linesOf(nameOf(words, name), rect.width - 2 * inset * unit, rect.height).map(
            (text, at, { length }) => (
              <text
                key={text}
                x={rect.x + rect.width / 2}
                y={rect.y + rect.height / 2 + size / 3 + (at - (length - 1) / 2) * line * unit}
                textAnchor="middle"
              >
                {text}
              </text>
            ),
          )}
        </g>
      ))}
    </svg>
  );
}

const hostName = 'Host network';

/** Returns the width for the name of a lane, whose head may be beside its cards. */
function headWidth({ sizes }: Scene, { kind, rect }: SceneLane): number {
  const beside = (kind === 'host' || kind === 'closed') && sizes.placeHead > 0;
  return beside ? sizes.placeHead : rect.width - 16;
}

interface Box {
  readonly name: string;
  /** The title of a pile; null for a service. */
  readonly words: string | null;
  readonly title: string;
  readonly rect: Rect;
}

function boxesOf({ cards, piles }: Scene, { topology }: Analysis): readonly Box[] {
  return [
    ...cards
      .filter(({ inside }) => inside === null)
      .map(({ service, rect }) => ({ name: service, words: null, title: service, rect })),
    ...piles.map(({ leader, members, rect }) => {
      const words = `${members.length} × ${pileTitle(topology.services, members)}`;
      return { name: leader, words, title: `${words}: ${members.join(', ')}`, rect };
    }),
  ];
}
