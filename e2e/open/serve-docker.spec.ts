// `bulkhead serve --docker`: the host that runs for whoever is let in, without files outside of the folder. The Engine is a script
// that prints what a real one said.

import { readFileSync } from 'node:fs';
import { expect, test } from '../page/test.ts';
import { dockerScript, type Engine } from './docker-script.ts';
import { serveFolder } from './serve-folder.ts';

test.use({ ownPage: true });

const recordedAt = new URL('../../src/core/host/running/testing/recorded-host.json', import.meta.url);
const blog =
  'services:\n  db: { image: probe:1, networks: [back] }\n  ghost: { image: probe:1 }\nnetworks:\n  back: { internal: true }\n';

interface Named {
  readonly Name: string;
}

test('what runs is drawn beside the stacks and followed; files outside of the folder are not shown', async ({
  page,
}) => {
  const recorded = readFileSync(recordedAt, 'utf8');
  let engine: Engine = { containers: [], networks: [], images: [] };
  let docker = dockerScript(engine);
  docker.remove();
  const served = await serveFolder(
    { 'stacks/blog/compose.yaml': blog, 'proxy/compose.yaml': 'services:\n  secret: { image: outside }\n' },
    ['--stacks', 'stacks', '--listen', '127.0.0.1:0', '--docker'],
    (folder) => {
      const here = recorded.replaceAll('/srv/proxy', `${folder}/proxy`);
      engine = JSON.parse(here.replaceAll('/srv/blog', `${folder}/stacks/blog`));
      docker = dockerScript(engine);
      return docker;
    },
    ['serve'],
  );
  const stack = (id: string) => page.locator(`[data-stack="${id}"]`);
  try {
    await page.goto(served.address);
    await expect(page.locator('[data-stack]')).toHaveCount(4);
    await expect(stack('blog')).toContainText('runs differently');
    await expect(stack('proxy')).toContainText('as it runs');
    await expect(page.getByText('secret')).toHaveCount(0);
    await expect(page.getByRole('banner')).toContainText(/live · differs in \d stacks?/);
    await expect(page.locator('footer')).toContainText('engine 26.1.5');
    const containers = engine.containers.filter((container) => (container as Named).Name !== '/hand');
    docker.become({ ...engine, containers });
    docker.tell('container destroy');
    await expect(stack('(no project)')).toContainText('2 containers');
    const words = new Set(docker.calls().map((call) => call.split(' ')[0]));
    expect([...words].sort()).toEqual(['events', 'info', 'inspect', 'network', 'ps', 'version']);
  } finally {
    await page.goto('about:blank');
    await served.remove();
    docker.remove();
  }
});
