// What is done to a whole service: renamed, deleted, bound to an anchor, inactive.

import { rooms } from '../stacks/rooms.ts';
import { expect, test } from './test.tsx';

const keepAlias = /keep the old name as an alias/;

test('rename a service: the old name stays as an alias on every network', async ({ designer }) => {
  await designer.open(rooms);
  const inspector = await designer.inspect('app');
  const field = inspector.getByRole('textbox', { name: 'Service name' });
  await field.fill('shop');
  await expect(inspector.getByRole('checkbox', { name: keepAlias })).toBeChecked();
  await field.press('Enter');
  await expect(designer.card('shop')).toBeVisible();
  await expect(designer.card('app')).toHaveCount(0);
  expect(await designer.service('shop')).toEqual({
    image: 'node:22',
    networks: { front: { aliases: ['app'] }, mid: { aliases: ['app'] } },
  });
});

test('rename a service without the alias: one line changes', async ({ designer }) => {
  await designer.open(rooms);
  const inspector = await designer.inspect('app');
  const field = inspector.getByRole('textbox', { name: 'Service name' });
  await field.focus();
  await inspector.getByRole('checkbox', { name: keepAlias }).uncheck();
  await field.fill('shop');
  await field.press('Enter');
  await expect(designer.card('shop')).toBeVisible();
  expect(await designer.text()).toBe(rooms.replace('  app:\n', '  shop:\n'));
});

test('rename a service: the alias can be given up after the name is typed', async ({ designer }) => {
  await designer.open(rooms);
  const inspector = await designer.inspect('app');
  const field = inspector.getByRole('textbox', { name: 'Service name' });
  await field.fill('shop');
  await inspector.getByRole('checkbox', { name: keepAlias }).uncheck();
  await field.press('Enter');
  await expect(designer.card('shop')).toBeVisible();
  expect(await designer.text()).toBe(rooms.replace('  app:\n', '  shop:\n'));
});

test('rename a service: depends_on, links and joined containers follow', async ({ designer }) => {
  await designer.open(`services:
  app: { image: node, networks: [front] }
  sniff: { image: netshoot, network_mode: "service:app" }
  web: { image: nginx, depends_on: [app], links: ["app:backend"], networks: [front] }
networks: { front: {} }
`);
  const inspector = await designer.inspect('web');
  await expect(inspector).toContainText('app');
  await designer.focus('app');
  await expect(inspector.getByRole('textbox', { name: 'Service name' })).toHaveValue('app');
  await inspector.getByRole('textbox', { name: 'Service name' }).fill('shop');
  await inspector.getByRole('textbox', { name: 'Service name' }).press('Enter');
  await expect(designer.card('shop')).toBeVisible();
  const { services } = await designer.written();
  expect(services.sniff?.network_mode).toBe('service:shop');
  expect(services.web?.depends_on).toEqual(['shop']);
  expect(services.web?.links).toEqual(['shop:backend']);
});

test('delete a service: its entry goes, all other bytes stay', async ({ designer }) => {
  await designer.open(rooms);
  await designer.card('web').focus();
  await designer.press('Delete');
  await expect(designer.card('web')).toHaveCount(0);
  expect(await designer.text()).toBe(rooms.replace(/ {2}web:\n(?: {4}.*\n)+/, ''));
  await designer.undo();
  expect(await designer.text()).toBe(rooms);
});

test('delete an owner that others are joined to: refused, and says who', async ({ designer }) => {
  await designer.open(`services:
  app: { image: node, networks: [front] }
  sniff: { image: netshoot, network_mode: "service:app" }
networks: { front: {} }
`);
  await designer.card('app').focus();
  await designer.press('Delete');
  await expect(designer.notice(/sniff cannot exist without app/)).toBeVisible();
  await expect(designer.card('app')).toBeVisible();
  await expect(designer.command('undo')).toBeDisabled();
});

test('delete several: one undo step', async ({ designer }) => {
  await designer.open(rooms);
  await designer.card('web').click();
  await designer.card('tool').click({ modifiers: ['Shift'] });
  await expect(designer.inspector()).toContainText('2 selected');
  await designer.press('Delete');
  await expect(designer.card('tool')).toHaveCount(0);
  await expect(designer.cards()).toHaveCount(2);
  expect(await designer.undoAll()).toBe(1);
  expect(await designer.text()).toBe(rooms);
});

const anchored = `services:
  one: &base
    image: busybox:1.37
    networks: [front]
  two:
    <<: *base
  three:
    <<: *base
networks:
  front:
  back:
`;

test('delete the holder of an anchor: refused, and the file stays', async ({ designer }) => {
  await designer.open(anchored);
  await designer.card('one').focus();
  await designer.press('Delete');
  await expect(designer.dialog()).toContainText('holds &base');
  await designer.press('Escape');
  await expect(designer.dialog()).toHaveCount(0);
  await expect(designer.card('one')).toBeVisible();
  await expect(designer.command('undo')).toBeDisabled();
  expect(await designer.text()).toBe(anchored);
});

test('delete the holder of an anchor: offers to move the anchor under x-', async ({ designer }) => {
  await designer.open(anchored);
  await designer.card('one').focus();
  await designer.press('Delete');
  await designer.choice('remove-service=one:move-anchors').click();
  await expect(designer.card('one')).toHaveCount(0);
  expect(await designer.text()).toBe(
    anchored.replace(
      /services:\n {2}one: &base\n {4}(.*)\n {4}(.*)\n/,
      'x-base: &base\n  $1\n  $2\nservices:\n',
    ),
  );
});

test('attach where the networks come by merge: this service only writes its full list', async ({
  designer,
}) => {
  await designer.open(anchored);
  await designer.dragServiceToLane('two', 'back', 'connect');
  await expect(designer.dialog()).toContainText('comes from the anchor &base');
  await designer.choice('mode=two:networks:front,back').click();
  await expect(designer.tap('two', 'back')).toBeVisible();
  const { services } = await designer.written();
  expect(services.two?.networks).toEqual(['front', 'back']);
  expect(services.three?.networks).toEqual(['front']);
});

test('attach where the networks come by merge: the anchor is offered, too', async ({ designer }) => {
  await designer.open(anchored);
  await designer.dragServiceToLane('two', 'back', 'connect');
  await expect(designer.dialog()).toContainText('changes 3 services');
  await designer.choice('attach=two:back:shared').click();
  await expect(designer.tap('three', 'back')).toBeVisible();
  expect(await designer.text()).toBe(anchored.replace('[front]', '[front, back]'));
});

const profiled = `services:
  web: { image: nginx, networks: [front] }
  debug: { image: netshoot, profiles: [dev], privileged: true, networks: [front] }
networks: { front: {}, back: {} }
`;

test('inactive profile: the card is dimmed and absent from the matrix', async ({ designer }) => {
  await designer.open(profiled);
  await expect(designer.card('debug')).toHaveAttribute('data-inactive', '');
  await expect(designer.card('web')).not.toHaveAttribute('data-inactive', '');
  const matrix = await designer.showPane('matrix');
  await expect(matrix).toContainText('web');
  await expect(matrix).not.toContainText('debug');
});

test('inactive profile: its findings are tagged with it', async ({ designer }) => {
  await designer.open(profiled);
  await designer.showPane('findings');
  await expect(designer.finding('CN501', 'debug')).toContainText('profile dev');
});

test('inactive profile: the preview names it', async ({ designer }) => {
  await designer.open(profiled);
  await designer.holdServiceOverLane('debug', 'back', 'connect');
  await expect(designer.tip).toContainText('dev');
  await designer.drop();
});

test('inactive profile: switched on it takes part', async ({ designer }) => {
  await designer.open(profiled);
  const about = await designer.aboutFile();
  await about.getByRole('checkbox', { name: 'dev' }).check();
  await expect(designer.card('debug')).not.toHaveAttribute('data-inactive', '');
  expect(await designer.text()).toBe(profiled);
});

test('delete several from the inspector: one undo step', async ({ designer }) => {
  await designer.open(rooms);
  await designer.card('web').click();
  await designer.card('tool').click({ modifiers: ['Shift'] });
  await designer.inspector().getByRole('button', { name: 'Delete' }).click();
  await expect(designer.cards()).toHaveCount(2);
  expect(await designer.undoAll()).toBe(1);
  expect(await designer.text()).toBe(rooms);
});
