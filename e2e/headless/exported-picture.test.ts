// The picture that is exported or printed is the one on the screen: compared by what both say that they show, not by pixels.

import { readFileSync } from 'node:fs';
import { describe } from 'vitest';
import { exportedFile, printedPicture } from '../../src/page/app/share/exported-file.ts';
import { detailStore } from '../../src/page/canvas/flow/level-of-detail.ts';
import { uiStore, workStore } from '../../src/page/state/page-stores.ts';
import type { Overlay } from '../../src/page/state/ui/overlay.ts';
import { takeMachine, takeObserved } from '../../src/page/state/work/records.ts';
import { expect, test } from './test.tsx';

const stack = (name: string): string => readFileSync(`e2e/stacks/files/${name}.yaml`, 'utf8');

const attributes = [
  ...['data-service', 'data-pile', 'data-network', 'data-tap', 'data-need', 'data-gate', 'data-guard'],
  ...['data-danger', 'data-kind', 'data-wall', 'data-firewall', 'data-firewall-of'],
  ...['data-overlay', 'data-mark', 'data-observed', 'data-from', 'data-to'],
];

/** Returns the attribute values in a picture and the tones of its marks, sorted. */
function shownBy(root: ParentNode): Readonly<Record<string, readonly string[]>> {
  const valuesOf = (selector: string, attribute: string): readonly string[] =>
    [...root.querySelectorAll(selector)].map((each) => each.getAttribute(attribute) ?? '').sort();
  return Object.fromEntries([
    ...attributes.map((attribute) => [attribute, valuesOf(`[${attribute}]`, attribute)] as const),
    ['tones', valuesOf('[data-mark]', 'data-tone')],
  ]);
}

/**
 * Expects a picture to show what the screen shows. Whether a name has room for the icon beside it depends on the scale, so icons are the same
 * where the screen shows the picture at its full size.
 */
function expectAllOf(drawn: ParentNode, screen: ParentNode): void {
  const { 'data-kind': drawnIcons, ...inPicture } = shownBy(drawn);
  const { 'data-kind': icons, ...onScreen } = shownBy(screen);
  expect(inPicture).toEqual(onScreen);
  if (detailStore.getState().unit === 1) expect(drawnIcons).toEqual(icons);
}

const canvas = (): Element => document.querySelector('.bh-canvas') ?? expect.fail('no canvas');

/** Returns the canvas with the line of the overlay above it. */
const asked = (): Element => canvas().closest('main') ?? expect.fail('no page');

async function exported(theme: 'light' | 'dark'): Promise<string> {
  const choice = { format: 'svg', theme, withText: false, part: null } as const;
  const made = await exportedFile(workStore.getState(), choice);
  return made === null ? expect.fail('nothing was exported') : made.blob.text();
}

const parsed = (svg: string): Document => new DOMParser().parseFromString(svg, 'text/html');

/** Returns the words on cards, on lanes and above the picture, without separators. */
const wordsOf = (root: ParentNode, selector: string): readonly string[] =>
  [...root.querySelectorAll(selector)]
    .map((each) => each.textContent?.trim() ?? '')
    .filter((text) => text !== '');

describe.each(['post-18', 'home-20', 'tracker-57', 'plants-20'])('the picture of %s', (name) => {
  test('has the cards, piles, lanes, taps, lines, pills and icons of the screen', async ({ designer }) => {
    await designer.open(stack(name));
    // What leads through proxies is read in parallel.
    if (name === 'home-20') await expect(designer.locator('[data-gate]')).toHaveCount(3);
    const drawn = parsed(await exported('light'));
    expectAllOf(drawn, canvas());
    const sentence = wordsOf(document, '[data-summary] [data-part]');
    const text = drawn.querySelector('svg')?.textContent ?? '';
    for (const part of sentence.slice(0, 2)) expect(text).toContain(part);
    for (const head of wordsOf(canvas(), '.bh-headline')) expect(text).toContain(head.slice(0, 12));
    // Every way in is named as in Outside.
    for (const label of wordsOf(canvas(), '.bh-trunk-label b')) expect(text).toContain(label.slice(0, 8));
  });
});

test('a selected card has its lines and their reasons in the exported picture, too', async ({ designer }) => {
  await designer.open(stack('post-18'));
  await designer.card('sql-post').click();
  expect(document.querySelectorAll('[data-need]')).toHaveLength(6);
  const drawn = parsed(await exported('dark'));
  expectAllOf(drawn, canvas());
  // Beside the counts of a card there may be room for the ends of a reason alone, as on the screen.
  const text = drawn.querySelector('svg')?.textContent ?? '';
  for (const reason of wordsOf(canvas(), '[data-reason] > :last-child'))
    expect(text.includes(reason) || text.includes(`${reason.slice(0, 6)}…`)).toBe(true);
});

/** A firewall record in which ufw stops one port of the shop, and denies another that still answers. */
const machine = JSON.stringify({
  version: 1,
  interface: 'eth0',
  addresses: [
    { ifname: 'eth0', addr_info: [{ family: 'inet', local: '192.168.1.2', prefixlen: 24, scope: 'global' }] },
  ],
  sysctl: { 'net.bridge.bridge-nf-call-iptables': '1' },
  ...Object.fromEntries(
    ['iptables', 'ip6tables'].map((family) => [
      family,
      `*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:DOCKER-USER - [0:0]
:DOCKER-FORWARD - [0:0]
:ufw-user-input - [0:0]
-A FORWARD -j DOCKER-USER
-A FORWARD -j DOCKER-FORWARD
-A INPUT -j ufw-user-input
-A DOCKER-USER -i eth0 -p tcp -m conntrack --ctorigdstport 5432 -j DROP
COMMIT
`,
    ]),
  ),
});
const shop = `services:
  web: { image: nginx, ports: ["8080:80"], networks: [front] }
  api: { image: api, networks: [front, back] }
  db: { image: postgres, ports: ["5432:5432"], networks: [back] }
  tail: { image: busybox, networks: [front] }
networks: { front: {}, back: {} }
`;
const seen = (from: string, to: string, port: number) => ({
  from,
  to,
  port,
  protocol: 'tcp' as const,
  looks: 12,
  first: '2026-11-02T10:00:00Z',
  last: '2026-11-02T10:09:00Z',
});

test('what a firewall stops and what was seen are in the exported and the printed picture', async ({
  designer,
}) => {
  await designer.open(shop);
  expect(takeMachine(workStore, { file: 'machine.json', text: machine })).toMatchObject({ ok: true });
  takeObserved(workStore, {
    version: 1,
    from: '2026-11-02T10:00:00Z',
    to: '2026-11-02T10:10:00Z',
    interval: 1,
    engine: '29.7.2',
    connections: [seen('web', 'api', 3000), seen('db', 'tail', 80)],
    listening: [],
    unseen: [],
  });
  await expect(designer.locator('[data-firewall]')).toHaveCount(2);
  const resting = shownBy(canvas());
  expect(shownBy(parsed(await exported('light')))).toEqual(resting);
  expect(resting['data-firewall']).toEqual(['against', 'stopped']);
  expect(resting['data-wall']).toEqual(['ufw']);

  uiStore.getState().showOverlay({ kind: 'observed' });
  await expect(designer.locator('[data-overlay="observed"]')).toBeVisible();
  const looked = shownBy(asked());
  expect(looked['data-observed']).toContain('unpredicted');
  const drawn = parsed(await exported('dark'));
  expect(shownBy(drawn)).toEqual(looked);
  expect(drawn.querySelector('[data-overlay]')?.textContent).toContain('seen, and not predicted');
  for (const note of [document.querySelector('.bh-overlay-answer')?.textContent ?? ''])
    expect(drawn.querySelector('[data-overlay]')?.textContent?.replaceAll(/\s/g, '')).toContain(
      note.replaceAll(/\s/g, ''),
    );
  const printed = printedPicture(workStore.getState()) ?? expect.fail('nothing');
  expect(shownBy(parsed(printed))).toEqual(looked);

  // And so is every other question.
  const others: readonly Overlay[] = [
    { kind: 'reach', service: 'web' },
    { kind: 'outside-in' },
    { kind: 'way-out' },
    { kind: 'needs' },
    { kind: 'who-gets-in' },
    { kind: 'isolate', network: 'back' },
  ];
  for (const overlay of others) {
    uiStore.getState().showOverlay(overlay);
    await expect(designer.locator(`[data-overlay="${overlay.kind}"]`)).toBeVisible();
    const drawn = shownBy(asked());
    expect(shownBy(parsed(await exported('light')))).toEqual(drawn);
  }
});

test('what is printed is the same picture, in light colours', async ({ designer }) => {
  await designer.open(stack('plants-20'));
  const svg = printedPicture(workStore.getState()) ?? expect.fail('nothing is printed');
  expect(shownBy(parsed(svg))).toEqual(shownBy(canvas()));
  expect(svg).toContain('#eef1f5');
});
