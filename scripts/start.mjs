// `npm start`: installs what is missing, builds, and serves the page from this very process until it is stopped.

import { fileURLToPath } from 'node:url';
import { ensureInstall } from './ensure-install.mjs';
import { openBrowser } from './open-browser.mjs';
import { runNpm } from './run-command.mjs';
import { startStaticServer } from './static-server.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const port = 4173;

await ensureInstall();
const built = await runNpm(['run', '-s', 'build', '--', '--logLevel', 'warn'], { cwd: root });
if (built !== 0) {
  process.stderr.write('The build failed: see above.\n');
  process.exit(built);
}

let server;
try {
  server = await startStaticServer(fileURLToPath(new URL('../dist/page', import.meta.url)), port);
} catch (error) {
  const why =
    error.code === 'EADDRINUSE' ? 'something else listens there. Stop it' : `${error.message}. Mend that`;
  process.stderr.write(`Cannot serve on 127.0.0.1:${port}: ${why}, then run npm start again.\n`);
  process.exit(1);
}
process.stdout.write(`Bulkhead is at ${server.url} (Ctrl+C stops it)\n`);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => server.close().then(() => process.exit(0)));
}
openBrowser(server.url);
