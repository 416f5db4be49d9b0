// What Ctrl K can do: commands that ask for a value in a small field.

import { rooms } from '../stacks/rooms.ts';
import type { Designer } from './designer.ts';
import { expect, test } from './test.tsx';

/** Types into the field that a command opened. */
async function answer(designer: Designer, text: string): Promise<void> {
  const form = designer.locator('.bh-field');
  await form.getByRole('textbox').fill(text);
  await designer.press('Enter');
  await expect(form).toHaveCount(0);
}

test.describe('Ctrl K', () => {
  test.beforeEach(async ({ designer }) => {
    await designer.open(rooms);
  });

  test('publishes a port of the selected container; says what it does not understand', async ({
    designer,
  }) => {
    await designer.card('app').click();
    await designer.search('publish a port');
    await answer(designer, '443:9586');
    expect(await designer.service('app')).toMatchObject({ ports: ['443:9586'] });
    await designer.undo();

    await designer.card('web').click();
    await designer.search('publish a port');
    const field = designer.locator('.bh-field');
    await field.getByRole('textbox').fill('some port');
    await designer.press('Enter');
    await expect(field).toContainText('host port, then container port');
    await designer.press('Escape');
    expect(await designer.text()).toBe(rooms);
  });

  test('publishes one of a container that is named', async ({ designer }) => {
    await designer.search('publish a port');
    await answer(designer, 'app 127.0.0.1:443:9586/udp');
    expect(await designer.service('app')).toMatchObject({ ports: ['127.0.0.1:443:9586/udp'] });
  });

  test('adds an alias: on its one network, on the one that is named, on that of a tap', async ({
    designer,
  }) => {
    await designer.card('web').click();
    await designer.search('alias');
    await answer(designer, 'www');
    expect(await designer.service('web')).toMatchObject({ networks: { front: { aliases: ['www'] } } });
    await designer.card('app').click();
    await designer.search('alias');
    const field = designer.locator('.bh-field');
    await field.getByRole('textbox').fill('api');
    await designer.press('Enter');
    await expect(field).toContainText('front, mid');
    await answer(designer, 'mid api');
    expect(await designer.service('app')).toMatchObject({ networks: { mid: { aliases: ['api'] } } });
    await designer.tap('app', 'front').click();
    await designer.search('alias');
    await answer(designer, 'backend');
    expect(await designer.service('app')).toMatchObject({ networks: { front: { aliases: ['backend'] } } });
  });

  test('drops all capabilities and adds one', async ({ designer }) => {
    await designer.card('web').click();
    await designer.search('drop all capabilities');
    await designer.search('add a capability');
    await answer(designer, 'NET_BIND_SERVICE');
    expect(await designer.service('web')).toMatchObject({ cap_drop: ['ALL'], cap_add: ['NET_BIND_SERVICE'] });
  });
});
