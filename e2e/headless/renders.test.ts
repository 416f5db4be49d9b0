// A change renders what it changes. Renders are counted, not time: what renders for nothing is slow on each machine.

import { rendersOf } from './renders.ts';
import { expect, test } from './test.tsx';

const shop = `services:
  web: { image: nginx, ports: ["443:443"], networks: [front, back], depends_on: [api] }
  api: { image: example/api, networks: [back], environment: { DB: "postgres://db:5432" } }
  db: { image: postgres:16, networks: [back] }
networks: { front: {}, back: {} }
`;

/** Components around the picture that an edit of it must not render. */
const around = [
  ...['App', 'Workspace', 'TopBar', 'FileName', 'MoreMenu', 'OverlayMenu', 'ZoomControls'],
  ...[
    'PalettePanel',
    'PaletteButton',
    'PaletteIcon',
    'PanesPanel',
    'TabRow',
    'TabPanel',
    'TabsTab',
    'Notices',
  ],
  ...[
    'Gestures',
    'DragFeedback',
    'DragLayer',
    'FollowRoom',
    'DrawingNote',
    'GraphView',
    'Pane',
    'Lane',
    'Place',
  ],
];

test('a selection renders the two cards concerned and the inspector, and leaves the rest alone', async ({
  designer,
}) => {
  await designer.open(shop);
  await designer.inspect('web');
  const renders = await rendersOf(async () => {
    await designer.card('api').click();
  });
  expect(renders.get('Card')).toBe(2);
  expect(renders.get('ServiceInspector')).toBe(1);
  const needless = [...around, 'CanvasContent', 'ReactFlow', 'CommandButton', 'Sentence', 'FindingsStrip'];
  expect(needless.filter((name) => renders.has(name))).toEqual([]);
});

test('another file leaves the window around the picture alone', async ({ designer }) => {
  await designer.open(shop);
  const renders = await rendersOf(() => designer.open(shop.replace('nginx', 'caddy'), 'other.yaml'));
  expect(renders.get('ProjectName')).toBeGreaterThan(0);
  const needless = ['App', 'Workspace', 'TopBar', 'FileName', 'OverlayMenu', 'MoreMenu', 'ZoomControls'];
  expect(needless.filter((name) => renders.has(name))).toEqual([]);
});

test('an edit of one service renders its card, its box and the step that undoes it', async ({ designer }) => {
  await designer.open(shop);
  const inspector = await designer.inspect('api');
  await inspector.getByRole('checkbox', { name: /^NET_RAW/ }).click();
  const renders = await rendersOf(async () => {
    await inspector.getByRole('checkbox', { name: /^MKNOD/ }).click();
  });
  // The one of the service, and what it says of the capabilities.
  expect(renders.get('Details')).toBe(1);
  expect(renders.get('CapabilityBox')).toBe(1);
  expect(renders.get('CommandButton')).toBe(1);
  // What waits for the picture is worked out once, not with the picture and again after it.
  for (const late of ['Sentence', 'ProjectStrip', 'PlanLine'])
    expect([late, renders.get(late)]).toEqual([late, 1]);
  expect(around.filter((name) => renders.has(name))).toEqual([]);
});

test('news renders where it stands', async ({ designer }) => {
  await designer.open(shop);
  const renders = await rendersOf(async () => {
    await designer.command('copy').click();
  });
  expect(renders.has('Toast')).toBe(true);
  const needless = [...around, 'CanvasContent', 'Card', 'CommandButton', 'Sentence', 'FindingsStrip'];
  expect(needless.filter((name) => name !== 'Notices' && renders.has(name))).toEqual([]);
});
