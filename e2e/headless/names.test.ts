// Who gets in, by name: of all stacks of a host and of one project, with the configuration that they mount. What that configuration holds beside
// names, hosts and paths stays in the reader: it is in no element, no draft and no link.

import { openFiles } from '../../src/page/app/open/open-files.ts';
import { storedProject } from '../../src/page/state/drafts/stored-project.ts';
import { mountedStore, workStore } from '../../src/page/state/page-stores.ts';
import { topologyProject } from '../../src/page/state/share/shared-project.ts';
import { drawnSession, hostStacks } from '../../src/page/state/work/selectors.ts';
import { pass } from './locator.ts';
import { openFolder } from './open-folder.ts';
import { expect, test } from './test.tsx';

const secret = 'SeCrEtHash0123456789';

const app = (name: string, middlewares: string, more = '') => `services:
  ${name}:
    image: example/${name}:1
    expose: ["3000"]
${more}    networks: [proxy]
    labels:
      - traefik.enable=true
      - traefik.http.routers.${name}.rule=Host(\`${name}.example\`)
${middlewares}networks: { proxy: { external: true } }
`;
const login = (name: string) => `      - traefik.http.routers.${name}.middlewares=door@file\n`;

const home = {
  'home/edge/compose.yaml': `services:
  traefik:
    image: traefik:v3
    command: [--entrypoints.web.address=:80, --providers.docker.exposedbydefault=false, --providers.file.filename=/d.yml]
    ports: ["80:80"]
    volumes: ["./dynamic.yml:/d.yml"]
    networks: [proxy]
networks: { proxy: { name: proxy } }
`,
  'home/edge/dynamic.yml': `http: { middlewares: { door: { basicAuth: { users: ["u:${secret}"] } } } }\n`,
  'home/photos/compose.yaml': app('photos', login('photos'), '    ports: ["8081:3000"]\n'),
  'home/wiki/compose.yaml': app('wiki', login('wiki')),
  'home/blog/compose.yaml': app('blog', ''),
};

/** Expects the secret neither on the page nor in anything that leaves it. */
function expectKept(): void {
  const stacks = hostStacks(workStore.getState());
  const alone = workStore.getState();
  const drawn = drawnSession(alone);
  const sessions = [...stacks.map(({ session }) => session), ...(drawn === null ? [] : [drawn])];
  const drafts = sessions.map(({ workspace }) => JSON.stringify(storedProject(workspace.input, [], null)));
  const link = JSON.stringify(topologyProject(alone, new Set()));
  for (const text of [document.documentElement.outerHTML, link, ...drafts, ...Object.values(localStorage)])
    expect(text).not.toContain(secret);
  // It was there to be read.
  expect([...mountedStore.getState().texts.values()].join('')).toContain(secret);
}

test('the names of a host: through the proxy of one stack to those of others', async ({ designer }) => {
  await openFolder(designer, home);
  await expect(designer.locator('[data-stack="photos"]')).toBeVisible();
  // A line has one colour: at its name, and where stacks are on it.
  const hues = ['[data-line="proxy"]', '[data-station="wiki proxy"]'].map((selector) =>
    document.querySelector<HTMLElement>(selector)?.style.getPropertyValue('--hue'),
  );
  expect(hues).toEqual(['var(--lane-1)', 'var(--lane-1)']);
  // On the trunks of the map: the name, what stands there, and what leads round it.
  const photos = designer.locator('[data-gate="photos/photos"]');
  await expect(photos).toHaveAttribute('data-bypass', 'photos');
  await expect(photos).toHaveAttribute('data-way-in', 'photos.example');
  await expect(designer.locator('[data-gate="wiki/wiki"]')).toHaveAttribute('data-guard', 'login');
  await expect(designer.locator('[data-gate="blog/blog"]')).toHaveAttribute('data-guard', 'none');
  await designer.page.getByRole('tab', { name: 'Names' }).click();
  const names = designer.pane('names');
  await expect(names.locator('[data-name-row]')).toHaveCount(3);
  const row = names.locator('[data-name-row="photos.example"]');
  await expect(row).toContainText('login by door@file');
  await expect(row).toContainText('port 8081 of this machine');
  await names.locator('input[type=search]').fill('8081');
  await expect(names.locator('[data-name-row]')).toHaveCount(1);
  expectKept();
  await row.getByRole('button').click();
  await expect(designer.locator('[data-stack="photos"] [data-service="photos"]')).toBeVisible();
  // The picture of the unfolded stack knows the proxy of the other.
  await expect(designer.locator('.bh-open [data-gate="photos"]')).toHaveAttribute('data-bypass', 'photos');
  expectKept();
});

test('a file that one project mounts is asked for by name, and given', async ({ designer }) => {
  await designer.open(`services:
  proxy: { image: caddy, ports: ["80:80"], volumes: ["./Caddyfile:/etc/caddy/Caddyfile"] }
  wiki: { image: example/wiki, expose: ["3000"] }
`);
  await designer.page.getByRole('tab', { name: 'Names' }).click();
  const names = designer.pane('names');
  await expect(names.locator('[data-asked-files]')).toContainText(
    'The configuration in Caddyfile is not among these files',
  );
  const text = `http://wiki.example {\n basic_auth {\n  u ${secret}\n }\n reverse_proxy wiki:3000\n}\n`;
  await openFiles({ files: [{ path: 'Caddyfile', file: new File([text], 'Caddyfile') }], folder: null });
  await pass();
  await expect(names.locator('[data-name-row="wiki.example"]')).toHaveAttribute('data-guard', 'login');
  await expect(names.locator('[data-asked-files]')).toHaveCount(0);
  expectKept();
  // Another project sees nothing of it.
  await designer.open('services:\n  lone: { image: example/lone }\n');
  expect(mountedStore.getState().texts.size).toBe(0);
});

test('where no proxy says names, the pane shows what answers, and how to have the rest read', async ({
  designer,
}) => {
  await designer.open(`services:
  imap: { image: dovecot, ports: ["993:993"] }
  web: { image: example/web, ports: ["127.0.0.1:8080:80"] }
`);
  const pane = await designer.showPane('names');
  await expect(pane.locator('[data-no-names]')).toContainText('No proxy and no tunnel lets a name in');
  await expect(pane.locator('[data-no-names] [data-command="open-folder"]')).toHaveCount(1);
  await expect(pane.locator('[data-address-row="0.0.0.0:993/tcp"]')).toContainText('its own login (IMAP)');
  await expect(pane.locator('[data-address-row="127.0.0.1:8080/tcp"]')).toHaveAttribute('data-login', 'none');
  await pane.locator('[data-address-row="0.0.0.0:993/tcp"]').getByRole('button').click();
  await designer.command('toggle-inspector').click();
  await expect(designer.inspector().getByRole('textbox', { name: 'Service name' })).toHaveValue('imap');
});
