// `npm run docs`: the docs site into dist/docs, with the page itself below try/, and every link in it followed. It is made for the path of the
// `homepage` of package.json where that is a site of its own, else for the root of a host; `-- --base /PATH/` for another path, `-- --serve` serves it
// afterwards.

import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brokenLinks } from './docs/site-links.mjs';
import { tryPage } from './docs/try-page.mjs';
import { importBundled } from './import-bundled.mjs';
import { runCommand } from './run-command.mjs';
import { startStaticServer } from './static-server.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const site = join(root, 'dist/docs');
const page = join(root, 'dist/page');

const { values } = parseArgs({
  options: { base: { type: 'string' }, serve: { type: 'boolean', default: false } },
});
const base = `/${(values.base ?? (await publishedPath())).replace(/^\/|\/$/g, '')}/`.replace('//', '/');

/** Returns the base path of the site, from the homepage in package.json. */
async function publishedPath() {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-docs-'));
  try {
    const { sitePath } = await importBundled('src/core/export/docs-address.ts', folder);
    return sitePath(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(...args) {
  const code = await runCommand(process.execPath, args, { cwd: root });
  if (code !== 0) process.exit(code);
}

if (!existsSync(page)) await run(join(root, 'scripts/build.mjs'));
await run(join(root, 'node_modules/vitepress/bin/vitepress.js'), 'build', 'docs', '--base', base);
cpSync(page, join(site, 'try'), { recursive: true });
const designer = join(site, 'try/index.html');
writeFileSync(designer, tryPage(readFileSync(designer, 'utf8')));

const { broken, links, pages } = brokenLinks(site, base);
for (const { page: from, href } of broken) process.stderr.write(`${from}: ${href} leads nowhere\n`);
process.stdout.write(`${pages} pages, ${links} links, ${broken.length} broken\n`);
if (broken.length > 0) process.exitCode = 1;
else if (values.serve) {
  await startStaticServer(site, 4174);
  process.stdout.write('http://127.0.0.1:4174/\n');
}
