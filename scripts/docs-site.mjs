// `npm run docs`: the docs site into dist/docs, with the page itself below try/, and every link in it followed. `-- --base /PATH/` for a host that
// serves it below a path; `-- --serve` serves it afterwards.

import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brokenLinks } from './docs/site-links.mjs';
import { runCommand } from './run-command.mjs';
import { startStaticServer } from './static-server.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const site = join(root, 'dist/docs');
const page = join(root, 'dist/page');

const { values } = parseArgs({
  options: { base: { type: 'string', default: '/' }, serve: { type: 'boolean', default: false } },
});
const base = `/${values.base.replace(/^\/|\/$/g, '')}/`.replace('//', '/');

async function run(...args) {
  const code = await runCommand(process.execPath, args, { cwd: root });
  if (code !== 0) process.exit(code);
}

if (!existsSync(page)) await run(join(root, 'scripts/build.mjs'));
await run(join(root, 'node_modules/vitepress/bin/vitepress.js'), 'build', 'docs', '--base', base);
cpSync(page, join(site, 'try'), { recursive: true });

const { broken, links, pages } = brokenLinks(site, base);
for (const { page: from, href } of broken) process.stderr.write(`${from}: ${href} leads nowhere\n`);
process.stdout.write(`${pages} pages, ${links} links, ${broken.length} broken\n`);
if (broken.length > 0) process.exitCode = 1;
else if (values.serve) {
  await startStaticServer(site, 4174);
  process.stdout.write('http://127.0.0.1:4174/\n');
}
