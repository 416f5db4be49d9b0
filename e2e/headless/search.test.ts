// What Ctrl K can do: it finds commands by words and synonyms, asks for what is missing in the same box, and says the effect of each answer.

import { rooms } from '../stacks/rooms.ts';
import type { Designer } from './designer.ts';
import { expect, test } from './test.tsx';

const box = (designer: Designer) => designer.dialog().getByRole('combobox');
const best = (designer: Designer) => designer.dialog().locator('[cmdk-item][data-selected="true"]');

/** Types into the box and takes the best item. */
async function take(designer: Designer, text: string): Promise<void> {
  await box(designer).fill(text);
  await designer.press('Enter');
}

test.describe('Ctrl K', () => {
  test.beforeEach(async ({ designer }) => {
    await designer.open(rooms);
  });

  test('offers first what its owner means', async ({ designer }) => {
    const wanted: readonly (readonly [search: string, label: RegExp])[] = [
      ['download', /^Download the file/],
      ['publish', /^Publish a port…/],
      ['expose', /^Publish a port…/],
      ['internal', /^Make a network internal…/],
      ['undo', /^Undo/],
      ['move app', /^Move app…/],
      ['app move', /^Move app…/],
      ['sing and dance', /^$/],
      ['rename web', /^Rename web…/],
      ['app', /^app service/],
    ];
    await designer.press('Control+k');
    for (const [search, label] of wanted) {
      await box(designer).fill(search);
      if (label.source === '^$') await expect(designer.dialog()).toContainText('No matches.');
      else if (search === 'undo')
        await expect(designer.dialog().locator('[cmdk-item]').first()).toHaveText(label);
      else await expect(best(designer)).toHaveText(label);
    }
    await expect(designer.dialog().locator('[cmdk-group-heading]')).toHaveCount(0);
    await box(designer).fill('');
    for (const heading of designer.dialog().locator('[cmdk-group]').now())
      expect(heading.querySelectorAll('[cmdk-item]').length).toBeGreaterThan(0);
  });

  test('asks whom and where, says what each answer does, and Escape goes one step back', async ({
    designer,
  }) => {
    await designer.press('Control+k');
    await take(designer, 'move');
    await expect(designer.dialog()).toContainText('Which container should move?');
    await take(designer, 'web');
    await expect(designer.dialog()).toContainText('Where should web go?');
    const effect = designer.dialog().locator('[data-effect="Move web from front to back"]');
    await expect(effect).toContainText('closes');
    await designer.press('Escape');
    await expect(designer.dialog()).toContainText('Which container should move?');
    await designer.press('Escape');
    await expect(designer.dialog().locator('[data-question]')).toHaveCount(0);
    await take(designer, 'move web to back');
    await expect(designer.dialog()).toHaveCount(0);
    expect(await designer.service('web')).toMatchObject({ networks: ['back'] });
    expect(await designer.undoAll()).toBe(1);
    expect(await designer.text()).toBe(rooms);
  });

  test('without a word that nothing is called, it asks instead of running a command', async ({
    designer,
  }) => {
    await designer.card('app').click();
    await designer.press('Control+k');
    await box(designer).fill('delete warehouse');
    await expect(best(designer)).toHaveText(/^Delete a container or network…/);
    await expect(designer.dialog()).not.toContainText('Delete the selection');
    await box(designer).fill('put db somewhere else');
    await expect(designer.dialog()).toContainText('Nothing here is called “somewhere” or “else”. Instead:');
    await expect(best(designer)).toHaveText('db service');
    await box(designer).fill('move workers');
    await expect(best(designer)).toHaveText(/^Move a container…/);
    await box(designer).fill('publish warehouse');
    await expect(designer.dialog()).toContainText('Nothing here is called “warehouse”. Instead:');
    await expect(best(designer)).toHaveText(/^Publish a port…/);
  });

  test('takes what is selected for granted', async ({ designer }) => {
    await designer.card('web').click();
    await designer.press('Control+k');
    await take(designer, 'move');
    await expect(designer.dialog()).toContainText('Where should web go?');
    await designer.press('Escape');
    await designer.press('Escape');
    await expect(designer.dialog()).toHaveCount(0);
  });

  test('publishes a port of the selected container; says what it does not understand', async ({
    designer,
  }) => {
    await designer.card('app').click();
    await designer.search('publish a port');
    await take(designer, '443:9586');
    expect(await designer.service('app')).toMatchObject({ ports: ['443:9586'] });
    await designer.undo();

    await designer.card('web').click();
    await designer.search('publish a port');
    await take(designer, 'some port');
    await expect(designer.dialog()).toContainText('host port, then container port');
    await designer.press('Escape');
    await designer.press('Escape');
    expect(await designer.text()).toBe(rooms);
  });

  test('publishes one of a container that is named', async ({ designer }) => {
    await designer.press('Control+k');
    await take(designer, 'publish app 127.0.0.1:443:9586/udp');
    expect(await designer.service('app')).toMatchObject({ ports: ['127.0.0.1:443:9586/udp'] });
  });

  test('adds an alias: on its one network, on the one that is named, on that of a tap', async ({
    designer,
  }) => {
    await designer.card('web').click();
    await designer.search('alias');
    await take(designer, 'www');
    expect(await designer.service('web')).toMatchObject({ networks: { front: { aliases: ['www'] } } });
    await designer.card('app').click();
    await designer.search('alias');
    await expect(designer.dialog()).toContainText('On which network of app?');
    await take(designer, 'mid');
    await take(designer, 'api');
    expect(await designer.service('app')).toMatchObject({ networks: { mid: { aliases: ['api'] } } });
    await designer.tap('app', 'front').click();
    await designer.search('alias');
    await take(designer, 'backend');
    expect(await designer.service('app')).toMatchObject({ networks: { front: { aliases: ['backend'] } } });
  });

  test('drops all capabilities and adds one', async ({ designer }) => {
    await designer.card('web').click();
    await designer.search('drop all capabilities');
    await designer.search('add a capability');
    await take(designer, 'NET_BIND_SERVICE');
    expect(await designer.service('web')).toMatchObject({ cap_drop: ['ALL'], cap_add: ['NET_BIND_SERVICE'] });
  });

  test('makes a network internal by either word for it', async ({ designer }) => {
    await designer.press('Control+k');
    await take(designer, 'internal front');
    expect(await designer.text()).toContain('internal: true');
  });
});
