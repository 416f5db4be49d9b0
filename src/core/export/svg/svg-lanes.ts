// Lanes, the outside and the host wall, which are drawn behind everything else.

import type { Topology } from '../../compose/topology.ts';
import { cutMiddle } from '../../layout/cards/short-names.ts';
import type { SceneLane } from '../../layout/scene.ts';
import { rectOf, svgElement, svgText } from './svg-element.ts';
import type { DrawnScene } from './svg-scene.ts';
import type { SvgTheme } from './svg-theme.ts';

interface Look {
  readonly title: string;
  readonly detail: string;
  readonly dashed: boolean;
}

function lookOf(lane: SceneLane, topology: Topology): Look {
  switch (lane.kind) {
    case 'closed':
      return { title: 'Closed', detail: 'no network', dashed: false };
    case 'host':
      return { title: 'Host network', detail: 'open containers: no wall', dashed: true };
    case 'unknown':
      return { title: 'Unknown', detail: 'not said in the file', dashed: true };
    case 'bridge':
      return { title: 'bridge', detail: "Docker's default bridge", dashed: true };
    case 'network': {
      const network = topology.networks.get(lane.name);
      const title = lane.name;
      if (network === undefined || network.origin === 'undeclared') {
        const detail = network?.undecided === undefined ? 'not declared' : 'named by an unset variable';
        return { title, detail, dashed: true };
      }
      if (network.external !== false) return { title, detail: 'external', dashed: true };
      if (network.origin === 'implicit') return { title, detail: 'implicit default', dashed: true };
      if (network.internal === 'unknown') return { title, detail: 'internal?', dashed: false };
      const driver = network.undecided?.includes('driver') ? 'driver?' : network.driver;
      return { title, detail: network.internal ? 'internal: no way out' : driver, dashed: false };
    }
  }
}

function drawLane(lane: SceneLane, topology: Topology, theme: SvgTheme, hue: string): string {
  const { title, detail, dashed } = lookOf(lane, topology);
  const { x, y, width } = lane.rect;
  const internal = topology.networks.get(lane.name)?.internal === true && lane.kind === 'network';
  const frame = svgElement('rect', {
    ...rectOf(lane.rect),
    rx: 12,
    fill: hue,
    'fill-opacity': 0.07,
    stroke: hue,
    'stroke-width': internal ? 3 : 1.5,
    ...(dashed ? { 'stroke-dasharray': '6 4' } : {}),
  });
  const room = Math.max(4, Math.floor((width - 24) / 8));
  const name = svgText(cutMiddle(title, room), { x: x + 12, y: y + 20, fill: hue, 'font-weight': 600 });
  if (lane.form !== 'full') return frame + name;
  const more = svgText(cutMiddle(detail, room + 4), {
    x: x + 12,
    y: y + 36,
    fill: theme.dim,
    'font-size': 11,
  });
  const captions = lane.captions.map((caption) => {
    const text = { x: caption.x + 4, y: caption.y + 14, 'font-size': 11 };
    if (caption.pile === null) return svgText(caption.text, { ...text, fill: theme.dim });
    const frame = {
      ...rectOf(caption),
      rx: 8,
      fill: hue,
      'fill-opacity': 0.07,
      stroke: hue,
      'stroke-opacity': 0.45,
    };
    return svgElement('rect', frame) + svgText(caption.text, { ...text, fill: theme.ink });
  });
  return [frame, name, more, ...captions].join('');
}

/** All lanes in the order of the scene, after the outside and the wall. */
export function svgLanes(
  scene: DrawnScene,
  topology: Topology,
  theme: SvgTheme,
  hueOf: (lane: string) => string,
): readonly string[] {
  const { outside, wall, lanes } = scene;
  return [
    svgElement('rect', {
      ...rectOf(outside),
      rx: 12,
      fill: theme.card,
      stroke: theme.line,
      'stroke-width': 1.5,
    }),
    svgText('Outside', { x: outside.x + 12, y: outside.y + 22, fill: theme.ink, 'font-weight': 600 }),
    svgText('internet or LAN', { x: outside.x + 12, y: outside.y + 38, fill: theme.dim, 'font-size': 12 }),
    svgElement('rect', { ...rectOf(wall), fill: theme.wall }),
    ...lanes.map((lane) => svgElement('g', {}, drawLane(lane, topology, theme, hueOf(lane.id)))),
  ];
}
