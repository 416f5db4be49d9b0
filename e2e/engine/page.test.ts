// The page on an Engine that runs: what was seen to flow, at rest and live, one pair tried, a stack drawn as it runs; `open --docker` and
// `serve --docker --allow-probe` in a real Chromium, all of them in the lab's host. `npm run test:engine -- --page [--pictures DIR]`.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumArguments, systemChromium } from '../../scripts/find-chromium.mjs';
import { readRecord } from '../../src/core/observed/record.ts';
import { findDockerTools, findEngines } from './docker-tools.ts';
import { type Lab, startLab } from './lab.ts';
import { settings } from './settings.ts';

const image = "image: 'bulkhead-probe:1', stop_grace_period: 0s";
const shop = `services:
  web: { ${image}, command: httpd -f -p 8000 -h /etc, ports: ['8080:8000'], networks: [front] }
  api: { ${image}, command: httpd -f -p 8002 -h /etc, networks: [front, back], environment: { DB: 'tcp://db:8001' } }
  db: { ${image}, command: httpd -f -p 8001 -h /etc, networks: [back] }
  cache: { ${image}, command: httpd -f -p 6379 -h /etc, networks: [back] }
  job: { ${image}, command: httpd -f -p 8003 -h /etc, network_mode: 'service:web' }
networks:
  front: { enable_ipv6: true, ipam: { config: [{ subnet: 'fdbb:65::/64' }] } }
  back: { internal: true }
`;
const watch = `services:
  monitor: { ${image}, command: httpd -f -p 9090 -h /etc, networks: [default, shop] }
  agent: { ${image}, command: httpd -f -p 9100 -h /etc, network_mode: host }
networks:
  shop: { external: true, name: shop_front }
`;
/** As it is brought up; then its file puts the database on an internal network, and nobody brings it up again. */
const blog = (networks: string, end: string) => `services:
  ghost: { ${image}, command: httpd -f -p 8001 -h /etc, ports: ['127.0.0.1:8081:8001']${networks === '' ? '' : ', networks: [default, back]'} }
  db: { ${image}, command: httpd -f -p 3306 -h /etc${networks} }
${end}`;
const blogBefore = blog('', '');
const blogAfter = blog(', networks: [back]', 'networks:\n  back: { internal: true }\n');

/** What flows, by the names of the record: who asks whom, at which port. */
const flows = [
  ['shop/web', 'shop/api', 8002],
  ['shop/api', 'shop/db', 8001],
  ['watch/monitor', 'shop/api', 8002],
  ['watch/agent', 'shop/db', 8001],
  ['blog/ghost', 'blog/db', 3306],
  ['blog/db', 'shop/web', 8000],
  ['shop/api', 'lan', 7777],
  ['lan', 'shop/web', 8000],
] as const;

const { dockerHost, pictures } = settings;
const engines = dockerHost === undefined ? await findEngines() : [];

describe.each(engines.map((engine) => [engine.version, engine] as const))(
  'the page on Engine %s',
  (_, engine) => {
    let lab: Lab;
    let browser: Browser;
    const command = fileURLToPath(new URL('../../dist/cli/bulkhead.js', import.meta.url));
    let stacks = '';
    const started: ChildProcess[] = [];

    /** A program in the lab's host, with its Engine. */
    const inHost = (program: string, args: readonly string[], path: string) =>
      spawn('nsenter', [`--net=${lab.namespaces.host}`, program, ...args], {
        cwd: stacks,
        env: { ...process.env, PATH: path, DOCKER_HOST: `unix://${lab.folder}/docker.sock` },
        stdio: ['ignore', 'pipe', 'pipe'],
      });

    /** The folder of the client of this machine's Engine comes first. */
    async function bulkhead(...words: readonly string[]): Promise<ChildProcess> {
      const { docker } = await findDockerTools();
      return inHost(process.execPath, [command, ...words], `${join(docker, '..')}:${process.env.PATH}`);
    }

    /** Starts a server, and gives the address that lets a browser in. */
    async function serving(...words: readonly string[]): Promise<string> {
      const child = await bulkhead(...words);
      started.push(child);
      return new Promise((resolve, reject) => {
        let out = '';
        const read = (part: Buffer): void => {
          out += part.toString();
          const address = /http:\S+token=\S+/.exec(out)?.[0];
          if (address !== undefined) resolve(address);
        };
        child.stdout?.on('data', read);
        child.stderr?.on('data', read);
        child.once('exit', (code) => reject(new Error(`bulkhead ${words[0]} ended with ${code}: ${out}`)));
      });
    }

    /** A page that must not complain. */
    async function visit(address: string): Promise<Page> {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        reducedMotion: 'reduce',
        colorScheme: 'light',
      });
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('close', () => expect(complaints).toEqual([]));
      await page.goto(address);
      await page.locator('[data-stack="shop"]').waitFor();
      return page;
    }

    /** Keeps a picture where somebody wants some. */
    async function picture(page: Page, name: string): Promise<void> {
      if (pictures === undefined) return;
      await mkdir(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' });
    }

    /** `FROM > TO STATE` of each line that the overlay draws in `part` of the page. */
    const linesIn = (page: Page, part: string) =>
      page
        .locator(`${part} g[data-observed]`)
        .evaluateAll((lines) =>
          lines.map((line) =>
            ['from', '>', 'to', 'observed']
              .map((name) => (name === '>' ? name : line.getAttribute(`data-${name}`)))
              .join(' '),
          ),
        );

    async function openStack(page: Page, stack: string): Promise<void> {
      await page.getByRole('button', { name: `Open ${stack}`, exact: true }).click();
      await page.locator(`[data-stack="${stack}"] [data-service]`).first().waitFor();
    }

    /** Presses *Try it* through in a part of the page, and gives what came back, row by row. */
    async function tried(page: Page, part = '.bh-why'): Promise<readonly string[]> {
      const trial = page.locator(`${part} [data-try]`);
      await trial.getByRole('button', { name: 'Try it…' }).click();
      await trial.getByText('Trying it').waitFor();
      await trial.getByRole('button', { name: 'Try it now' }).click();
      await trial.locator('[data-tried]').first().waitFor();
      return trial
        .locator('[data-tried]')
        .evaluateAll((rows) =>
          rows.map((row) => [...row.children].map((cell) => (cell.textContent ?? '').trim()).join(' | ')),
        );
    }

    beforeAll(async () => {
      lab = await startLab(undefined, engine);
      if (!existsSync(command)) throw new Error('no dist: npm run build comes first');
      const found = process.env.BULKHEAD_CHROMIUM ?? systemChromium();
      if (found === null) throw new Error('no Chromium: install one, or set BULKHEAD_CHROMIUM');
      stacks = join(lab.folder, 'stacks');
      const files = { shop, watch, blog: blogBefore };
      for (const [name, text] of Object.entries(files)) {
        await mkdir(join(stacks, name), { recursive: true });
        await writeFile(join(stacks, name, 'compose.yaml'), text);
        await lab.compose(['-f', join(stacks, name, 'compose.yaml'), 'up', '-d']);
      }
      await lab.docker(['tag', 'bulkhead-probe:1', 'busybox']);
      await lab.docker(['network', 'create', 'edge']);
      for (const name of ['shop-web-1', 'blog-db-1']) await lab.docker(['network', 'connect', 'edge', name]);
      await writeFile(join(stacks, 'blog', 'compose.yaml'), blogAfter);

      const address = async (name: string, network: string) =>
        (
          await lab.docker([
            'inspect',
            '--format',
            `{{(index .NetworkSettings.Networks "${network}").IPAddress}}`,
            name,
          ])
        ).trim();
      // What listens closes what says nothing for a minute.
      const again = (to: string, port: number, nc: string) =>
        `while :; do sleep 20 | ${nc} ${to} ${port}; sleep 1; done`;
      const { host, world } = lab.namespaces.addresses.ipv4;
      const networks: Readonly<Record<string, string>> = {
        'shop/api': 'shop_front',
        'shop/db': 'shop_back',
        'blog/db': 'blog_default',
        'shop/web': 'edge',
      };
      for (const [from, to, port] of flows) {
        const target = to === 'lan' ? world : await address(`${to.replace('/', '-')}-1`, networks[to] ?? '');
        if (from === 'lan') {
          const words = [`--net=${lab.namespaces.world}`, 'sh', '-c', again(host, 8080, `${lab.busybox} nc`)];
          started.push(spawn('nsenter', words, { stdio: 'ignore' }));
        } else
          await lab.docker([
            'exec',
            '-d',
            `${from.replace('/', '-')}-1`,
            'sh',
            '-c',
            again(target, port, 'busybox nc'),
          ]);
      }

      const wrapper = join(lab.folder, 'chromium.sh');
      await writeFile(wrapper, `#!/bin/sh\nexec nsenter --net=${lab.namespaces.host} ${found} "$@"\n`);
      await chmod(wrapper, 0o755);
      browser = await chromium.launch({ executablePath: wrapper, args: chromiumArguments() });
    });

    afterAll(async () => {
      await browser?.close();
      for (const child of started) child.kill('SIGINT');
      await lab?.stop();
    });

    it('shows live what flows, on the map and in a stack, and tries pairs', async () => {
      const page = await visit(await serving('open', '--docker', '--no-open', '.'));
      await page.locator('[data-stack="shop"] .bh-stack-row').focus();
      await page.keyboard.press('v');
      const map = '.bh-host-observed';
      for (const [from, to, state] of [
        ['watch', 'shop', 'used'],
        ['@outside', 'shop', 'used'],
        ['shop', '@outside', 'used'],
        ['blog', 'shop', 'unpredicted'],
        ['shop', 'watch', 'unseen'],
      ])
        await page
          .locator(`${map} g[data-from="${from}"][data-to="${to}"][data-observed="${state}"]`)
          .waitFor({ state: 'attached' });
      await expect
        .poll(() => page.locator('[data-stack="blog"] [data-observed]').first().textContent())
        .toContain('not predicted: db → shop/web 8000/tcp');
      await picture(page, 'map-live');

      await openStack(page, 'shop');
      for (const line of ['web > api used', 'api > db used', 'api > cache unseen'])
        await expect.poll(() => linesIn(page, '.bh-open'), { timeout: 30_000 }).toContain(line);
      await picture(page, 'stack-live');

      // A cell of the matrix of all stacks.
      await page.getByRole('tablist', { name: 'Panes' }).getByRole('tab').nth(1).click();
      for (const stack of ['shop', 'watch'])
        await page.locator(`[data-pane="matrix"] th[title="${stack}"][data-row]`).click();
      await page.locator('[data-pane="matrix"] td[title^="watch/monitor "][title$=" shop/api"]').click();
      const acrossStacks = await tried(page, '[data-pane="matrix"]');
      await picture(page, 'tried-in-the-matrix');
      expect(acrossStacks[0]).toMatch(/^at its own address \| yes \| yes at /);
      await page.keyboard.press('Escape');

      // The inspector of a service.
      await page.locator('.bh-open [data-service="web"]').first().click();
      await page.locator('button[title="Why? reaches api"]').click();
      const within = await tried(page);
      await picture(page, 'tried-in-the-inspector');
      const cameBack = within.map((row) => {
        const [way, , back = ''] = row.split(' | ');
        return `${way}: ${/^(?:yes|not asked|no)/.exec(back)?.[0]}`;
      });
      expect(cameBack).toEqual([
        'at its own address: yes',
        'through a published port: not asked',
        'at its own address, over IPv6: yes',
        'through a published port, over IPv6: not asked',
        'by its name: yes',
      ]);
      expect(within.filter((row) => row.includes('not as predicted'))).toEqual([]);
      process.stdout.write(`tried on the page:\n${[...acrossStacks, ...within].join('\n')}\n`);
      // The helpers are gone, and were no stack of the host.
      expect(await lab.docker(['ps', '-aq', '--filter', 'label=bulkhead.verify'])).toBe('');
      expect(await page.locator('[data-stack]').count()).toBe(3);
      await page.close();
    });

    it('draws a stack as it runs, with what flows then allowed', async () => {
      const page = await visit(await serving('open', '--docker', '--no-open', '.'));
      await openStack(page, 'blog');
      await page.locator('[data-stack="blog"] .bh-stack-row').click();
      await picture(page, 'drifted');
      await page.getByRole('button', { name: 'Show as it runs' }).click();
      await page.locator('[data-running="blog"]').waitFor();
      await page.locator('.bh-open [data-service="db"]').first().waitFor();
      await page.keyboard.press('v');
      await expect.poll(() => linesIn(page, '.bh-open'), { timeout: 30_000 }).toContain('ghost > db used');
      await picture(page, 'as-it-runs');
      await page.getByRole('button', { name: 'Back to its files' }).first().click();
      await expect.poll(() => page.locator('[data-running]').count()).toBe(0);
      await page.close();
    });

    it('compares with a record that is dropped, and serve tries pairs where it is allowed', async () => {
      const into = join(stacks, 'bulkhead.observed.json');
      const child = await bulkhead('observe', '--docker', '--for', '25s', '--into', into, '.');
      await new Promise((resolve) => child.once('exit', resolve));
      const record = readRecord(await readFile(into, 'utf8'));
      const named = record.connections.map(({ from, to, port }) => `${from} ${to} ${port}`);
      expect(named.sort()).toEqual(flows.map((flow) => flow.join(' ')).sort());
      // Ended in the middle by SIGTERM, what was seen is kept.
      const cut = join(stacks, 'cut.observed.json');
      const ended = await bulkhead('observe', '--docker', '--for', '10m', '--into', cut, '.');
      ended.stderr?.on('data', (part: Buffer) => {
        if (part.toString().includes('watching')) setTimeout(() => ended.kill('SIGTERM'), 3000);
      });
      await new Promise((resolve) => ended.once('exit', resolve));
      expect(readRecord(await readFile(cut, 'utf8')).connections.length).toBeGreaterThan(0);

      const listen = ['--listen', '127.0.0.1:20831'];
      const page = await visit(
        await serving('serve', '--docker', '--allow-probe', '--stacks', stacks, ...listen),
      );
      await page.locator('input[type=file][data-open]').setInputFiles(into);
      await page
        .locator('.bh-host-observed g[data-from="blog"][data-to="shop"][data-observed="unpredicted"]')
        .waitFor({ state: 'attached' });
      await picture(page, 'map-of-a-record');
      await openStack(page, 'shop');
      await expect.poll(() => linesIn(page, '.bh-open'), { timeout: 30_000 }).toContain('api > db used');
      await picture(page, 'stack-of-a-record');
      await page.locator('.bh-open [data-service="api"]').first().click();
      await page.locator('button[title="Why? reaches db"]').click();
      expect((await tried(page))[0]).toMatch(/^at its own address \| yes \| yes at /);
      await page.close();

      const without = await visit(
        await serving('serve', '--docker', '--stacks', stacks, '--listen', '127.0.0.1:20832'),
      );
      await openStack(without, 'shop');
      await without.locator('.bh-open [data-service="api"]').first().click();
      await without.locator('button[title="Why? reaches db"]').click();
      await without.getByText('Directly:').first().waitFor();
      expect(await without.locator('[data-try]').count()).toBe(0);
      const status = await without.evaluate(async () => {
        const body = JSON.stringify({ from: 'shop/web', to: 'shop/db', run: true });
        const headers = { 'Content-Type': 'application/json' };
        return (await fetch('api/probe', { method: 'POST', headers, body })).status;
      });
      expect(status).toBe(403);
      await without.close();
    });
  },
);
