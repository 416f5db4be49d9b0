// A design that came from a link which left something out: what the page says of it, and what saving asks for. The link itself
// is followed in `e2e/saving/share.spec.ts`.

import { toast } from 'sonner';
import { openFiles } from '../../src/page/app/open/open-files.ts';
import { openLink } from '../../src/page/app/share/open-link.ts';
import { projectOfStored } from '../../src/page/state/drafts/stored-project.ts';
import { workStore } from '../../src/page/state/page-stores.ts';
import { topologyProject } from '../../src/page/state/share/shared-project.ts';
import type { Designer } from './designer.ts';
import { pass } from './locator.ts';
import { expect, test } from './test.tsx';

const original = `services:
  web: # the front door
    image: nginx
    networks: [front]
    environment: { API_URL: "http://api:3000", TOKEN: hunter2 }
  agent:
    image: portainer/agent
    networks: [front]
    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]
networks:
  front:
    internal: true
`;

/** Opens the project of a link to the current design. */
async function follow(designer: Designer): Promise<void> {
  await designer.open(original);
  const shared = topologyProject(workStore.getState(), new Set());
  if (shared === null) throw new Error('nothing to share');
  workStore.openProject(projectOfStored(shared.project));
  await pass();
}

test('a line on top says what the link left out, and which rules do not know', async ({ designer }) => {
  await follow(designer);
  const line = designer.page.locator('[data-left-out]');
  await expect(line).toContainText(
    'Opened from a link that left out 3 values and all comments (environment 2, volumes 1).',
  );
  await expect(line).toContainText('unknown');
  await line.getByRole('button', { name: 'Which rules' }).click();
  const findings = designer.pane('findings');
  await expect(findings).not.toContainText('No findings in 2 services');
  await expect(findings.locator('[data-unseen-rule="CN502"]')).toContainText('needs volumes');
  await expect(findings.locator('[data-unseen-rule="CN516"]')).toContainText('needs environment');
  await expect(findings.locator('[data-unseen-rule="CN501"]')).toHaveCount(0);
  await expect(designer.page.locator('[data-part="left"]')).toContainText('unknown');
  await expect(designer.page.locator('[data-part="root"][data-unknown]')).toHaveText(
    'whether any can become root is unknown',
  );
  await expect(designer.page.locator('[data-part="outside"]')).toHaveText(
    /^none of \d+ known to be reachable from outside$/,
  );
  const matrix = await designer.showPane('matrix');
  await expect(
    matrix.getByRole('cell', { name: 'whether agent can become root on the host is unknown' }),
  ).toBeVisible();
  await designer.press('w');
  await expect(designer.dialog()).toContainText('The link left out mounts and devices');
  await designer.press('Escape');
  await designer.showPane('findings');
  await designer.open(original);
  await expect(line).toHaveCount(0);
  await expect(findings.locator('[data-unseen-rule]')).toHaveCount(0);
});

test('Save asks for the original, to which the changes are carried over', async ({ designer }) => {
  await follow(designer);
  workStore.operate([{ type: 'cap-drop', service: 'web', capability: 'ALL' }], 'Drop all of web');
  await designer.command('save').click();
  const dialog = designer.dialog();
  await expect(dialog).toContainText('Saving needs the original file');
  await expect(dialog).toContainText('environment 2, volumes 1');
  await expect(dialog).toContainText('Drop all of web');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await designer.dropFile(original);
  await designer.page.getByRole('button', { name: 'Carry over the changes made on the link' }).click();
  await expect(designer.notice('1 of 1 change carried over.')).toHaveCount(1);
  expect(await designer.text()).toBe(original.replace('hunter2 }\n', 'hunter2 }\n    cap_drop: [ALL]\n'));
});

test('a file of its own is saved as ever: by a download, which is not asked about', async ({ designer }) => {
  await designer.open(original, 'shop.yaml');
  await designer.dragServiceTo('web', 'closed');
  const { name, bytes } = await designer.given(() => designer.press('Control+s'));
  expect(name).toBe('shop.yaml');
  expect(new TextDecoder().decode(bytes)).toContain('network_mode: none');
  await expect(designer.dialog()).toHaveCount(0);
});

/** Follows a link from elsewhere: the page starts with it in its address. */
async function begin(link: string): Promise<void> {
  window.location.hash = new URL(link).hash;
  await openLink();
  await pass();
}

/** Returns the link that the dialog shows. */
async function linkOf(designer: Designer): Promise<string> {
  const field = await designer.dialog().getByRole('textbox', { name: 'The link' }).one();
  return (field as HTMLTextAreaElement).value;
}

test('values of variables go along only where they are ticked, and the page says what is not there', async ({
  designer,
}) => {
  const files = [
    [
      'compose.yaml',
      'services:\n  web:\n    image: nginx:${TAG}\n    ports: ["${PORT}:80"]\n    environment: [PASSWORD]\n',
    ],
    ['.env', 'TAG=1.27\nPORT=8080\nPASSWORD=hunter2\n'],
  ] as const;
  await openFiles({
    files: files.map(([name, text]) => ({ path: name, file: new File([text], name) })),
    folder: null,
  });
  await designer.command('share').click();
  const dialog = designer.dialog();
  await expect(dialog).toContainText('Values of variables that the link holds, 0 of 2');
  await expect(dialog).not.toContainText('hunter2');
  await dialog.getByRole('checkbox', { name: 'PORT 8080' }).check();
  await expect(dialog).toContainText('the link holds, 1 of 2');
  await expect(dialog).toContainText('environment 1, variables 2');
  const link = await linkOf(designer);
  await designer.press('Escape');
  await begin(link);
  await expect(designer.page.locator('[data-left-out]')).toContainText(
    'left out 3 values and all comments (environment 1, variables 2)',
  );
  await expect(designer.card('web')).toContainText('8080');
  const footer = designer.page.getByRole('contentinfo');
  await expect(footer).toContainText('TAG');
  await expect(footer).not.toContainText('PORT');
});

test('a design that is too large for a link is reported, not tried', async ({ designer }) => {
  let random = 7;
  // Letters that do not compress.
  const letters = Array.from({ length: 16_000 }, () => {
    random = (random * 48_271) % 2_147_483_647;
    return random.toString(36);
  });
  await designer.open(`${original}# ${letters.join('')}\n`);
  await designer.command('share').click();
  await expect(designer.dialog()).not.toContainText('too long for a link');
  await designer
    .dialog()
    .getByRole('checkbox', { name: /complete text/ })
    .check();
  await expect(designer.dialog()).toContainText('too long for a link');
  await expect(designer.dialog().getByRole('button', { name: 'Copy the link' })).toBeDisabled();
  expect(await linkOf(designer)).toBe('');
  await designer.press('Escape');
});

test('links that are no good say so and open nothing', async ({ designer }) => {
  await designer.open(original);
  await designer.command('share').click();
  const link = await linkOf(designer);
  await designer.press('Escape');
  const letters = link.slice(link.indexOf('#share=') + 7);
  const cases: readonly (readonly [letters: string, reason: RegExp])[] = [
    [letters.slice(0, -9), /cut or changed/],
    [`${letters.slice(0, 40)}A${letters.slice(41)}B`, /cut or changed/],
    [`Ag${letters.slice(2)}`, /another version/],
    ['', /no link of Bulkhead/],
    ['%3Cimg%20src=x%20onerror=alert(1)%3E', /no link of Bulkhead/],
    ['A'.repeat(200_000), /another version/],
  ];
  for (const [bad, reason] of cases) {
    toast.dismiss();
    await expect(designer.notice(reason)).toHaveCount(0);
    await begin(link.replace(letters, bad));
    await expect(designer.notice(reason)).toBeVisible();
    expect(await designer.text()).toBe(original);
  }
});
