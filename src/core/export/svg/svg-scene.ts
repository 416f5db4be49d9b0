// From an analysis to the scene that is exported, of all of a project or of a part: every service a card of its own, at its default
// place.

import { networksOf } from '../../compose/docker-name-of.ts';
import { namespaceHolder } from '../../compose/network-namespaces.ts';
import type { Service, Topology } from '../../compose/topology.ts';
import { layoutFacts } from '../../layout/layout-input.ts';
import { layoutTopology } from '../../layout/layout-topology.ts';
import type { Rect, Scene } from '../../layout/scene.ts';
import type { Analysis } from '../../rules/analyze.ts';

/** The parts of a scene that are exported. */
export type DrawnScene = Pick<
  Scene,
  'bounds' | 'outside' | 'wall' | 'lanes' | 'cards' | 'piles' | 'taps' | 'trunks' | 'needs' | 'sizes'
>;

/** Returns the scene to export: all of it, as `shown` on the screen when given, or a part. */
export function svgScene(
  analysis: Analysis,
  part: SvgPart | null = null,
  shown: DrawnScene | null = null,
): DrawnScene {
  if (part === null && shown !== null) return withoutChips(shown);
  const { topology } = analysis;
  const scene = layoutTopology({
    ...layoutFacts(analysis, part === null ? topology : partOfTopology(topology, part)),
    // The headline of a single lane states what the matrix proves; a file without the matrix does not claim it.
    rooms: new Set(),
    piles: [],
    opened: [],
    slots: new Map(),
    room: null,
    shape: null,
  });
  return part === null ? withoutChips(scene) : croppedScene(withoutChips(scene));
}

/** Returns the scene without empty places, which are only drop targets. */
function withoutChips(scene: DrawnScene): DrawnScene {
  return { ...scene, lanes: scene.lanes.filter(({ form }) => form !== 'chip') };
}

const bottomOf = ({ y, height }: Rect): number => y + height;
const rightOf = ({ x, width }: Rect): number => x + width;

/** Returns the scene without an empty closed tray and host lane, cropped to the remaining parts. */
function croppedScene(scene: DrawnScene): DrawnScene {
  const { bounds, outside, wall, trunks, cards } = scene;
  const lanes = scene.lanes.filter(
    ({ kind, members }) => (kind !== 'closed' && kind !== 'host') || members.length > 0,
  );
  const rects = [
    ...lanes.map(({ rect }) => rect),
    ...cards.map(({ rect }) => rect),
    ...trunks.flatMap(({ labelRect }) => labelRect ?? []),
  ];
  const bottom = Math.max(wall.y, ...rects.map(bottomOf));
  const right = Math.max(rightOf(wall), ...rects.map(rightOf));
  return {
    ...scene,
    lanes,
    bounds: { ...bounds, width: right - bounds.x, height: bottom - bounds.y },
    outside: { ...outside, height: bottom - outside.y },
    wall: { ...wall, height: bottom - wall.y },
  };
}

export interface SvgPart {
  readonly services: ReadonlySet<string>;
  readonly networks: ReadonlySet<string>;
}

/**
 * Returns the topology of a part in file order: its services with their networks, and its networks with their members. A service brings
 * those that joined its namespace, and a joined one its owner.
 */
export function partOfTopology(topology: Topology, part: SvgPart): Topology {
  const ownerOf = (service: Service): string => namespaceHolder(topology, service)?.name ?? service.name;
  const owners = new Set<string>();
  for (const service of topology.services.values()) {
    const member = networksOf(topology, service).some((network) => part.networks.has(network));
    if (member || part.services.has(service.name)) owners.add(ownerOf(service));
  }
  const services = [...topology.services].filter(([, service]) => owners.has(ownerOf(service)));
  const around = new Set(part.networks);
  for (const [, service] of services)
    for (const network of networksOf(topology, service)) around.add(network);
  const networks = [...topology.networks].filter(([name]) => around.has(name));
  return { ...topology, services: new Map(services), networks: new Map(networks) };
}
