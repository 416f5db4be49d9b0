import { useStore } from 'zustand';
import type { Point, Scene } from '../../../core/layout/scene.ts';
import { type HostScene, stationRadius } from '../../../core/map/host-scene.ts';
import { pathOf } from '../../../core/picture/line-paths.ts';
import { trunksToDraw, trunkView } from '../../../core/picture/trunk-view.ts';
import { useWork } from '../../state/use-store.ts';
import { hostAnalysis, openedProject } from '../../state/work/selectors.ts';
import { hueOf } from '../map/rail-hue.ts';
import { layoutStore } from '../picture/layout-controller.ts';
import { innerRect, openViewStore } from './open-stack.tsx';

const noNames: ReadonlyMap<string, string> = new Map();
/** The distance from the picture to the first join; the button that folds the band is between them. */
const joinGap = 28;
/** The distance between two parallel joins. */
const track = 5;
/** The border of a band, within which its picture is placed, in px. */
const bandBorder = 1;
/** The radius of the corners of a join, in px. */
const corner = 6;

interface OpenJoinsProps {
  readonly scene: HostScene;
  readonly stack: string;
  readonly hues: ReadonlyMap<string, number>;
}

/**
 * Returns the points of a join within the picture of the stack, in its pixels: from its left edge to the lane, or to the only card on the
 * network.
 */
function joinPoints(scene: Scene, key: string, index: number): readonly Point[] | null {
  const lane = scene.lanes.find(({ kind, name }) => kind === 'network' && name === key);
  if (lane === undefined) return null;
  const { x, y, height } = lane.rect;
  const beside = scene.lanes.some(({ form, rect }) => form === 'full' && rect.x < x);
  if (lane.form !== 'full' || !beside) {
    const into = lane.form === 'full' ? y + Math.min(24, lane.header / 2) : y + height / 2;
    return [
      { x: 0, y: into },
      { x, y: into },
    ];
  }
  // Above the names of the lanes before it, not through them.
  const above = innerRect(scene).y - 6 + Math.min(index, 1) * 3;
  return [
    { x: 0, y: above },
    { x: x + 18, y: above },
    { x: x + 18, y },
  ];
}

/** The layer over the bands: lines from the stations of the open stack into its picture, and from the outside to its cards. */
export function OpenJoins({ scene, stack, hues }: OpenJoinsProps) {
  const view = useStore(openViewStore);
  const inner = useStore(layoutStore, (state) => state.scene);
  const analysis = useStore(layoutStore, (state) => state.analysis);
  const opened = useStore(layoutStore, (state) => state.opened);
  const wanted = useWork(openedProject);
  const keys = useWork((state) => hostAnalysis(state)?.joined.dockerNames.get(stack));
  const place = scene.bands.find(({ band }) => band.stack === stack);
  if (!place || opened !== wanted) return null;
  const left = scene.columns.inside + bandBorder;
  const top = place.rect.y + scene.row + bandBorder;
  const toMap = ({ x, y }: Point): Point => ({
    x: left + view.x + x * view.zoom,
    y: top + view.y + y * view.zoom,
  });
  const joins = [...(keys ?? [])].flatMap(([key, network]) => {
    const station = place.stations.find((each) => each.network === network);
    const way = joinPoints(inner, key, 0);
    // On a phone the picture lies below its stations: hues alone say which line a lane is.
    return station && way && station.x < left ? [{ network, station, points: way.map(toMap) }] : [];
  });
  const stationEdge = stationRadius(scene.row) - 1;
  const edge = toMap(innerRect(inner)).x;
  const trunks = inner.trunks.filter(({ points }) => points.length > 0);
  const drawn = trunksToDraw(analysis, trunks);
  const { outside, wall } = scene;
  const from = outside.x + outside.width;
  return (
    <>
      <svg
        className="bh-host-lines bh-open-joins"
        width={scene.width}
        height={scene.height}
        aria-hidden="true"
      >
        {drawn.map(({ trunk: { id, kind, crossing, hasRandomPorts }, tone }) => {
          const { y } = toMap(crossing);
          // What a proxy lets in comes along the line of the proxy, not through the wall: it leaves the first join.
          const begin = kind === 'host' ? wall.x + wall.width : from;
          const [join] = joins;
          const bend = { x: left - joinGap, y: join?.points[0]?.y ?? y };
          const end = { x: Math.max(left, edge), y };
          const points = kind === 'proxied' ? [bend, { x: bend.x, y }, end] : [{ x: begin, y }, end];
          return (
            <path
              key={id}
              className={`bh-trunk bh-trunk-${kind} bh-way-${tone}${hasRandomPorts ? ' bh-thin' : ''}${kind === 'proxied' ? ' bh-join-proxied' : ''}`}
              d={pathOf(points, corner)}
            />
          );
        })}
        {joins.map(({ network, station, points: [first, ...others] }, index) => {
          const x = left - joinGap - index * track;
          const start = { x: station.x + stationEdge, y: place.middle };
          const into = first?.y ?? place.middle;
          return (
            <path
              key={network}
              className="bh-join"
              style={{ stroke: hueOf(network, hues) }}
              d={pathOf([start, { x, y: place.middle }, { x, y: into }, ...others], corner)}
            />
          );
        })}
      </svg>
      {trunks.map((trunk) => {
        if (trunk.labelRect === null || trunk.kind === 'proxied') return null;
        const words = trunkView(analysis, trunk, noNames);
        return (
          <p
            key={trunk.id}
            className={`bh-host-way bh-host-way-open bh-way-${words.tone}`}
            style={{ left: outside.x, width: outside.width, top: toMap(trunk.crossing).y - 17 }}
            title={words.label}
          >
            <b>{words.title}</b>
            {words.detail !== '' && <small>{words.detail}</small>}
          </p>
        );
      })}
    </>
  );
}
