// Findings: what is wrong, about whom, on which line, and a fix that is one undo step.

import type { Designer } from './page/designer.ts';
import { expect, test } from './page/test.ts';
import { violations } from './page/violations.ts';
import { shop } from './stacks/shop.ts';
import { skip } from './stacks/skip.ts';

test.beforeEach(async ({ designer }) => {
  await designer.open(shop);
  await designer.showPane('findings');
  // Rules come after the first picture.
  await expect(designer.finding('CN102', 'db')).toBeVisible();
});

test('the page of a rule is read in the page: why, examples that raise it and that do not, fixes', async ({
  designer,
  page,
}) => {
  const finding = designer.finding('CN104', 'cache');
  await finding.getByRole('button', { name: 'CN104 dead-port-internal-only' }).click();
  const rule = page.getByRole('dialog', { name: 'CN104 dead-port-internal-only' });
  await expect(rule).toContainText('Published port is dead: every network of the service is internal');
  await expect(rule).toContainText('Rests on: O10');
  await expect(rule.getByRole('heading', { name: 'Raised by', exact: true })).toBeVisible();
  await expect(rule.getByRole('heading', { name: 'Not raised by' })).toBeVisible();
  await expect(rule.locator('pre').first()).toContainText('internal: true');
  await expect(rule).toContainText('Fix (safe): Remove the dead ports: unset=web:ports');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(rule).toHaveCount(0);
  await expect(finding.getByRole('button', { name: 'CN104 dead-port-internal-only' })).toBeFocused();
});

test.describe('the filter', () => {
  const rows = (designer: Designer) => designer.pane('findings').locator('[data-rule]');
  const hidden = (designer: Designer) => designer.pane('findings').getByRole('status');

  test('by severity, with the keyboard, tells how many it hides', async ({ designer, page }) => {
    const all = await rows(designer).count();
    const counts = await page.locator('.bh-strip-counts').textContent();
    const notes = page
      .getByRole('group', { name: 'Show findings' })
      .getByRole('button', { name: /^info Notes/ });
    await expect(notes).toHaveAttribute('aria-pressed', 'true');
    const told = Number(/\d+/.exec((await notes.textContent()) ?? '')?.[0]);
    expect(told).toBeGreaterThan(0);
    await notes.focus();
    await page.keyboard.press('Space');
    await expect(notes).toHaveAttribute('aria-pressed', 'false');
    await expect(hidden(designer)).toHaveText(`${told} hidden by filter`);
    await expect(rows(designer)).toHaveCount(all - told);
    expect(await violations(page)).toEqual([]);
    // A way of looking: the numbers elsewhere stay, and so does the filter while one looks elsewhere.
    await expect(page.locator('.bh-strip-counts')).toHaveText(counts ?? '');
    await designer.showPane('matrix');
    await designer.showPane('findings');
    await expect(rows(designer)).toHaveCount(all - told);
    await designer.pane('findings').getByRole('button', { name: 'Show all', exact: true }).click();
    await expect(rows(designer)).toHaveCount(all);
    await expect(hidden(designer)).toBeEmpty();
  });
});

test('a finding with a path draws it over the picture and lights its lines in the text', async ({
  designer,
  page,
}) => {
  await designer.open(skip, 'skip.yaml');
  await designer.finding('CN203', 'web').getByRole('button').first().click();
  const overlay = page.locator('[data-overlay="finding"]');
  await expect(overlay).toContainText('CN203 tier-skip');
  await expect(overlay).toContainText('web → db on back.');
  await expect(page.locator('[data-mark="web"]')).toHaveAttribute('data-tone', 'focus');
  await expect(page.locator('[data-mark="db"]')).toHaveAttribute('data-tone', 'bad');
  await expect(page.locator('[data-mark="api"]')).toHaveCount(0);
  await expect(designer.finding('CN203', 'web')).toHaveAttribute('aria-current', 'true');
  await expect(designer.finding('CN101', 'web')).not.toHaveAttribute('aria-current');
  await expect(page.locator('.bh-overlay .bh-tone-bad .bh-overlay-line')).toHaveCount(1);
  await designer.showPane('yaml');
  const lit = () =>
    designer
      .pane('yaml')
      .locator('.bh-yaml-lit')
      .evaluateAll((lines) => lines.map((line) => Number(line.getAttribute('data-line'))));
  // `back` of web, and `back` of db.
  await expect.poll(lit).toEqual([7, 15]);
  await designer.showPane('findings');
  await designer.applyFix('CN203', 'web');
  await expect(overlay).toHaveCount(0);
  await designer.undo();
  await designer.finding('CN203', 'web').getByRole('button').first().click();
  await expect(overlay).toBeVisible();
  await designer.finding('CN101', 'web').getByRole('button').first().click();
  await expect(page.locator('[data-overlay]')).toHaveCount(0);
});

test('a fix tells what it opens before it is pressed, a line shows the file there, and a finding without a path is marked in the text', async ({
  designer,
  page,
}) => {
  await designer.finding('CN402', 'app').locator('[data-fix="0"]').hover();
  await expect(page.getByRole('tooltip')).toContainText('app ↔ db');
  await designer.finding('CN104', 'cache').getByRole('button', { name: 'line 20' }).click();
  await expect(designer.pane('yaml').locator('[data-line="21"]')).toBeInViewport();
  await expect(designer.pane('yaml').locator('[data-line="21"]')).toContainText('6379:6379');
  await designer.showPane('findings');
  await designer.finding('CN104', 'cache').getByRole('button').first().click();
  await expect(designer.inspector()).toHaveCount(0);
  const yaml = await designer.showPane('yaml');
  await expect(yaml.locator('.bh-yaml-wanted')).toHaveAttribute('data-line', '20');
  await expect(yaml.locator('.bh-yaml-wanted')).toBeInViewport();
});
