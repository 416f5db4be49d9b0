// `bulkhead open --docker`: what runs, from its files where they are here, followed as it changes. The Engine is a script that prints
// what a real one said.

import { readFileSync } from 'node:fs';
import { type DockerScript, dockerScript, type Engine } from '../open/docker-script.ts';
import { type ServedFolder, serveFolder } from '../open/serve-folder.ts';
import { Designer } from '../page/designer.ts';
import { clickAtRest } from '../page/pointer.ts';
import { expect, test } from '../page/test.ts';

test.use({ ownPage: true });

const recordedAt = new URL('../../src/core/host/running/testing/recorded-host.json', import.meta.url);
const recordedText = readFileSync(recordedAt, 'utf8');

/** Files of the recorded projects `proxy` and, with another network than what runs, `blog`; those of `scaled` are nowhere. */
const proxy =
  'services:\n  traefik:\n    image: probe:1\n    ports: ["80:80", "127.0.0.1:8081:81/tcp", "9000/udp", "127.0.0.1::82"]\n    networks: [proxy]\nnetworks:\n  proxy: { name: proxy }\n';
const blog =
  'services:\n  db: { image: probe:1, networks: [back] }\n  ghost: { image: probe:1, networks: [default, proxy] }\n  side: { image: probe:1, network_mode: "service:ghost" }\nnetworks:\n  back: { internal: true }\n  proxy: { external: true }\n';

interface Named {
  readonly Name: string;
}

/** The recorded host as if it had been started from `folder`. */
function engineIn(folder: string): Engine {
  return JSON.parse(
    recordedText.replaceAll('/srv/proxy', `${folder}/proxy`).replaceAll('/srv/blog', `${folder}/blog`),
  );
}

let docker: DockerScript;
let served: ServedFolder;
let engine: Engine;
test.beforeEach(async () => {
  served = await serveFolder(
    { 'proxy/compose.yaml': proxy, 'blog/compose.yaml': blog },
    ['--docker', '.'],
    (folder) => {
      engine = engineIn(folder);
      docker = dockerScript(engine);
      return docker;
    },
  );
});
test.afterEach(async ({ page }) => {
  // What is closed asks the server for nothing more.
  await page.close();
  await served.remove();
  docker.remove();
});

const stack = (page: Designer['page'], id: string) => page.locator(`[data-stack="${id}"]`);
const open = async (page: Designer['page'], id: string): Promise<void> => {
  await clickAtRest(page.getByRole('button', { name: `Open ${id}`, exact: true }));
  await expect(stack(page, id).locator('[data-service]').first()).toBeVisible();
};

test('what runs is drawn and followed, is not edited without files, and is kept while the Engine does not answer', async ({
  page,
}) => {
  const designer = new Designer(page);
  await page.goto(served.address);
  await test.step('stacks are drawn from files and as they run; what differs is marked, and nothing is asked but to read', async () => {
    await expect(page.locator('[data-stack]')).toHaveCount(4);
    await expect(stack(page, 'scaled')).toContainText('as it runs');
    await expect(stack(page, 'blog')).toContainText('runs differently');
    await expect(stack(page, 'blog')).not.toContainText('as it runs');
    await expect(page.getByRole('banner')).toContainText(/live · differs in \d stacks?/);
    await expect(page.locator('footer')).toContainText(/read from Docker \d+ s ago/);
    await expect(page.locator('footer')).toContainText('Docker 26.1.5');

    await stack(page, 'blog').locator('.bh-stack-row').click();
    await expect(page.locator('[data-differences]')).toContainText('db networks');
    await expect(page.locator('[data-differences]')).toContainText('blog_default');
    const words = new Set(docker.calls().map((call) => call.split(' ')[0]));
    expect([...words].sort()).toEqual(['context', 'events', 'info', 'inspect', 'network', 'ps', 'version']);
  });
  await test.step('what runs without files is not edited; a compose file of it is recovered, without values of environment', async () => {
    await open(page, 'scaled');
    await designer.card('w').click();
    await page.keyboard.press('Delete');
    await expect(page.locator('.bh-notices')).toContainText(
      'scaled was started from /srv/scaled/compose.yaml, not here',
    );
    await expect(designer.card('w')).toBeVisible();
    await page.locator('.bh-notices').getByRole('button', { name: 'Recover a compose file' }).click();
    await expect(designer.dialog()).toContainText('Recovered by Bulkhead from what runs: project scaled');
    const download = page.waitForEvent('download');
    await designer.dialog().getByRole('button', { name: 'Download' }).click();
    expect((await download).suggestedFilename()).toBe('scaled.compose.yaml');
    await page.keyboard.press('Escape');
    await expect(designer.dialog()).toHaveCount(0);
  });
  await test.step('a container that goes is gone on the page, and an edit that is not saved stays', async () => {
    await open(page, 'blog');
    await designer.card('side').click();
    await page.keyboard.press('Delete');
    await expect(page.getByRole('banner')).toContainText('1 of 4 stacks not saved');

    const containers = engine.containers.filter((container) => (container as Named).Name !== '/hand');
    docker.become({ ...engine, containers });
    docker.tell('container destroy');
    await expect(stack(page, '(no project)')).toContainText('2 containers');
    await expect(page.getByRole('banner')).toContainText('1 of 4 stacks not saved');
    await expect(designer.card('side')).toHaveCount(0);
    await expect(designer.card('ghost')).toBeVisible();

    await page.keyboard.press('Control+s');
    await page.keyboard.press('Enter');
    await expect.poll(() => served.read('blog/compose.yaml')).not.toContain('side:');
  });
  await test.step('an Engine that stops answering is said, what was read stays, and it is followed again', async () => {
    await expect(page.locator('[data-stack]')).toHaveCount(4);
    docker.become(null);
    await expect(page.locator('footer')).toContainText('Docker does not answer; last read');
    await expect(page.locator('[data-stack]')).toHaveCount(4);
    docker.become({
      ...engine,
      containers: engine.containers.filter(
        (one) => !(one as Named).Name.includes('scaled') && (one as Named).Name !== '/special',
      ),
    });
    await expect(page.locator('[data-stack]')).toHaveCount(3);
    await expect(page.locator('footer')).toContainText(/read from Docker \d+ s ago/);
  });
});
