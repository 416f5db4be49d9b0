import type { FleetFacts } from '../../../core/fleet/fleet-facts.ts';
import { type DrawnBypass, type DrawnWay, drawnWays } from '../../../core/map/fleet/fleet-gates.ts';
import type { HostScene } from '../../../core/map/host-scene.ts';
import type { Tone } from '../../../core/picture/tones.ts';
import { arrowHead, bow, type TieShape } from '../map/tie-lines.ts';
import { gateTones } from '../ways/who-gets-in-view.ts';

/** The radius of the ring around an address at which a login is bypassed, in px. */
const ring = 13;

interface FleetWaysProps {
  readonly scene: HostScene;
  readonly facts: FleetFacts;
}

/** The layer of *Who gets in* over the bands: each way from the Internet over routers and machines, and in red what leads past a login. */
export function FleetWays({ scene, facts }: FleetWaysProps) {
  const { ways, bypasses } = drawnWays(facts);
  return (
    <svg
      className="bh-host-lines bh-host-observed"
      width={scene.width}
      height={scene.height}
      aria-hidden="true"
    >
      {ways.map((way) => (
        <Way key={`${way.tone} ${way.words}`} scene={scene} way={way} tone={gateTones[way.tone]} />
      ))}
      {bypasses.map((bypass) => (
        <Bypass key={`${bypass.machine} ${bypass.network}`} scene={scene} bypass={bypass} />
      ))}
    </svg>
  );
}

interface WayProps {
  readonly scene: HostScene;
  readonly way: DrawnWay;
  readonly tone: Tone;
}

function Way({ scene, way: { router, machines, words }, tone }: WayProps) {
  const indexes = machines.map((name) => scene.bands.findIndex(({ band }) => band.stack === name));
  const [first = -1] = indexes;
  const begin = beginning(scene, router, first);
  const between = indexes.slice(1).flatMap((to, at) => bow(scene, indexes[at] ?? -1, to) ?? []);
  return (
    <g
      className={`bh-tone-${tone}`}
      data-fleet-way={[...(router === null ? [] : [router]), ...machines].join(' ')}
      data-marked={tone}
    >
      <title>{words}</title>
      {[...(begin === null ? [] : [begin]), ...between].map(({ line, head }) => (
        <g key={line}>
          <path className="bh-overlay-line" d={line} />
          <path className="bh-overlay-head" d={head} />
        </g>
      ))}
    </g>
  );
}

/** Returns the line from the Internet to the first machine, along the wall of the router whose forward leads there. */
function beginning(scene: HostScene, router: string | null, first: number): TieShape | null {
  const band = scene.bands[first];
  if (band === undefined) return null;
  const left = scene.outside.x + scene.outside.width;
  const right = band.rect.x;
  const place = scene.routers.find((each) => each.router.name === router);
  const x = place === undefined ? left : place.wall.x + place.wall.width / 2;
  const start =
    place === undefined ? `M${left} ${band.middle}` : `M${left} ${place.middle}H${x}V${band.middle}`;
  return { line: `${start}H${right - 8}`, head: arrowHead(right, band.middle, 1) };
}

function Bypass({
  scene,
  bypass: { machine, network, services },
}: {
  readonly scene: HostScene;
  readonly bypass: DrawnBypass;
}) {
  const band = scene.bands.find((each) => each.band.stack === machine);
  const station = band?.stations.find((each) => each.network === network);
  if (band === undefined || station === undefined) return null;
  return (
    <g className="bh-tone-bad" data-fleet-bypass={`${machine} ${network}`}>
      <title>
        {services.join(', ')} answers {network} without its login
      </title>
      <circle className="bh-bypass-ring" cx={station.x} cy={band.middle} r={ring} />
    </g>
  );
}
