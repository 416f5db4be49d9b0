// The moving picture of README: a card is carried to another network, the note says what that closes, and the difference of the file is one line.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import gifenc from 'gifenc';
import { PNG } from 'pngjs';
import { builtPage, centreOf, openFile, root, withPage } from './built-page.mjs';

const size = { width: 1040, height: 620 };
const mostBytes = 2_000_000;
const target = join(root, 'docs/pictures/drag.gif');

const file = `services:
  web:
    image: nginx:1.27
    ports: ["443:8443"]
    networks: [front]
    depends_on: [api]

  api:
    image: ghcr.io/example/shop-api:2.1
    environment:
      DATABASE_URL: postgres://shop@db:5432/shop
      CACHE_URL: redis://cache:6379
    networks: [front, back]

  db:
    image: postgres:17
    networks: [front] # for the migration

  cache:
    image: redis:7
    networks: [back]

networks:
  front:
  back:
    internal: true
`;

/** The script that draws an arrow at the pointer, which screenshots do not show. */
const pointer = `
  const arrow = document.createElement('div');
  arrow.style.cssText = 'position:fixed;left:-40px;top:-40px;z-index:99999;pointer-events:none;width:22px;height:26px';
  arrow.innerHTML = '<svg width="22" height="26" viewBox="0 0 22 26"><path d="M2 2v19l5-5 4 8 4-2-4-8h7z" fill="#111" stroke="#fff" stroke-width="1.5"/></svg>';
  document.body.append(arrow);
  window.addEventListener('pointermove', ({ clientX, clientY }) => {
    arrow.style.left = clientX + 'px';
    arrow.style.top = clientY + 'px';
  }, true);
`;

const { applyPalette, GIFEncoder, quantize } = gifenc;

/** Returns the frames as a GIF in which each frame paints only what changed. */
function toGif(frames) {
  const gif = GIFEncoder();
  const { width, height } = frames[0].image;
  const clear = 255;
  const all = new Uint8Array(frames.reduce((sum, { image }) => sum + image.data.length, 0));
  let at = 0;
  for (const { image } of frames) {
    all.set(image.data, at);
    at += image.data.length;
  }
  // One palette for all frames, or what stands still would flicker.
  const palette = quantize(all, 255);
  palette.push([0, 0, 0]);
  let before = null;
  for (const { image, delay } of frames) {
    const indices = applyPalette(image.data, palette.slice(0, clear));
    const painted = indices.map((index, pixel) =>
      before !== null && before[pixel] === index ? clear : index,
    );
    gif.writeFrame(painted, width, height, {
      palette,
      delay,
      transparent: before !== null,
      transparentIndex: clear,
      dispose: 1,
      repeat: 0,
    });
    before = indices;
  }
  gif.finish();
  return gif.bytes();
}

/** Returns a page whose frames are captured one by one. */
async function filmed(browser) {
  const page = await browser.newPage({ viewport: size, reducedMotion: 'reduce', colorScheme: 'light' });
  const frames = [];
  /** Captures a frame that is shown for `delay` milliseconds. */
  const take = async (delay) => {
    frames.push({ image: PNG.sync.read(await page.screenshot()), delay });
  };
  /** Moves the pointer in steps and captures a frame for each. */
  const carry = async (from, to, steps) => {
    for (let step = 1; step <= steps; step++) {
      const part = 1 - (1 - step / steps) ** 2;
      await page.mouse.move(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part);
      await take(step === steps ? 120 : 70);
    }
  };
  return { page, frames, take, carry };
}

async function film(browser, url) {
  const { page, frames, take, carry } = await filmed(browser);
  await page.goto(url);
  await page.locator('[data-network="front"]').first().waitFor();
  await page.evaluate(pointer);
  await openFile(page, { name: 'compose.yaml', mimeType: 'application/yaml', buffer: Buffer.from(file) });
  await page.locator('[data-service="cache"]').waitFor();
  // The notice of the opened file goes by itself.
  await page.waitForTimeout(6000);
  const start = { x: size.width - 120, y: size.height - 120 };
  const card = await centreOf(page.locator('[data-service="db"]').first());
  const lane = await page.locator('[data-network="back"]').first().boundingBox();
  const drop = { x: lane.x + lane.width * 0.25, y: lane.y + lane.height * 0.62 };
  await page.mouse.move(start.x, start.y);
  await page.waitForTimeout(400);
  await take(1600);
  await carry(start, card, 6);
  await page.mouse.down();
  await carry(card, drop, 9);
  // The note follows the drop zone that is held; it is complete once it stands still.
  await page.waitForTimeout(900);
  await take(3600);
  await page.mouse.up();
  await page.waitForTimeout(700);
  await take(1200);
  await page.keyboard.press('Escape');
  await page.keyboard.press('4');
  await page.waitForTimeout(1200);
  await take(4200);
  return frames;
}

export async function takeMoving() {
  await withPage(builtPage, async (browser, url) => {
    const frames = await film(browser, url);
    const bytes = toGif(frames);
    if (bytes.length > mostBytes) throw new Error(`${bytes.length} bytes are more than ${mostBytes}`);
    writeFileSync(target, bytes);
    process.stdout.write(`${target}: ${frames.length} frames, ${bytes.length} bytes\n`);
  });
}
