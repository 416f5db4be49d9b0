// Palette items: a ready container, network or template where it is dropped.

import { rooms } from '../stacks/rooms.ts';
import { expect, test } from './test.tsx';

test('a container on a lane of the empty canvas begins a file', async ({ designer }) => {
  await designer.holdPaletteOver('web', designer.lane('front'));
  await expect(designer.tip).toContainText('Adds web on front.');
  await designer.drop();
  await expect(designer.tap('web', 'front')).toBeVisible();
  const { services, networks } = await designer.written();
  expect(services.web?.networks).toEqual(['front']);
  expect(networks).toEqual({ front: null, mid: null, back: { internal: true } });
});

test('a second one of a kind gets the next free name', async ({ designer }) => {
  await designer.dragPalette('cache', designer.lane('back'));
  await designer.dragPalette('cache', designer.lane('back'));
  await designer.dragPalette('cache', designer.lane('mid'));
  expect(Object.keys((await designer.written()).services)).toEqual(['cache', 'cache-2', 'cache-3']);
  expect((await designer.service('cache-3'))?.networks).toEqual(['mid']);
});

test('a container of each kind on a lane is created there', async ({ designer }) => {
  await designer.open(rooms);
  for (const kind of ['web', 'app', 'worker', 'database', 'cache', 'proxy']) {
    await designer.dragPalette(kind, designer.lane('mid'));
    const name = kind === 'web' || kind === 'app' ? `${kind}-2` : kind;
    await expect(designer.tap(name, 'mid')).toBeVisible();
    expect((await designer.service(name))?.networks, kind).toEqual(['mid']);
    await designer.undo();
    expect(await designer.text(), kind).toBe(rooms);
  }
});

test('a drop leaves the zoom as it was, and the cards before the lane that grows', async ({ designer }) => {
  await designer.open(rooms);
  const zoom = () =>
    /scale\(([\d.]+)\)/.exec(
      document.querySelector<HTMLElement>('.react-flow__viewport')?.style.transform ?? '',
    )?.[1];
  const places = () =>
    ['web', 'app'].map(
      (name) =>
        document.querySelector(`[data-service="${name}"]`)?.closest<HTMLElement>('.react-flow__node')?.style
          .transform,
    );
  const before = [zoom(), ...places()];
  await designer.dragPalette('worker', designer.lane('mid'));
  await expect(designer.tap('worker', 'mid')).toBeVisible();
  expect([zoom(), ...places()]).toEqual(before);
});

test('a container is created closed on the tray, open on the host, not at all on empty canvas', async ({
  designer,
}) => {
  await designer.open(rooms);
  await designer.dragPalette('worker', designer.place('closed'));
  expect((await designer.service('worker'))?.network_mode).toBe('none');
  await designer.undo();

  // Open, and without ports that would be dead.
  await designer.dragPalette('proxy', designer.place('host'));
  const proxy = await designer.service('proxy');
  expect(proxy?.network_mode).toBe('host');
  expect(proxy).not.toHaveProperty('ports');
  await designer.undo();

  await designer.holdPaletteOver('web', designer.lane('front'));
  await designer.carryToEmptyCanvas();
  await expect(designer.tip).toContainText('Drop it on a network');
  await designer.drop();
  expect(await designer.text()).toBe(rooms);
});

test('the log tail and the hardware reader are closed, this one with a raw capability and a device', async ({
  designer,
}) => {
  await designer.dragPalette('log-tail', designer.place('closed'));
  const tail = await designer.service('log-tail');
  expect(tail?.network_mode).toBe('none');
  expect(tail?.cap_drop).toEqual(['ALL']);

  await designer.dragPalette('hardware', designer.place('closed'));
  const hardware = await designer.service('hardware');
  expect(hardware?.network_mode).toBe('none');
  expect(hardware?.cap_drop).toEqual(['ALL']);
  expect(hardware?.cap_add).toEqual(['SYS_RAWIO']);
  expect(hardware?.devices).toHaveLength(1);
});

test('the monitor joins the container it is dropped on, others do with Alt', async ({ designer }) => {
  await designer.open(rooms);
  await designer.dragPalette('monitor', designer.card('app'));
  expect((await designer.service('monitor'))?.network_mode).toBe('service:app');

  await designer.hold('Alt', true);
  await designer.dragPalette('worker', designer.card('web'));
  await designer.hold('Alt', false);
  expect((await designer.service('worker'))?.network_mode).toBe('service:web');
});

test('a network item adds a network, numbered when the name is taken', async ({ designer }) => {
  await designer.open(rooms);
  await designer.dragPalette('network', designer.lane('mid'));
  await designer.dragPalette('network', designer.lane('mid'));
  await designer.dragPalette('internal-network', designer.lane('mid'));
  const { networks } = await designer.written();
  expect(Object.keys(networks ?? {}).slice(3)).toEqual(['network', 'network-2', 'internal-network']);
  expect(networks?.['internal-network']).toEqual({ internal: true });
});

test('the template adds the lanes that are missing, in one step', async ({ designer }) => {
  const text = 'services:\n  web:\n    image: nginx\n    networks: [front]\nnetworks:\n  front:\n';
  await designer.open(text);
  await designer.dragPalette('template-front-mid-back', designer.lane('front'));
  await expect(designer.lanes()).toHaveCount(3);
  expect((await designer.written()).networks).toEqual({ front: null, mid: null, back: { internal: true } });
  await designer.undo();
  expect(await designer.text()).toBe(text);
});

test('Enter on a palette item places it where its kind belongs', async ({ designer }) => {
  await designer.palette('database').focus();
  await designer.press('Enter');
  await expect(designer.tap('database', 'back')).toBeVisible();
});

test('the sandbox stands with its intent, in one step', async ({ designer }) => {
  const text = 'services:\n  web:\n    image: nginx\n    networks: [front]\nnetworks:\n  front:\n';
  await designer.open(text);
  await designer.dragPalette('template-sandbox', designer.lane('front'));
  await expect(designer.tap('agent', 'cell')).toBeVisible();
  await expect(designer.tap('agent-proxy', 'way-out')).toBeVisible();
  await designer.undo();
  expect(await designer.text()).toBe(text);
});
