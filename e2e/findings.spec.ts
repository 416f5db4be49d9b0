// Findings: what is wrong, about whom, on which line, and a fix that is one undo step.

import type { Locator } from '@playwright/test';
import { serveFolder } from './open/serve-folder.ts';
import { Designer } from './page/designer.ts';
import { expect, test } from './page/test.ts';
import { violations } from './page/violations.ts';
import { shop } from './stacks/shop.ts';
import { skip } from './stacks/skip.ts';

test.beforeEach(async ({ designer }) => {
  await designer.open(shop);
  // Rules come after the first picture.
  await expect(designer.finding('CN102', 'db')).toBeVisible();
});

test('each finding names its rule, its subjects, a line and a reason', async ({ designer }) => {
  await expect(designer.finding('CN102', 'db')).toBeVisible();
  await expect(designer.finding('CN104', 'cache')).toContainText('line 20');
  await expect(designer.finding('CN402', 'app')).toContainText('db');
  await expect(designer.finding('CN501', 'box')).toContainText('line 25');
  const finding = designer.finding('CN104', 'cache');
  await finding.getByRole('button', { name: 'Why' }).click();
  await expect(finding).toContainText('internal');
});

test('the worst come first', async ({ designer, page }) => {
  const groups = await page.getByRole('tabpanel').getByRole('heading', { level: 3 }).allTextContents();
  const order = ['Errors', 'Warnings', 'Notes', 'Info'];
  const ranks = groups.map((group) => order.findIndex((word) => group.startsWith(word)));
  expect(ranks).not.toContain(-1);
  expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  await expect(designer.finding('CN402', 'app')).toBeVisible();
});

test('a fix tells what it opens before it is pressed', async ({ designer, page }) => {
  await designer.finding('CN402', 'app').locator('[data-fix="0"]').hover();
  await expect(page.getByRole('tooltip')).toContainText('app ↔ db');
});

test('a fix is one undo step, and its finding goes', async ({ designer }) => {
  await designer.applyFix('CN402', 'app');
  await expect(designer.finding('CN402', 'app')).toHaveCount(0);
  expect(await designer.text()).toBe(shop.replace('[front, back]', '[front, back, mid]'));
  expect(await designer.undoAll()).toBe(1);
  expect(await designer.text()).toBe(shop);
  await expect(designer.finding('CN402', 'app')).toBeVisible();
});

test('every fix that is offered takes its own finding away', async ({ designer }) => {
  const wanted = await designer
    .pane('findings')
    .locator('[data-rule]:has([data-fix])')
    .evaluateAll((rows) =>
      rows.flatMap((row) => {
        const subject = row.getAttribute('data-subjects')?.split(' ')[0] ?? '';
        const fixes = [...row.querySelectorAll('[data-fix]')];
        return fixes.map((fix) => ({
          rule: row.getAttribute('data-rule') ?? '',
          subject,
          fix: Number(fix.getAttribute('data-fix')),
        }));
      }),
    );
  expect(wanted.length).toBeGreaterThan(3);
  for (const { rule, subject, fix } of wanted) {
    await test.step(`${rule} of ${subject}, fix ${fix}`, async () => {
      await designer.applyFix(rule, subject, fix);
      await expect(designer.finding(rule, subject)).toHaveCount(0);
      await designer.undo();
      await expect(designer.finding(rule, subject)).toHaveCount(1);
    });
  }
  expect(await designer.text()).toBe(shop);
});

test('all safe fixes together are one undo step', async ({ designer }) => {
  const before = await designer.pane('findings').locator('[data-rule]').count();
  await designer.command('fix-all').click();
  await expect(designer.notice('All safe fixes applied in one step.')).toBeVisible();
  expect(await designer.pane('findings').locator('[data-rule]').count()).toBeLessThan(before);
  expect(await designer.undoAll()).toBe(1);
  expect(await designer.text()).toBe(shop);
});

test('a card shows the number of its findings', async ({ designer }) => {
  const own = await designer
    .pane('findings')
    .locator('[data-rule]')
    .evaluateAll(
      (rows) => rows.filter((row) => row.getAttribute('data-subjects')?.split(' ')[0] === 'db').length,
    );
  expect(own).toBeGreaterThan(0);
  await expect(designer.card('db').getByTitle(`${own} findings`)).toHaveText(String(own));
  await expect(designer.card('db')).toHaveAccessibleName(new RegExp(`${own} findings?`));
});

test('the tab shows the number of all', async ({ designer, page }) => {
  const count = await designer.pane('findings').locator('[data-rule]').count();
  await expect(page.getByRole('tab', { name: 'Findings' })).toContainText(String(count));
});

test('a finding pressed selects what it is about', async ({ designer }) => {
  await designer.finding('CN501', 'box').getByRole('button').first().click();
  await expect(designer.inspector().getByRole('textbox', { name: 'Service name' })).toHaveValue('box');
  await expect(designer.card('box')).toHaveAccessibleName(/selected$/);
});

test('a line pressed shows the file there', async ({ designer }) => {
  await designer.finding('CN104', 'cache').getByRole('button', { name: 'line 20' }).click();
  await expect(designer.pane('yaml').locator('[data-line="21"]')).toBeInViewport();
  await expect(designer.pane('yaml').locator('[data-line="21"]')).toContainText('6379:6379');
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

test.describe(() => {
  test.use({ ownPage: true });

  test('the page of a rule is there with the network cut', async ({ designer, page, context, origin }) => {
    await designer.visit(`${origin}?sw`);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload();
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
    await context.setOffline(true);
    await designer.open(shop);
    await designer.finding('CN104', 'cache').getByRole('button', { name: 'CN104' }).click();
    await expect(designer.dialog()).toContainText('Not raised by');
    await context.setOffline(false);
  });
});

test.describe(() => {
  test.use({ ownPage: true });

  test('the page of a rule is there under bulkhead open', async ({ page }) => {
    const served = await serveFolder({ 'compose.yaml': shop });
    const designer = new Designer(page);
    await page.goto(served.address);
    await designer.opened('compose.yaml');
    await designer.finding('CN104', 'cache').getByRole('button', { name: 'CN104' }).click();
    await expect(designer.dialog()).toContainText('Not raised by');
    await page.goto('about:blank');
    await served.remove();
  });
});

test.describe('the filter', () => {
  const rows = (designer: Designer) => designer.pane('findings').locator('[data-rule]');
  const hidden = (designer: Designer) => designer.pane('findings').getByRole('status');

  test('by severity, with the keyboard, tells how many it hides', async ({ designer, page }) => {
    const all = await rows(designer).count();
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
    // A way of looking: the numbers elsewhere stay, and so does the filter while one looks elsewhere.
    await expect(page.getByRole('tab', { name: 'Findings' })).toContainText(String(all));
    await designer.showPane('matrix');
    await designer.showPane('findings');
    await expect(rows(designer)).toHaveCount(all - told);
    await designer.pane('findings').getByRole('button', { name: 'Show all', exact: true }).click();
    await expect(rows(designer)).toHaveCount(all);
    await expect(hidden(designer)).toBeEmpty();
  });

  test('by tier and by service, each with its numbers', async ({ designer, page }) => {
    const all = await rows(designer).count();
    const service = page.getByLabel('Service', { exact: true });
    await service.selectOption({ label: await labelOf(service, 'box') });
    const left = await rows(designer).evaluateAll((found) =>
      found.map((row) => row.getAttribute('data-subjects')?.split(' ')),
    );
    expect(left.length).toBeGreaterThan(0);
    expect(left.every((subjects) => subjects?.includes('box'))).toBe(true);
    await expect(hidden(designer)).toHaveText(`${all - left.length} hidden by filter`);
    const tier = page.getByLabel('Tier', { exact: true });
    await tier.selectOption({ label: await labelOf(tier, 'data') });
    await expect(rows(designer)).toHaveCount(0);
    await expect(hidden(designer)).toHaveText(`${all} hidden by filter`);
    await expect(designer.pane('findings')).toContainText('The filter hides every finding.');
    await service.selectOption({ label: 'all services' });
    await expect(designer.finding('CN102', 'db')).toBeVisible();
    await expect(designer.finding('CN501', 'box')).toHaveCount(0);
    expect(await violations(page)).toEqual([]);
  });

  async function labelOf(list: Locator, word: string): Promise<string> {
    const labels = await list.locator('option').allTextContents();
    return labels.find((label) => label.startsWith(`${word} (`)) ?? '';
  }
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
      .locator('.yaml-lit')
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

test('a finding without a path is selected on the canvas, and its line is marked in the text', async ({
  designer,
}) => {
  await designer.finding('CN104', 'cache').getByRole('button').first().click();
  await expect(designer.card('cache')).toHaveAccessibleName(/selected$/);
  const yaml = await designer.showPane('yaml');
  await expect(yaml.locator('.yaml-wanted')).toHaveAttribute('data-line', '20');
  await expect(yaml.locator('.yaml-wanted')).toBeInViewport();
});

test('what an inactive profile brings, and what is silenced, is shown apart and not counted', async ({
  designer,
  page,
}) => {
  await designer.open(skip, 'skip.yaml');
  const pane = designer.pane('findings');
  const inactive = pane.getByRole('region', { name: 'Under inactive profiles, not counted' });
  await expect(inactive.locator('[data-rule="CN501"]')).toContainText('inactive profile dev');
  const silenced = pane.getByRole('region', { name: 'Suppressed, not counted' });
  await expect(silenced.locator('[data-rule="CN301"]')).toContainText(
    'suppressed (inline): it measures the host',
  );
  const apart =
    (await inactive.locator('[data-rule]').count()) + (await silenced.locator('[data-rule]').count());
  const all = await pane.locator('[data-rule]').count();
  await expect(page.getByRole('tab', { name: 'Findings' })).toHaveText(`Findings ${all - apart}`);
  await expect(pane.getByRole('region', { name: 'Errors' }).locator('[data-rule="CN501"]')).toHaveCount(0);
  const errors = pane.getByRole('region', { name: 'Errors' }).locator('[data-rule]');
  await expect(page.getByRole('button', { name: /^error Errors/ })).toHaveText(
    new RegExp(`Errors ${await errors.count()}$`),
  );
});

test('a file with nothing to object to says so', async ({ designer }) => {
  await designer.open(
    `services:
  web:
    image: nginx:1.27
    user: "1000"
    cap_drop: [ALL]
    security_opt: ["no-new-privileges:true"]
    read_only: true
    networks: [front]
networks:
  front:
`,
    'quiet.yaml',
  );
  const clear = designer.pane('findings').getByRole('region', { name: 'All clear' });
  await expect(clear).toContainText('Nothing to object to in 1 service.');
  await expect(clear).toContainText(/Checked by \d+ rules, as the rule set “default” weighs them\./);
  await expect(clear).toContainText('engine 28');
  await expect(clear).toContainText('unset variables none');
  await expect(clear).not.toContainText('%');
});
