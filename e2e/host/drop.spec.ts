// Folders with stacks dropped on the page: each is a stack of its own, and nothing is merged without a word.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { dropFolders, writeTree } from '../page/drop-folders.ts';
import { expect, test } from '../page/test.ts';

test.use({ lastingNotices: true });

const two = {
  'blog/compose.yaml': `services:
  web:
    image: ghost:5
    ports: ["2368:2368"]
    environment:
      database__connection__host: db
  db:
    image: mysql:8
`,
  'wiki/compose.yaml': `services:
  web:
    image: requarks/wiki:2
    ports: ["3000:3000"]
  db:
    image: postgres:17
`,
};

const app = (image: string): string => `services:
  ${image}:
    image: ${image}:\${TAG:-latest}
    networks: [default, proxy]
  db:
    image: postgres
networks:
  proxy: { external: true }
`;

const five = {
  'traefik/compose.yaml':
    'services:\n  traefik:\n    image: traefik:v3\n    ports: ["443:443"]\n    networks: [proxy]\nnetworks:\n  proxy: { name: proxy }\n',
  'traefik/fileConfig.yml': 'http:\n  routers: {}\n',
  'immich/compose.yaml': app('immich'),
  'immich/.env': 'TAG=v1.124\n',
  'paperless/compose.yaml': app('paperless'),
  'mealie/compose.yaml': app('mealie'),
  'vaultwarden/compose.yaml': app('vaultwarden'),
  'bad/compose.yaml': 'services:\n  web:\n    image: [\n',
};

test('folders are stacks with their own services and variables, merged only where a person says so; what cannot be read says so', async ({
  designer,
  page,
  origin,
}) => {
  const [pair, more] = [writeTree(two), writeTree(five)];
  await test.step('stacks are merged only where a person says so', async () => {
    await dropFolders(page, pair);
    await expect(page.locator('[data-stack]')).toHaveCount(2);
    await page.getByRole('button', { name: 'Merge as one project' }).click();
    await expect(page.locator('[data-stack]')).toHaveCount(0);
    await expect(designer.cards()).toHaveCount(2);
  });
  await test.step('two folders dropped are two stacks: each has its own services, and neither publishes for the other', async () => {
    await dropFolders(page, join(pair, 'blog'), join(pair, 'wiki'));
    await expect(page.locator('[data-stack]')).toHaveCount(2);
    await page.keyboard.press(']');
    await expect(designer.cards()).toHaveCount(2);
    await expect(page.locator('[data-stack="blog"] [data-service="web"]')).toHaveAttribute(
      'aria-label',
      /ghost:5/,
    );
    await expect(page.locator('[data-stack="blog"] [data-service="db"]')).toHaveAttribute(
      'aria-label',
      /mysql/,
    );
    await page.keyboard.press(']');
    await expect(page.locator('[data-stack="wiki"] [data-service="web"]')).toHaveAttribute(
      'aria-label',
      /wiki/,
    );
    await expect(page.locator('[data-stack="wiki"]')).toContainText('3000');
    await expect(page.locator('[data-stack="wiki"]')).not.toContainText('2368');
    await expect(page.locator('[data-stack="blog"]')).toContainText('2368');
  });
  await test.step('more folders come to those that are there; what is no compose file is named', async () => {
    const folders = ['traefik', 'immich', 'paperless', 'mealie', 'vaultwarden'];
    await dropFolders(page, ...folders.map((name) => join(more, name)));
    await expect(page.locator('[data-stack]')).toHaveCount(7);
    await expect(page.locator('.bh-notices')).toContainText('1 file left out');
    await page.locator('.bh-left-out summary').click();
    await expect(page.locator('.bh-left-out')).toContainText('traefik/fileConfig.yml');
  });
  await test.step('the folder around them is a host: stacks have their own variables, and one that cannot be read says so', async () => {
    await designer.visit(origin);
    await dropFolders(page, more);
    await expect(page.locator('[data-stack]')).toHaveCount(6);
    await expect(page.locator('[data-stack="bad"]')).toContainText(
      'cannot be read: bad/compose.yaml, line 4',
    );
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('A service, a network or a command').fill('immich/immich');
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-stack="immich"] [data-service="immich"]')).toContainText('v1.124');
    await expect(designer.cards()).toHaveCount(2);
  });
  for (const root of [pair, more]) rmSync(root, { recursive: true });
});
