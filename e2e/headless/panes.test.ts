// The panes below the picture: who reaches whom and why, intents, what is to be applied, what is assumed.

import { rooms } from '../stacks/rooms.ts';
import { expect, test } from './test.tsx';

test.beforeEach(async ({ designer }) => {
  await designer.open(rooms);
});

test('matrix: a cell for every pair, in words', async ({ designer }) => {
  const matrix = await designer.showPane('matrix');
  await expect(matrix.getByRole('cell')).toHaveCount(36);
  await expect(matrix.getByRole('cell', { name: /^web reaches directly app/ })).toBeVisible();
  await expect(matrix.getByRole('cell', { name: 'web does not reach db' })).toBeVisible();
  await expect(matrix.getByRole('cell', { name: 'tool reaches over the host web' })).toBeVisible();
});

test('matrix: a cell answers why not', async ({ designer }) => {
  const matrix = await designer.showPane('matrix');
  await matrix.getByRole('cell', { name: 'web does not reach db' }).click();
  await expect(matrix).toContainText('Directly: no');
  await expect(matrix).toContainText('By name: no');
  await expect(matrix).toContainText('back');
});

test('matrix: a change is seen at once', async ({ designer }) => {
  const matrix = await designer.showPane('matrix');
  await designer.dragServiceToLane('web', 'back', 'connect');
  await expect(matrix.getByRole('cell', { name: /^web reaches directly db/ })).toBeVisible();
  await designer.undo();
  await expect(matrix.getByRole('cell', { name: 'web does not reach db' })).toBeVisible();
});

test('matrix: sorted by name; names resolve apart from what is reached', async ({ designer }) => {
  const matrix = await designer.showPane('matrix');
  await matrix.getByLabelText('Order').selectOption('name');
  await expect(matrix.getByRole('rowheader').nth(0)).toHaveText('Outside');
  await expect(matrix.getByRole('rowheader').nth(1)).toHaveText('the host');
  await expect(matrix.getByRole('rowheader').nth(2)).toHaveText('app');
  const cell = matrix.getByRole('cell', { name: 'web reaches directly app, and finds it by name' });
  await expect(cell.locator('.bh-sign')).toHaveClass(/bh-sign-resolves/);
});

test('matrix: the outside and the host are rows and columns, and answer why', async ({ designer }) => {
  await designer.open(`services:
  web: { image: nginx, networks: [front], ports: ["80:80"] }
  agent: { image: portainer/agent, networks: [front], volumes: ["/var/run/docker.sock:/var/run/docker.sock"] }
  lone: { image: x, networks: [back] }
networks: { front: {}, back: { internal: true } }
`);
  const matrix = await designer.showPane('matrix');
  await expect(matrix.getByRole('cell', { name: 'Outside reaches over the host web' })).toBeVisible();
  await expect(matrix.getByRole('cell', { name: 'Outside does not reach agent' })).toBeVisible();
  await expect(matrix.getByRole('cell', { name: 'web has a way out' })).toBeVisible();
  await expect(matrix.getByRole('cell', { name: 'lone has no way out' })).toBeVisible();
  await expect(matrix.getByRole('cell', { name: 'the host reaches directly lone' })).toBeVisible();
  await matrix.getByRole('cell', { name: 'agent can become root on the host' }).click();
  await expect(matrix).toContainText('Becomes root on the host: yes');
  await expect(matrix).toContainText('agent holds the socket of the container runtime');
  await matrix.getByRole('cell', { name: 'Outside does not reach agent' }).click();
  await expect(matrix).toContainText('By taking over others: yes');
  await matrix.getByRole('button', { name: 'Show the way in the picture' }).click();
  await expect(designer.locator('[data-overlay="way"]')).toContainText('2 hops: Outside → web → agent.');
});

test('matrix: keys alone fold, unfold and ask', async ({ designer }) => {
  const workers = Array.from({ length: 9 }, (_, at) => `  w${at}: { image: x, networks: [back] }\n`).join('');
  await designer.open(`services:
  web: { image: nginx, networks: [front, back] }
${workers}networks: { front: {}, back: {} }
`);
  const matrix = await designer.showPane('matrix');
  await expect(matrix).toContainText('2 rows for 10 containers');
  const head = matrix.getByRole('rowheader').nth(3);
  await expect(head).toHaveText('▸w0+8');
  await matrix.locator('td[tabindex="0"]').focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowLeft']) await designer.press(key);
  await expect(head).toHaveFocus();
  await designer.press('Enter');
  await expect(matrix.getByRole('rowheader')).toHaveCount(12);
  await expect(matrix.getByRole('rowheader').nth(3)).toHaveFocus();
  await expect(matrix.getByRole('rowheader').nth(3)).toHaveAttribute('aria-expanded', 'true');
  await designer.press('Enter');
  await expect(matrix.getByRole('rowheader')).toHaveCount(4);
  for (const key of ['ArrowRight', 'ArrowUp', 'Enter']) await designer.press(key);
  await expect(matrix).toContainText('web → Outside');
});

test('matrix: exported to CSV', async ({ designer }) => {
  const matrix = await designer.showPane('matrix');
  const { name, bytes } = await designer.given(() => matrix.locator('[data-command="matrix-csv"]').click());
  expect(name).toBe('compose-reach.csv');
  expect(new TextDecoder().decode(bytes).split('\r\n')[1]).toBe('web,,direct+name,no,no');
});

test('diff: nothing changed', async ({ designer }) => {
  const diff = await designer.showPane('diff');
  await expect(diff).toContainText('byte for byte');
});

test('to apply: the command, and what it recreates', async ({ designer }) => {
  await designer.dragServiceToLane('web', 'mid', 'move');
  const footer = designer.page.getByRole('contentinfo');
  await expect(footer).toContainText('docker compose');
  await expect(footer).toContainText('up -d');
  await expect(footer).toContainText('recreates web');
});

test('what is assumed is always in sight', async ({ designer }) => {
  const footer = designer.page.getByRole('contentinfo');
  await expect(footer).toContainText('Assumes');
  await footer.getByRole('button', { name: /Assumes/ }).click();
  await expect(designer.inspector()).toContainText('What is assumed');
});

test('intents: pinned from a cell of the matrix', async ({ designer }) => {
  const matrix = await designer.showPane('matrix');
  await matrix.getByRole('cell', { name: 'web does not reach db' }).click();
  await matrix.getByRole('button', { name: 'must never reach' }).click();
  await matrix.getByRole('cell', { name: 'app does not reach db' }).click();
  await matrix.getByRole('button', { name: 'must reach' }).click();
  const pane = await designer.showPane('intents');
  await expect(pane.locator('[data-intent="never: web -> db"]')).toHaveAttribute('data-state', 'holds');
  await expect(pane.locator('[data-intent="must: app -> db"]')).toHaveAttribute('data-state', 'broken');
});

test('intents: the outside may be a side; what means nothing is refused in the form, and every row can be removed', async ({
  designer,
}) => {
  const pane = await designer.showPane('intents');
  await pane.getByLabelText('Who').fill('outside');
  await pane.getByLabelText('Whom').fill('nobody');
  await expect(pane.getByRole('status')).toContainText("names 'nobody'");
  await expect(pane.getByRole('button', { name: 'Add' })).toHaveCount(0);
  await pane.getByLabelText('Whom').fill('web');
  await pane.getByRole('button', { name: 'Add' }).click();
  await expect(pane.locator('[data-intent="never: outside -> web"]')).toHaveAttribute('data-state', 'broken');

  const items = ['nevr: a', 'never: front -> ghost', 'exposed: []'];
  await designer.open(`${rooms}x-bulkhead:\n  intents:\n${items.map((item) => `    - ${item}\n`).join('')}`);
  const again = await designer.showPane('intents');
  const remove = again.getByRole('button', { name: 'Remove' });
  for (let left = items.length; left > 0; left--) {
    await expect(remove).toHaveCount(left);
    await remove.first().click();
  }
  await expect(remove).toHaveCount(0);
  expect(await designer.text()).toBe(rooms);
});
