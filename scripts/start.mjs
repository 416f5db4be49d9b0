// `npm start`: installs what is missing, builds, and serves the page from this very process until it is stopped. Each step is one line.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildQuietly } from './build-quietly.mjs';
import { ensureInstall } from './ensure-install.mjs';
import { startStaticServer } from './static-server.mjs';

const port = 4173;

await ensureInstall();
await buildQuietly();

let server;
try {
  server = await startStaticServer(fileURLToPath(new URL('../dist/page', import.meta.url)), port);
} catch (error) {
  const why =
    error.code === 'EADDRINUSE' ? 'something else listens there. Stop it' : `${error.message}. Mend that`;
  process.stderr.write(`Cannot serve on 127.0.0.1:${port}: ${why}, then run npm start again.\n`);
  process.exit(1);
}
process.stdout.write(`Serving the page at ${server.url} (Ctrl+C stops it)\n`);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => server.close().then(() => process.exit(0)));
}
openBrowser(server.url);

/** Returns the command that opens `url` on this machine; null when there is no display or no browser is wanted. */
function openerFor(url, platform, env) {
  if (env.BROWSER === 'none' || env.CI) return null;
  if (platform === 'darwin') return { command: 'open', args: [url] };
  if (platform === 'win32') return { command: 'cmd', args: ['/c', 'start', '', url] };
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return null;
  return { command: env.BROWSER || 'xdg-open', args: [url] };
}

/** Starts the opener without waiting for it. */
function openBrowser(url) {
  const opener = openerFor(url, process.platform, process.env);
  if (opener === null) return;
  const child = spawn(opener.command, opener.args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
