// Pictures of the built page for a person to look at, and a sheet of them for each stack, size and theme: `sheets [--page dist/page]
// [--into contact-sheets] [--stacks post-18,host] [--sizes 1440x900,200%] [--themes light] [--states rest,split]`. Each stack is shown at rest,
// with a card pointed at, with one selected, with the file and with the findings open, in a drag, and where it is split.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { importBundled } from '../import-bundled.mjs';
import { builtPage, centreOf, openFile, root, withPage } from './built-page.mjs';

const files = join(root, 'e2e/stacks/files');

const allStacks = ['sample', 'post-18', 'home-20', 'tracker-57', 'plants-20', 'unlike-300', 'host'];
const allSizes = {
  '1280x720': { width: 1280, height: 720 },
  '1440x900': { width: 1440, height: 900 },
  '1920x1080': { width: 1920, height: 1080 },
  '200%': { width: 720, height: 450, scale: 2 },
  '390x844': { width: 390, height: 844 },
};

const listOf = (text) => text.split(',').filter((word) => word !== '');
/** Writes a host of 40 stacks below `folder`: the home server of the tests and generated stacks. */
async function writeHost(folder) {
  const { generateHost } = await importBundled('bench/host/generate-host.ts', join(folder, 'code'));
  const host = join(folder, 'host');
  const written = join(root, 'e2e/stacks/home-server');
  const own = readdirSync(written, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  for (const entry of own) {
    const from = join(entry.parentPath, entry.name);
    const to = join(host, from.slice(written.length));
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, readFileSync(from));
  }
  const missing = 40 - readdirSync(host).length;
  for (const [name, text] of [...generateHost(missing + 1, 3 * missing)].slice(1)) {
    mkdirSync(join(host, name));
    writeFileSync(join(host, name, 'compose.yaml'), text);
  }
  return host;
}

/** Writes 300 services of all kinds below `folder`; returns the path of the file. */
async function writeLarge(folder) {
  const { unlike } = await importBundled('e2e/stacks/unlike.ts', join(folder, 'code-of-stack'));
  const file = join(folder, 'unlike-300.yaml');
  writeFileSync(file, unlike(300));
  return file;
}

async function open(page, stack, { host, large }) {
  if (stack === 'sample') {
    await page.locator('[data-command="example"]').first().click();
  } else if (stack === 'unlike-300') {
    await openFile(page, large);
  } else if (stack === 'host') {
    await page.locator('input[data-open-folder]').setInputFiles(host);
  } else {
    await openFile(page, join(files, `${stack}.yaml`));
  }
  await page.locator('[data-service], [data-pile], [data-stack]').first().waitFor({ timeout: 60_000 });
  await settle(page);
}

const settle = (page) => page.waitForTimeout(900);

/** Returns the card with the most needs, whose lines are hardest to follow. */
async function busiest(page) {
  const cards = await page.locator('[data-service]').evaluateAll((elements) =>
    elements.map((element) => {
      const foot = element.querySelector('[data-needs]')?.getAttribute('data-needs') ?? '0 0';
      const [incoming, outgoing] = foot.split(' ').map(Number);
      return { name: element.getAttribute('data-service'), needs: incoming + outgoing };
    }),
  );
  return cards.sort((a, b) => b.needs - a.needs)[0]?.name ?? null;
}

/** The tabs of the dock that are states of their own, by the state. */
const tabs = { file: 'File', findings: 'All findings' };

/** Brings the page into a state; returns false when the page does not have it. `leave` undoes the state. */
async function enter(page, state, stack) {
  if (state === 'rest') return true;
  if (Object.hasOwn(tabs, state)) {
    const tab = page.getByRole('tab', { name: tabs[state] });
    if ((await tab.count()) === 0) return false;
    await tab.click();
    return true;
  }
  if (stack === 'host' && !(await enterHost(page, state))) return true;
  const name = await busiest(page);
  if (name === null) return false;
  const card = page.locator(`[data-service="${name}"]`).first();
  if (state === 'pointed') await card.hover();
  if (state === 'selected')
    await page.evaluate((wanted) => {
      location.hash = `focus=${encodeURIComponent(wanted)}`;
    }, name);
  if (state === 'dragged') {
    const from = await centreOf(card);
    const target = page.locator('[data-network]').last();
    const to = await centreOf((await target.count()) > 0 ? target : page.locator('[data-place="host"]'));
    if (from === null || to === null) return false;
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 12, from.y + 12, { steps: 3 });
    await page.mouse.move(to.x, to.y, { steps: 8 });
  }
  if (state === 'split') {
    const button = page.locator('.bh-canvas [data-command="split"]').first();
    if ((await button.count()) === 0) return false;
    await button.click();
  }
  return true;
}

/** On a host a band is pointed at, or selected; what a container is dragged or split for is in the open band. True where that is to come. */
async function enterHost(page, state) {
  const band = page.locator('[data-stack]').nth(2);
  if (state === 'pointed') await band.hover();
  else if (state === 'selected') await page.locator('[data-stack] button').nth(2).click();
  else {
    if ((await page.locator('[data-stack][data-open]').count()) === 0)
      await band.locator('.bh-stack-twist').click();
    await page.locator('[data-open] [data-service]').first().waitFor();
    await settle(page);
    return true;
  }
  return false;
}

async function leave(page, state) {
  if (Object.hasOwn(tabs, state)) await page.locator('[data-command="toggle-panes"]').first().click();
  if (state === 'dragged') {
    await page.keyboard.press('Escape');
    await page.mouse.up();
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.evaluate(() => history.replaceState(null, '', location.pathname));
  await page.mouse.move(1, 1);
}

/** Lays all pictures of one row on one page. */
async function sheet(browser, pictures, file, { width, height }) {
  const across = Math.min(width, 960);
  const page = await browser.newPage({
    viewport: { width: across * Math.min(3, pictures.length) + 40, height: 400 },
  });
  const figures = pictures.map(({ name, bytes }) => {
    const source = `data:image/png;base64,${bytes.toString('base64')}`;
    return `<figure><figcaption>${name}</figcaption><img width="${across}" height="${(across * height) / width}" src="${source}"></figure>`;
  });
  await page.setContent(
    `<style>body{display:flex;flex-wrap:wrap;gap:10px;margin:5px;font:14px sans-serif}figure{margin:0}</style>${figures.join('')}`,
  );
  await page.screenshot({ path: file, fullPage: true });
  await page.close();
}

/** Captures one stack in each state and lays the pictures on a sheet. */
async function takeStack(browser, url, written, { stack, size, colorScheme, states, into }) {
  const { width, height, scale = 1 } = allSizes[size];
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => process.stderr.write(`${stack} ${size}: ${error.message}\n`));
  await page.goto(url);
  await open(page, stack, written);
  const pictures = [];
  for (const state of states) {
    const name = `${stack} ${size} ${colorScheme} ${state}`;
    try {
      if (!(await enter(page, state, stack))) continue;
      await settle(page);
      const path = join(into, `${name.replaceAll(' ', '-').replace('%', '')}.png`);
      pictures.push({ name, bytes: await page.screenshot({ path }) });
    } catch (error) {
      process.stderr.write(`${name}: ${error.message.split('\n')[0]}\n`);
    }
    await leave(page, state);
  }
  const file = `sheet-${stack}-${size.replace('%', '')}-${colorScheme}.png`;
  await sheet(browser, pictures, join(into, file), { width, height });
  process.stdout.write(`${file}\n`);
  await context.close();
}

export async function takeSheets(args) {
  const { values } = parseArgs({
    args,
    options: {
      page: { type: 'string', default: builtPage },
      into: { type: 'string', default: 'contact-sheets' },
      stacks: { type: 'string', default: allStacks.join(',') },
      sizes: { type: 'string', default: Object.keys(allSizes).join(',') },
      themes: { type: 'string', default: 'light,dark' },
      states: { type: 'string', default: 'rest,pointed,selected,file,findings,dragged,split' },
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-sheets-'));
  const into = resolve(values.into);
  const states = listOf(values.states);
  mkdirSync(into, { recursive: true });
  try {
    const written = { host: await writeHost(folder), large: await writeLarge(folder) };
    await withPage(resolve(values.page), async (browser, url) => {
      for (const stack of listOf(values.stacks))
        for (const size of listOf(values.sizes))
          for (const colorScheme of listOf(values.themes))
            await takeStack(browser, url, written, { stack, size, colorScheme, states, into });
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
