// `bulkhead open DIR` of a folder with stacks: the page opens as a host, saves each file to its place and follows the disk.

import { type ServedFolder, serveFolder } from '../open/serve-folder.ts';
import { Designer } from '../page/designer.ts';
import { expect, test } from '../page/test.ts';

test.use({ ownPage: true });

const traefik =
  'services:\n  traefik: { image: traefik, ports: ["443:443"], networks: [proxy] }\nnetworks:\n  proxy: { name: proxy }\n';
const wiki =
  'services:\n  web: { image: wiki, networks: [proxy, back] }\n  db: { image: postgres, networks: [back] }\nnetworks:\n  proxy: { external: true }\n  back: { internal: true }\n';
const blog = 'services:\n  web: { image: ghost }\n  db: { image: mysql }\n';

let served: ServedFolder;
test.beforeEach(async () => {
  served = await serveFolder(
    {
      'traefik/compose.yaml': traefik,
      'wiki/compose.yaml': wiki,
      'blog/compose.yaml': blog,
      'blog/.env': 'A=1\n',
    },
    '.',
  );
});
test.afterEach(async ({ page }) => {
  // What is closed asks the server for nothing more.
  await page.close();
  await served.remove();
});

const stack = (page: Designer['page'], id: string) => page.locator(`[data-stack="${id}"]`);

/** Unfolds a stack by its name. */
async function unfold(page: Designer['page'], id: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('A service, a network or a command').fill(id);
  await page.keyboard.press('Enter');
  await expect(stack(page, id).locator('[data-service]').first()).toBeVisible();
}

test('all stacks are there, each with its address; the disk is followed, undo unfolds, and edits are saved to their files', async ({
  page,
}) => {
  const designer = new Designer(page);
  const withMail = `${blog}  mail: { image: postfix }\n`;
  await page.goto(served.address);
  await test.step('a change on disk comes into a folded stack', async () => {
    await expect(stack(page, 'blog')).toContainText('2 containers');
    served.write('blog/compose.yaml', withMail);
    await expect(stack(page, 'blog')).toContainText('3 containers');
  });
  await test.step('the address leads to a service of a stack', async () => {
    await expect(page.locator('[data-stack]')).toHaveCount(3);
    await page.evaluate(() => {
      window.location.hash = '#focus=wiki/db';
    });
    await expect(stack(page, 'wiki').locator('[data-service="db"]')).toBeVisible();
    await expect(designer.cards()).toHaveCount(2);
  });
  await test.step('undo goes back through the stacks, and unfolds the one where the step was', async () => {
    await unfold(page, 'blog');
    await designer.card('db').click();
    await page.keyboard.press('Delete');
    await expect(designer.cards()).toHaveCount(2);
    await unfold(page, 'wiki');
    await page.keyboard.press('Control+z');
    await expect(stack(page, 'blog').locator('[data-service="db"]')).toBeVisible();
    await expect(page.getByRole('banner')).not.toContainText('not saved');
    await page.keyboard.press('Control+Shift+z');
    await expect(designer.cards()).toHaveCount(2);
  });
  await test.step('what is edited in two of them is saved to two files, and nothing else', async () => {
    await unfold(page, 'wiki');
    await designer.card('db').click();
    await page.keyboard.press('Delete');
    await expect(page.getByRole('banner')).toContainText('2 of 3 stacks not saved');

    await page.keyboard.press('Control+Alt+s');
    await expect(designer.dialog()).toContainText('Save the changes of 2 stacks?');
    await expect(designer.dialog()).toContainText('blog/compose.yaml will be saved in place.');
    expect(served.read('blog/compose.yaml')).toBe(withMail);
    await page.keyboard.press('Enter');
    await expect.poll(() => served.read('blog/compose.yaml')).not.toContain('mysql');
    await expect.poll(() => served.read('wiki/compose.yaml')).not.toContain('postgres');
    expect(served.read('traefik/compose.yaml')).toBe(traefik);
    await expect(page.getByRole('banner')).not.toContainText('not saved');
  });
});
