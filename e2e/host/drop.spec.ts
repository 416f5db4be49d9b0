// Folders with stacks dropped on the page: each is a stack of its own, and nothing is merged without a word.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { dropFolders, writeTree } from '../page/drop-folders.ts';
import { expect, test } from '../page/test.ts';

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
};

test('two folders dropped are two stacks: each has its own services, and neither publishes for the other', async ({
  designer,
  page,
}) => {
  const root = writeTree(two);
  await dropFolders(page, join(root, 'blog'), join(root, 'wiki'));
  await expect(page.locator('[data-stack]')).toHaveCount(2);
  await expect(page.locator('.bh-notices')).toContainText('2 stacks opened.');

  await page.keyboard.press(']');
  await expect(designer.cards()).toHaveCount(2);
  await expect(page.locator('[data-stack="blog"] [data-service="web"]')).toContainText('ghost');
  await expect(page.locator('[data-stack="blog"] [data-service="db"]')).toContainText('mysql');
  await page.keyboard.press(']');
  await expect(page.locator('[data-stack="wiki"] [data-service="web"]')).toContainText('wiki');
  await expect(page.locator('[data-stack="wiki"]')).toContainText('3000');
  await expect(page.locator('[data-stack="wiki"]')).not.toContainText('2368');
  await expect(page.locator('[data-stack="blog"]')).toContainText('2368');
  rmSync(root, { recursive: true });
});

test('folders behind a proxy are stacks with their own variables; what is no compose file is named', async ({
  designer,
  page,
}) => {
  const root = writeTree(five);
  const folders = ['traefik', 'immich', 'paperless', 'mealie', 'vaultwarden'];
  await dropFolders(page, ...folders.map((name) => join(root, name)));
  await expect(page.locator('[data-stack]')).toHaveCount(5);
  await expect(page.locator('.bh-notices')).toContainText(
    'Left out, no part of a stack: traefik/fileConfig.yml.',
  );

  // The folder around them is the same host.
  await page.reload();
  await dropFolders(page, root);
  await expect(page.locator('[data-stack]')).toHaveCount(5);
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('A service, a network or a command').fill('immich/immich');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-stack="immich"] [data-service="immich"]')).toContainText('v1.124');
  await expect(designer.cards()).toHaveCount(2);
  rmSync(root, { recursive: true });
});

test('stacks are merged only where a person says so, and come back', async ({ designer, page }) => {
  const root = writeTree(two);
  await dropFolders(page, root);
  await expect(page.locator('[data-stack]')).toHaveCount(2);
  await page.getByRole('button', { name: 'Merge as one project' }).click();
  await expect(page.locator('[data-stack]')).toHaveCount(0);
  await expect(designer.cards()).toHaveCount(2);
  rmSync(root, { recursive: true });
});
