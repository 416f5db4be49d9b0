// The inspector: every network fact, and what finishes a stack, ends up in the file; what cannot be is said beside it.

import { rooms } from '../stacks/rooms.ts';
import type { Designer } from './designer.ts';
import { expect, test } from './test.tsx';

test.beforeEach(async ({ designer }) => {
  await designer.open(rooms);
});

async function type(designer: Designer, name: string, value: string) {
  const field = designer.inspector().getByRole('textbox', { name });
  await field.fill(value);
  await field.press('Enter');
}

test('mode: closed, open, bridged; joined asks for the owner', async ({ designer }) => {
  const inspector = await designer.inspect('web');
  await inspector.getByText('Closed', { exact: true }).click();
  expect((await designer.service('web'))?.network_mode).toBe('none');
  await inspector.getByText('Open', { exact: true }).click();
  expect((await designer.service('web'))?.network_mode).toBe('host');
  await inspector.getByText('Bridged', { exact: true }).click();
  expect((await designer.service('web'))?.networks).toEqual(['front']);
  expect(await designer.undoAll()).toBe(3);
  expect(await designer.text()).toBe(rooms);

  await designer.inspect('tool');
  await inspector.getByText('Joined', { exact: true }).click();
  await inspector.getByLabelText('Container to join').selectOption('app');
  expect((await designer.service('tool'))?.network_mode).toBe('service:app');
});

test('networks: connect, alias, take the alias away, detach', async ({ designer }) => {
  const inspector = await designer.inspect('web');
  await inspector.getByLabelText('Connect to a network').selectOption('back');
  expect((await designer.service('web'))?.networks).toEqual(['front', 'back']);
  await type(designer, 'New alias on back', 'www');
  expect((await designer.service('web'))?.networks).toEqual({ front: {}, back: { aliases: ['www'] } });
  await expect(designer.tap('web', 'back')).toHaveAccessibleName('web on back, called www');
  await inspector.getByRole('button', { name: 'Remove the alias www on back' }).click();
  await expect(designer.tap('web', 'back')).toHaveAccessibleName('web on back');
  await inspector.getByRole('button', { name: 'Detach web from back' }).click();
  await expect(designer.tap('web', 'back')).toHaveCount(0);
  await designer.undoAll();
  expect(await designer.text()).toBe(rooms);
});

test('ports: publish, remap, loopback, unpublish; what is no port or is dead', async ({ designer }) => {
  const inspector = await designer.inspect('app');
  await inspector.getByRole('textbox', { name: 'Host port' }).fill('443');
  await inspector.getByRole('textbox', { name: 'Container port' }).fill('9586');
  await inspector.getByRole('button', { name: 'Publish' }).click();
  expect((await designer.service('app'))?.ports).toEqual(['443:9586']);
  await type(designer, 'Container port behind 443', '8443');
  expect((await designer.service('app'))?.ports).toEqual(['443:8443']);
  await inspector.getByRole('button', { name: 'Loopback' }).click();
  expect((await designer.service('app'))?.ports).toEqual(['127.0.0.1:443:8443']);
  await inspector.getByRole('button', { name: 'Unpublish 443' }).click();
  expect(await designer.service('app')).not.toHaveProperty('ports');
  await designer.undoAll();
  expect(await designer.text()).toBe(rooms);

  // A number that is none is refused beside the field.
  await designer.inspect('web');
  await type(designer, 'Container port behind 8443', '99999');
  await expect(inspector.getByRole('alert')).toContainText('1 to 65535');
  expect(await designer.text()).toBe(rooms);

  // A published port that nothing can reach is dead.
  await designer.inspect('db');
  await inspector.getByRole('textbox', { name: 'Host port' }).fill('5432');
  await inspector.getByRole('textbox', { name: 'Container port' }).fill('5432');
  await inspector.getByRole('button', { name: 'Publish' }).click();
  await expect(inspector).toContainText('dead: nothing answers');
  await expect(designer.finding('CN104', 'db')).toBeVisible();
});

test("capabilities: all 41, Docker's 14 marked; one taken away; all dropped, one opted in", async ({
  designer,
}) => {
  const inspector = await designer.inspect('web');
  await inspector.getByRole('checkbox', { name: /^NET_RAW/ }).uncheck();
  expect((await designer.service('web'))?.cap_drop).toEqual(['NET_RAW']);
  expect(await designer.undoAll()).toBe(1);
  await inspector.getByRole('button', { name: 'Show all 41' }).click();
  await expect(inspector.getByRole('checkbox', { name: /^[A-Z_0-9]+( default)?$/ })).toHaveCount(41);
  await expect(inspector.getByRole('checkbox', { name: /default$/ })).toHaveCount(14);
  await inspector.getByRole('checkbox', { name: 'Drop all, then opt in' }).check();
  expect((await designer.service('web'))?.cap_drop).toEqual(['ALL']);
  await inspector.getByRole('checkbox', { name: /^NET_BIND_SERVICE/ }).check();
  const web = await designer.service('web');
  expect(web?.cap_drop).toEqual(['ALL']);
  expect(web?.cap_add).toEqual(['NET_BIND_SERVICE']);
  expect(await designer.undoAll()).toBe(2);
  expect(await designer.text()).toBe(rooms);
});

test('capabilities: what the image usually needs back is one step away, NET_BIND_SERVICE in sight', async ({
  designer,
}) => {
  const inspector = await designer.inspect('web');
  await expect(inspector).toContainText(
    'Started as root, nginx usually needs: CHOWN, SETGID, SETUID, NET_BIND_SERVICE.',
  );
  await inspector.getByRole('checkbox', { name: 'Drop all, then opt in' }).check();
  await expect(inspector.getByRole('checkbox', { name: /^NET_BIND_SERVICE/ })).toHaveCount(1);
  await inspector.getByRole('button', { name: 'Add these' }).click();
  expect((await designer.service('web'))?.cap_add).toEqual(['CHOWN', 'SETGID', 'SETUID', 'NET_BIND_SERVICE']);
  expect(await designer.undoAll()).toBe(2);
  await inspector.getByRole('button', { name: 'Drop all but these' }).click();
  expect((await designer.service('web'))?.cap_drop).toEqual(['ALL']);
  expect(await designer.undoAll()).toBe(1);
  const tool = await designer.inspect('tool');
  await tool.getByRole('checkbox', { name: 'Drop all, then opt in' }).check();
  await expect(tool.getByRole('checkbox', { name: /^NET_BIND_SERVICE/ })).toHaveCount(1);
  await expect(tool).toContainText('The catalogue does not know');
});

test('what was typed and not added is kept and marked, and Enter adds it', async ({ designer }) => {
  const inspector = await designer.inspect('db');
  await inspector.getByRole('textbox', { name: 'New alias on back' }).fill('archive');
  await inspector.getByRole('textbox', { name: 'Host port' }).fill('5433');
  await expect(inspector.getByText('Not added yet', { exact: false })).toHaveCount(2);
  await designer.inspect('web');
  await expect(inspector.getByText('Not added yet', { exact: false })).toHaveCount(0);
  await designer.inspect('db');
  const alias = inspector.getByRole('textbox', { name: 'New alias on back' });
  await expect(alias).toHaveValue('archive');
  await expect(inspector.getByRole('textbox', { name: 'Host port' })).toHaveValue('5433');
  expect(await designer.text()).toBe(rooms);
  await alias.press('Enter');
  expect((await designer.written()).services.db?.networks).toMatchObject({
    back: { aliases: ['store', 'archive'] },
  });
  await expect(alias).toHaveValue('');
  const port = inspector.getByRole('textbox', { name: 'Container port' });
  await port.fill('5432');
  await port.press('Enter');
  expect((await designer.service('db'))?.ports).toEqual(['5433:5432']);
  await expect(inspector.getByText('Not added yet', { exact: false })).toHaveCount(0);
  await alias.fill('gone');
  await alias.press('Escape');
  await expect(alias).toHaveValue('');
});

test('user, image, command and name; emptied, or not allowed', async ({ designer }) => {
  const inspector = await designer.inspect('web');
  await type(designer, 'User', '1000');
  await type(designer, 'Image', 'nginx:1.28');
  await type(designer, 'Command', 'nginx -g "daemon off;"');
  const web = await designer.service('web');
  expect(web?.user).toBe('1000');
  expect(web?.image).toBe('nginx:1.28');
  expect(web?.command).toBe('nginx -g "daemon off;"');
  expect(await designer.text()).toContain('user: "1000"');
  // An emptied field takes the key away.
  await type(designer, 'User', '');
  expect(await designer.service('web')).not.toHaveProperty('user');
  expect(await designer.undoAll()).toBe(4);
  // The image is needed, and of the name Compose does not allow everything: refused beside the field.
  await type(designer, 'Image', '');
  await expect(inspector.getByRole('alert')).toContainText('needs an image');
  expect(await designer.text()).toBe(rooms);
  await inspector.getByRole('textbox', { name: 'Image' }).press('Escape');
  await expect(inspector.getByRole('alert')).toHaveCount(0);
  await type(designer, 'Service name', 'no spaces please');
  await expect(inspector.getByRole('alert')).toContainText('no spaces please');
  expect(await designer.text()).toBe(rooms);
});

test('environment: add, change, remove; an entry without a name is refused', async ({ designer }) => {
  const inspector = await designer.inspect('app');
  await type(designer, 'New variable', 'STORE=postgres://db:5432/shop');
  await type(designer, 'New variable', 'DEBUG=yes');
  expect((await designer.service('app'))?.environment).toEqual({
    STORE: 'postgres://db:5432/shop',
    DEBUG: 'yes',
  });
  await type(designer, 'Value of DEBUG', 'no');
  await inspector.getByRole('button', { name: 'Remove STORE' }).click();
  expect((await designer.service('app'))?.environment).toEqual({ DEBUG: 'no' });
  await type(designer, 'New variable', 'nonsense');
  await expect(inspector.getByRole('alert')).toContainText('NAME=value');
});

test('depends_on: add and remove', async ({ designer }) => {
  const inspector = await designer.inspect('app');
  await inspector.getByLabelText('Service to wait for').selectOption('web');
  expect((await designer.service('app'))?.depends_on).toEqual(['web']);
  await inspector.getByRole('button', { name: 'No longer depend on web' }).click();
  expect(await designer.service('app')).not.toHaveProperty('depends_on');
});

test('network: driver option', async ({ designer }) => {
  await designer.inspectNetwork('front');
  await type(designer, 'New driver option', 'com.docker.network.bridge.enable_icc=false');
  expect((await designer.written()).networks?.front).toEqual({
    driver_opts: { 'com.docker.network.bridge.enable_icc': 'false' },
  });
});

test('reach: whom it reaches, and why', async ({ designer }) => {
  const inspector = await designer.inspect('app');
  await inspector.locator('.bh-names').getByRole('button', { name: 'web' }).first().click();
  await expect(inspector).toContainText('app → web');
  await expect(inspector).toContainText(/front/);
  await expect(inspector.getByRole('button', { name: /^line \d+$/ }).first()).toBeVisible();
});

test('what is assumed of the daemon is chosen here, and kept for the file', async ({ designer }) => {
  const about = await designer.aboutFile();
  await about.getByRole('checkbox', { name: 'IPv6 where a network does not say' }).click();
  await about.getByRole('checkbox', { name: 'Userland proxy' }).click();
  await expect(about).toContainText('no userland proxy, IPv6 by default');
  await expect(about).toContainText('IPv4 and IPv6');
  await designer.open(rooms, 'other.yaml');
  await expect(await designer.aboutFile()).not.toContainText('no userland proxy');
  await designer.open(rooms);
  await expect(await designer.aboutFile()).toContainText('no userland proxy, IPv6 by default');
});
