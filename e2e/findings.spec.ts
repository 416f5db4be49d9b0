// Findings: what is wrong, about whom, on which line, and a fix that is one undo step.

import { expect, test } from './page/test.ts';
import { violations } from './page/violations.ts';
import { shop } from './stacks/shop.ts';
import { skip } from './stacks/skip.ts';

test('a fix shows what it opens, a finding leads to its line, its rule has a page, the filter goes by keyboard, a path is drawn and lit', async ({
  designer,
  page,
}) => {
  await designer.open(shop);
  const pane = await designer.showPane('findings');
  // Rules come after the first picture.
  await expect(designer.finding('CN102', 'db')).toBeVisible();
  await test.step('a fix shows what it opens before it is pressed', async () => {
    await designer.finding('CN402', 'app').locator('[data-fix="0"]').hover();
    await expect(page.getByRole('tooltip')).toContainText('app ↔ db');
  });
  await test.step('the page of a rule is read in the page: why, examples that raise it and that do not, fixes', async () => {
    const button = designer
      .finding('CN104', 'cache')
      .getByRole('button', { name: 'CN104 dead-port-internal-only' });
    await button.click();
    const rule = page.getByRole('dialog', { name: 'CN104 dead-port-internal-only' });
    await expect(rule).toContainText('Published port is dead: every network of the service is internal');
    await expect(rule).toContainText('Rests on: O10');
    await expect(rule.getByRole('heading', { name: 'Raised by', exact: true })).toBeVisible();
    await expect(rule.getByRole('heading', { name: 'Not raised by' })).toBeVisible();
    await expect(rule.locator('pre').first()).toContainText('internal: true');
    await expect(rule).toContainText('Fix (safe): Remove the dead ports: unset=web:ports');
    expect(await violations(page, '[role="dialog"]')).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(rule).toHaveCount(0);
    await expect(button).toBeFocused();
  });
  await test.step('the filter by severity, with the keyboard, shows how many it hides', async () => {
    const notes = pane
      .getByRole('group', { name: 'Show findings' })
      .getByRole('button', { name: /^info Notes/ });
    await notes.focus();
    await page.keyboard.press('Space');
    await expect(notes).toHaveAttribute('aria-pressed', 'false');
    await expect(pane.getByRole('status')).toHaveText(/^[1-9]\d* hidden by filter$/);
    expect(await violations(page, '[data-pane="findings"]')).toEqual([]);
    await pane.getByRole('button', { name: 'Show all', exact: true }).click();
    await expect(pane.getByRole('status')).toBeEmpty();
  });
  await test.step('a line shows the file there, and a finding without a path is marked in the text', async () => {
    await designer.finding('CN104', 'cache').getByRole('button', { name: 'line 20' }).click();
    await expect(designer.pane('yaml').locator('[data-text-line="21"]')).toBeInViewport();
    await expect(designer.pane('yaml').locator('[data-text-line="21"]')).toContainText('6379:6379');
    await designer.showPane('findings');
    await designer.finding('CN104', 'cache').getByRole('button').first().click();
    await expect(designer.inspector()).toHaveCount(0);
    const yaml = await designer.showPane('yaml');
    await expect(yaml.locator('.bh-yaml-wanted')).toHaveAttribute('data-text-line', '20');
    await expect(yaml.locator('.bh-yaml-wanted')).toBeInViewport();
    await designer.showPane('findings');
  });
  await test.step('a finding with a path draws it over the picture and lights its lines in the text', async () => {
    await designer.openNext(skip, 'skip.yaml');
    const tierSkip = designer.finding('CN203', 'web').getByRole('button').first();
    await tierSkip.click();
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
        .evaluateAll((lines) => lines.map((line) => Number(line.getAttribute('data-text-line'))));
    // `back` of web, and `back` of db.
    await expect.poll(lit).toEqual([7, 15]);
    await designer.applyFix('CN203', 'web');
    await expect(overlay).toHaveCount(0);
    await designer.undo();
    await tierSkip.click();
    await expect(overlay).toBeVisible();
    await designer.finding('CN101', 'web').getByRole('button').first().click();
    await expect(page.locator('[data-overlay]')).toHaveCount(0);
  });
});
