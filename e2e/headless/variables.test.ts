// Variables without a value: one finding with a form, and files of variables that come at any time.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { Designer } from './designer.ts';
import { pass } from './locator.ts';
import { expect, test } from './test.tsx';

const tracker = readFileSync(join(import.meta.dirname, '../stacks/files/tracker-57.yaml'), 'utf8');
const small = 'services:\n  a:\n    image: "${IMAGE}"\n    ports: ["127.0.0.1:${PORT:-8080}:80"]\n';

/** Returns the text that `act` downloads. */
async function downloaded(act: () => Promise<void>): Promise<string> {
  let given: Blob | null = null;
  const address = vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    given = blob as Blob;
    return 'blob:given';
  });
  await act();
  address.mockRestore();
  if (given === null) throw new Error('nothing was downloaded');
  return (given as Blob).text();
}

/** Expects the card of `a` to name the image, in its label and in the title of its second line, which shows the port. */
async function usesImage(designer: Designer, image: string): Promise<void> {
  const spoken = new RegExp(`^a, ${image.replaceAll('$', '\\$')}, `);
  await expect(designer.card('a')).toHaveAccessibleName(spoken);
  await expect(designer.card('a').getByTitle(`; ${image}`, { exact: false })).toHaveText('host 8080');
}

async function type(field: Element, value: string): Promise<void> {
  const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  setter?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await pass();
}

test('57 services without their .env: one row for all variables, and what is wrong besides', async ({
  designer,
}) => {
  await designer.open(tracker, 'tracker.yaml');
  await designer.showPane('findings');
  const pane = designer.pane('findings');
  const row = pane.locator('[data-rule="CN601"]');
  await expect(row).toHaveCount(1);
  for (const name of ['TRACKER_IMAGE', 'WEB_PORT', 'MAIL_HOST', 'UPTIME_IMAGE'])
    await expect(row).toContainText(name);
  expect(pane.locator('[data-rule]').now().length).toBeLessThan(15);
  await expect(pane.locator('[data-rule="CN201"]')).toHaveCount(1);
  await row.getByRole('button', { name: 'Give them values…' }).click();
  expect(row.locator('[data-variable]').now().length).toBe(13);
});

test('values that are typed are written to .env, as one step', async ({ designer }) => {
  await designer.open(small, 'small.yaml');
  await designer.showPane('findings');
  const row = designer.pane('findings').locator('[data-rule="CN601"]');
  await row.getByRole('button', { name: 'Give them values…' }).click();
  const port = await row.locator('[data-variable="PORT"]').one();
  expect(port.getAttribute('placeholder')).toBe('8080');
  await type(await row.locator('[data-variable="IMAGE"]').one(), 'example/a:$1');
  const form = (await row.locator('form').one()) as HTMLFormElement;
  const text = await downloaded(async () => {
    form.requestSubmit();
    await pass();
  });
  expect(text).toBe("IMAGE='example/a:$1'\n");
  await expect(row).toHaveCount(0);
  await usesImage(designer, 'example/a:$1');
  expect(await designer.undoAll()).toBe(1);
  await expect(row).toHaveCount(1);
});

test('a .env file dropped, or its text pasted, is used by what is open', async ({ designer }) => {
  await designer.open(small, 'small.yaml');
  await designer.dropFile('IMAGE=example/dropped:1\n', '.env');
  await expect(designer.notice('.env: 1 variable, used by the open project now.')).toBeVisible();
  await usesImage(designer, 'example/dropped:1');
  await designer.pasteText('IMAGE=example/pasted:1\n');
  await usesImage(designer, 'example/pasted:1');
  expect(await designer.text()).toBe(small);
});

test('a .env file that comes first is kept, and said', async ({ designer }) => {
  await designer.dropFile('IMAGE=example/kept:1\n', '.env');
  await expect(designer.notice('.env: 1 variable, kept for the file that is opened next.')).toBeVisible();
  await designer.open(small, 'small.yaml');
  await usesImage(designer, 'example/kept:1');
});
