// `bulkhead serve --docker` as a person meets it: sign in, see the stacks and what runs, sign out. The Engine is a script that prints what
// a real one said.

import { readFileSync } from 'node:fs';
import { passwordLine } from '../../src/cli/serve/password-record.ts';
import { expect, test } from '../page/test.ts';
import { dockerScript, type Engine } from './docker-script.ts';
import { serveFolder } from './serve-folder.ts';

test.use({ ownPage: true });

const recordedAt = new URL('../../src/core/host/running/testing/recorded-host.json', import.meta.url);
const blog =
  'services:\n  db: { image: probe:1, networks: [back] }\n  ghost: { image: probe:1 }\nnetworks:\n  back: { internal: true }\n';
const password = 'correct horse battery';

interface Named {
  readonly Name: string;
}

test('a person signs in, sees the stacks and what runs but no file outside of the folder, and signs out', async ({
  page,
  provoked,
}) => {
  const recorded = readFileSync(recordedAt, 'utf8');
  let engine: Engine = { containers: [], networks: [], images: [] };
  const docker = dockerScript(engine);
  const served = await serveFolder(
    {
      'stacks/blog/compose.yaml': blog,
      'proxy/compose.yaml': 'services:\n  secret: { image: outside }\n',
      // As cheap to check as is taken.
      password: await passwordLine(password, 14),
    },
    ['--stacks', 'stacks', '--listen', '127.0.0.1:0', '--password-file', 'password', '--docker'],
    (folder) => {
      const here = recorded.replaceAll('/srv/proxy', `${folder}/proxy`);
      engine = JSON.parse(here.replaceAll('/srv/blog', `${folder}/stacks/blog`));
      docker.become(engine);
      return docker;
    },
    ['serve'],
  );
  const stack = (id: string) => page.locator(`[data-stack="${id}"]`);
  const login = `${served.address}login`;
  try {
    await test.step('nobody comes in without the password', async () => {
      provoked.push(/status of 403/);
      await page.goto(served.address);
      await expect(page).toHaveURL(login);
      await page.getByLabel('Password').fill('a wrong password');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByRole('alert')).toHaveText('That is not the password.');
    });
    await test.step('what runs is drawn beside the stacks; files outside of the folder are not shown', async () => {
      await page.getByLabel('Password').fill(password);
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(served.address);
      await expect(page.getByText('This server saves nothing.')).toBeVisible();
      await expect(page.locator('[data-stack]')).toHaveCount(4);
      await expect(stack('blog')).toContainText('runs differently');
      await expect(stack('proxy')).toContainText('as it runs');
      await expect(page.getByText('secret')).toHaveCount(0);
      await expect(page.getByRole('banner')).toContainText(/live · differs in \d stacks?/);
      await expect(page.locator('footer')).toContainText('Docker 26.1.5');
    });
    await test.step('what changes is followed, and nothing is asked but to read', async () => {
      const containers = engine.containers.filter((container) => (container as Named).Name !== '/hand');
      docker.become({ ...engine, containers });
      docker.tell('container destroy');
      await expect(stack('(no project)')).toContainText('2 containers');
      const words = new Set(docker.calls().map((call) => call.split(' ')[0]));
      expect([...words].sort()).toEqual(['events', 'info', 'inspect', 'network', 'ps', 'version']);
    });
    await test.step('signing out ends it', async () => {
      await page.keyboard.press('ControlOrMeta+k');
      await page.keyboard.type('sign out');
      await page.getByRole('option', { name: 'Sign out…' }).click();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expect(page).toHaveURL(login);
      await page.goto(served.address);
      await expect(page).toHaveURL(login);
    });
  } finally {
    // What is closed asks the server for nothing more.
    await page.close();
    await served.remove();
    docker.remove();
  }
});
