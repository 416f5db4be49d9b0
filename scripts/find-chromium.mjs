// Finds a Chromium for the browser tests: BULKHEAD_CHROMIUM, then one of the system, then Playwright's own.

import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './run-command.mjs';

// The shell without windows is the same browser, and takes less of the processor.
const systemNames = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/** Returns the switches that keep a test browser quiet and off the network; `--no-sandbox` only for root, which needs it. */
export function chromiumArguments() {
  const quiet = [
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--no-first-run',
  ];
  return process.getuid?.() === 0 ? ['--no-sandbox', ...quiet] : quiet;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Returns the path of a Chromium on PATH, or null. */
export function systemChromium(path = process.env.PATH ?? '') {
  for (const folder of path.split(delimiter)) {
    const found = systemNames.map((name) => join(folder, name)).find(isExecutable);
    if (folder !== '' && found) return found;
  }
  return null;
}

async function playwrightChromium() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return path !== '' && existsSync(path) ? path : null;
}

/** Returns the path of a Chromium, after a download of Playwright's when the machine has none; null when that fails. Needs node_modules. */
export async function findChromium() {
  const wanted = process.env.BULKHEAD_CHROMIUM;
  if (wanted) return isExecutable(wanted) ? wanted : null;
  const present = systemChromium() ?? (await playwrightChromium());
  if (present !== null) return present;
  const cli = fileURLToPath(new URL('../node_modules/@playwright/test/cli.js', import.meta.url));
  await runCommand(process.execPath, [cli, 'install', 'chromium']);
  return playwrightChromium();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = await findChromium();
  if (found === null) {
    process.stderr.write(
      'No Chromium: install one (Debian: apt-get install chromium) or set BULKHEAD_CHROMIUM.\n',
    );
    process.exit(1);
  }
  process.stdout.write(`${found}\n`);
}
