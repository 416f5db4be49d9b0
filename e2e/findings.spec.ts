// Findings: what is wrong, about whom, on which line, and a fix that is one undo step.

import { expect, test } from './page/test.ts';
import { shop } from './stacks/shop.ts';

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
  await expect(designer.pane('findings')).toContainText('Nothing to object to');
});
