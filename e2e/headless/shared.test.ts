// A design that came from a link which left something out: what the page says of it, and what saving asks for. The link itself
// is followed in `e2e/saving/share.spec.ts`.

import { projectOf } from '../../src/state/drafts/stored-project.ts';
import { openProject } from '../../src/state/import/open-project.ts';
import { sessionStore } from '../../src/state/page-stores.ts';
import { topologyProject } from '../../src/state/share/shared-project.ts';
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

/** Opens what a link to the open design would bring. */
async function follow(designer: Designer): Promise<void> {
  await designer.open(original);
  const shared = topologyProject(sessionStore.getState(), new Set());
  if (shared === null) throw new Error('nothing to share');
  openProject(sessionStore, projectOf(shared.project));
  await pass();
}

test('a line on top says what the link left out, and which rules cannot tell', async ({ designer }) => {
  await follow(designer);
  const line = designer.page.locator('[data-left-out]');
  await expect(line).toContainText(
    'Opened from a link that left out 3 values and all comments (environment 2, volumes 1).',
  );
  await expect(line).toContainText('not known');
  await line.getByRole('button', { name: 'Which rules' }).click();
  const findings = designer.pane('findings');
  await expect(findings).not.toContainText('Nothing to object to in 2 services');
  await expect(findings.locator('[data-unseen-rule="CN502"]')).toContainText('needs volumes');
  await expect(findings.locator('[data-unseen-rule="CN516"]')).toContainText('needs environment');
  await expect(findings.locator('[data-unseen-rule="CN501"]')).toHaveCount(0);
  await expect(designer.page.locator('[data-part="left"]')).toContainText('not known');
  const matrix = await designer.showPane('matrix');
  await expect(
    matrix.getByRole('gridcell', { name: 'whether agent can become root on the host is not known' }),
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
  sessionStore
    .getState()
    .operate([{ type: 'cap-drop', service: 'web', capability: 'ALL' }], 'Drop all of web');
  await designer.command('save').click();
  const dialog = designer.dialog();
  await expect(dialog).toContainText('Saving needs the original file');
  await expect(dialog).toContainText('environment 2, volumes 1');
  await expect(dialog).toContainText('Drop all of web');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await designer.dropFile(original);
  await designer.page.getByRole('button', { name: 'Carry over what was changed on the link' }).click();
  await expect(designer.notice('1 of 1 changes carried over.')).toHaveCount(1);
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
