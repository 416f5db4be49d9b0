// Projects of several files: which is which, what is missing, and where an edit goes.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './page/test.ts';

const base = `services:
  web:
    image: nginx:1.27 # the door
    networks: [front]
  db:
    image: postgres:17
    networks: [back]
networks:
  front:
  back:
`;
const over = 'services:\n  web:\n    networks:\n      - back\n';

test('several files are one project: which is which, what is missing, and where an edit goes', async ({
  designer,
}) => {
  await test.step('the findings are filled with the first card', async () => {
    // How many frames are drawn from the first card until the worst finding is told. Frames, not time: on a machine that is busy
    // they are as late as the panel.
    const filled = designer.page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new MutationObserver((_, observer) => {
            if (document.querySelector('[data-service]') === null) return;
            observer.disconnect();
            let frames = 0;
            requestAnimationFrame(function look() {
              frames++;
              const found = document.querySelector('.bh-strip [data-rule="CN501"]');
              if (found !== null) resolve(frames);
              else requestAnimationFrame(look);
            });
          }).observe(document.body, { childList: true, subtree: true });
        }),
    );
    await designer.offer('services:\n  web:\n    image: nginx\n    privileged: true\n', 'first.yaml');
    // 300 ms of a machine that keeps up.
    expect(await filled).toBeLessThanOrEqual(18);
  });
  await test.step('each edit goes to the file that owns the fact', async () => {
    await designer.offerAll({
      'compose.yaml': base,
      'compose.override.yaml': over,
      '.env': 'COMPOSE_PROJECT_NAME=shop\n',
    });
    await expect(designer.card('web')).toBeVisible();
    await expect(designer.tap('web', 'back')).toHaveCount(1);
    await designer.aboutFile();
    await expect(designer.file('compose.yaml')).toHaveAttribute('data-part', 'main');
    await expect(designer.file('compose.override.yaml')).toHaveAttribute('data-part', 'override');
    await expect(designer.file('.env')).toHaveAttribute('data-part', 'variables');
    await expect(designer.page.locator('.bh-assumptions')).toContainText('shop, from COMPOSE_PROJECT_NAME');

    await designer.tap('web', 'back').click();
    await designer.page.keyboard.press('Delete');
    await expect(designer.tap('web', 'back')).toHaveCount(0);
    await designer.aboutFile();
    await expect(designer.file('compose.override.yaml')).toContainText('changed');
    await expect(designer.file('compose.yaml')).not.toContainText('changed');
    await designer.undo();
    await expect(designer.tap('web', 'back')).toHaveCount(1);
  });
  await test.step('a locked file is not changed: an override receives the edits', async () => {
    await designer.open(base, 'shop.yaml');
    await designer.aboutFile();
    await designer.file('shop.yaml').getByRole('button', { name: /^Lock/ }).click();
    await expect(designer.file('shop.yaml')).toContainText('locked');
    await designer.page.getByRole('button', { name: /Write changes to shop.override.yaml/ }).click();
    await designer.dragServiceToLane('web', 'back', 'move');
    await designer.aboutFile();
    await expect(designer.file('shop.override.yaml')).toContainText('receives every change');
    expect(await designer.text()).toBe(
      'services:\n  web:\n    networks:\n      front: !reset null\n      back:\n',
    );
    await designer.undo();
    await expect(designer.file('shop.override.yaml')).toHaveCount(0);
    expect(await designer.text()).toBe(base);
  });
  await test.step('a missing file leaves unknowns, and is added when it is dropped', async () => {
    const main = 'services:\n  web:\n    extends: { file: lib/base.yaml, service: common }\n';
    await designer.offer(main);
    await expect(designer.card('web')).toHaveAttribute('aria-label', /unknown/);
    await designer.aboutFile();
    await expect(designer.file('lib/base.yaml')).toHaveAttribute('data-part', 'missing');
    await designer.offer('services:\n  common:\n    image: nginx\n    network_mode: none\n', 'base.yaml');
    await expect(designer.card('web')).toHaveAttribute('aria-label', /closed/);
    await designer.aboutFile();
    await expect(designer.file('lib/base.yaml')).toHaveAttribute('data-part', 'extended');
  });
  await test.step('a folder is opened as Compose would, with the rest at hand', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bulkhead-folder-'));
    mkdirSync(join(folder, 'node_modules'));
    writeFileSync(join(folder, 'compose.yaml'), base);
    writeFileSync(join(folder, 'prod.yaml'), over);
    writeFileSync(join(folder, 'node_modules', 'x.yaml'), 'a: 1\n');
    await designer.page.locator('input[data-open-folder]').setInputFiles(folder);
    await expect(designer.card('db')).toBeVisible();
    await designer.aboutFile();
    await expect(designer.file('prod.yaml')).toHaveAttribute('data-part', 'unused');
    await expect(designer.file('node_modules/x.yaml')).toHaveCount(0);
    await designer.file('prod.yaml').getByRole('button', { name: /Merge/ }).click();
    await expect(designer.tap('web', 'back')).toHaveCount(1);
    await designer.file('prod.yaml').getByRole('button', { name: /Leave/ }).click();
    await expect(designer.tap('web', 'back')).toHaveCount(0);
    rmSync(folder, { recursive: true });
  });
});
