// What the page promises to those who read it by its attributes (docs/contracts/page.md), one by one.

import { openFolder } from './open-folder.ts';
import { expect, test } from './test.tsx';

const shop = `services:
  web:
    image: nginx:1.27
    ports: ["8080:80"]
    networks: [front, back]
  guest:
    image: example/guest:1
    network_mode: service:web
  db:
    image: postgres:16
    ports: ["5432:5432"]
    networks: [back]
  bare:
    image: example/bare:1
    network_mode: bridge
  open:
    image: example/open:1
    network_mode: host
  shut:
    image: example/shut:1
    network_mode: none
  idle:
    image: example/idle:1
    networks: [back]
    profiles: [dev]
${[1, 2, 3, 4, 5, 6]
  .map((number) => `  worker-${number}:\n    image: example/worker:1\n    networks: [back]\n`)
  .join('')}networks:
  front:
  back:
`;

const valuesOf = (attribute: string): readonly string[] =>
  [...document.querySelectorAll(`[${attribute}]`)].map((each) => each.getAttribute(attribute) ?? '');

test('cards, piles, lanes, taps and places', async ({ designer }) => {
  await designer.open(shop);
  expect([...valuesOf('data-service')].sort()).toEqual([
    'bare',
    'db',
    'guest',
    'idle',
    'open',
    'shut',
    'web',
  ]);
  expect(valuesOf('data-inactive')).toEqual(['']);
  await expect(designer.card('idle')).toHaveAttribute('data-inactive', '');
  expect(valuesOf('data-pile')).toEqual(['6']);
  expect([...valuesOf('data-network')].sort()).toEqual(['back', 'bridge', 'front']);
  const taps = valuesOf('data-tap');
  for (const tap of ['web front', 'web back', 'db back', 'idle back', 'bare bridge'])
    expect(taps).toContain(tap);
  expect(new Set(taps).size).toBe(taps.length);
  expect(new Set(valuesOf('data-place'))).toEqual(new Set(['outside', 'wall', 'host', 'closed']));
  // A joined card lies inside the picture of its owner, and is no child of its element.
  const owner = await designer.card('web').one();
  const guest = await designer.card('guest').one();
  expect(owner.contains(guest)).toBe(false);
  const [outer, inner] = [owner, guest].map((card) => card.getBoundingClientRect());
  const middle = (inner?.y ?? 0) + (inner?.height ?? 0) / 2;
  expect(middle).toBeGreaterThan(outer?.top ?? 0);
  expect(middle).toBeLessThan(outer?.bottom ?? 0);
});

test('what is guaranteed at a zoom of 0.4, and brought there by #focus', async ({ designer }) => {
  await designer.open(shop);
  await designer.focus('worker-3');
  await expect(designer.card('worker-3')).toBeVisible();
  expect(valuesOf('data-pile')).toEqual(['5']);
});

test('the zones of a lane while a card is over it', async ({ designer }) => {
  await designer.open(shop);
  expect(valuesOf('data-drop')).toEqual([]);
  await designer.holdServiceOverLane('db', 'front', 'connect');
  expect(new Set(valuesOf('data-drop'))).toEqual(new Set(['move', 'connect']));
  await designer.overCentre(designer.card('web'));
  expect(valuesOf('data-drop')).toContain('join');
  await designer.press('Escape');
  await designer.letGo();
});

test('the kinds of the palette, and what new services are called', async ({ designer }) => {
  await designer.open(
    'services:\n  web:\n    image: nginx:1.27\n    networks: [front]\nnetworks:\n  front:\n',
  );
  const kinds =
    'web app worker database cache proxy log-tail hardware monitor network internal-network template-front-mid-back';
  for (const kind of kinds.split(' ')) expect(valuesOf('data-palette')).toContain(kind);
  for (const name of ['worker', 'worker-2', 'worker-3']) {
    await designer.dragPalette('worker', designer.lane('front'));
    await expect(designer.card(name)).toBeVisible();
  }
});

test('findings with their fixes, commands and panes', async ({ designer }) => {
  await designer.open(shop);
  const findings = await designer.showPane('findings');
  await expect(designer.finding('CN102', 'db').first()).toBeVisible();
  await expect(findings.locator('[data-rule="CN102"] [data-fix="0"]').first()).toBeVisible();
  expect(valuesOf('data-rule').every((rule) => /^CN\d{3}$/.test(rule))).toBe(true);
  const buttons = valuesOf('data-command');
  for (const id of 'toggle-palette show-findings undo redo download copy fix-all theme'.split(' '))
    expect(buttons).toContain(id);
  for (const pane of ['yaml', 'findings', 'matrix', 'diff', 'intents'] as const) {
    await designer.showPane(pane);
    await expect(designer.pane(pane)).toBeVisible();
    expect(valuesOf('data-pane')).toContain(pane);
  }
  expect(document.querySelectorAll('input[type=file][data-open]')).toHaveLength(1);
  expect(document.querySelectorAll('input[type=file][webkitdirectory][data-open-folder]')).toHaveLength(1);
});

test('the bands, stations and lines of a host', async ({ designer }) => {
  const net = (name: string): string => `networks: { ${name}: { external: true } }\n`;
  await openFolder(designer, {
    'home/edge/compose.yaml': `services:\n  proxy: { image: "traefik:3", ports: ["443:443"], networks: [mesh] }\nnetworks: { mesh: { name: mesh } }\n`,
    'home/wiki/compose.yaml': `services:\n  app: { image: "example/app:1", networks: [mesh] }\n  db: { image: "postgres:16" }\n${net('mesh')}`,
    'home/blog/compose.yaml': `services:\n  app: { image: "example/app:1", networks: [mesh, gone] }\nnetworks: { mesh: { external: true }, gone: { external: true } }\n`,
  });
  await expect(designer.locator('[data-stack="wiki"]')).toBeVisible();
  expect([...valuesOf('data-stack')].sort()).toEqual(['blog', 'edge', 'wiki']);
  expect([...valuesOf('data-station')].sort()).toEqual(['blog gone', 'blog mesh', 'edge mesh', 'wiki mesh']);
  expect(valuesOf('data-line')).toEqual(['mesh']);
  expect(valuesOf('data-service')).toEqual([]);
  await designer.locator('[data-stack="wiki"] .bh-stack-twist').click();
  const wiki = designer.locator('[data-stack="wiki"]');
  await expect(wiki.locator('[data-service="db"]')).toBeVisible();
  expect([...valuesOf('data-service')].sort()).toEqual(['app', 'db']);
  // Each station lies in its own band, and one press on a line or a station selects it.
  for (const station of document.querySelectorAll('[data-station]'))
    expect(station.getAttribute('data-station')?.split(' ')[0]).toBe(
      station.closest('[data-stack]')?.getAttribute('data-stack'),
    );
});
