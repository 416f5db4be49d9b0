// Findings: what is wrong, about whom, on which line, and a fix that is one undo step.

import { rooms } from '../stacks/rooms.ts';
import { shop } from '../stacks/shop.ts';
import { skip } from '../stacks/skip.ts';
import type { Designer } from './designer.ts';
import type { Locator } from './locator.ts';
import { until } from './locator.ts';
import { expect, test } from './test.tsx';

test.beforeEach(async ({ designer }) => {
  await designer.open(shop);
  await designer.showPane('findings');
  await expect(designer.finding('CN102', 'db')).toBeVisible();
});

const rows = (designer: Designer): Locator => designer.pane('findings').locator('[data-rule]');
const subjectsOf = (row: Element): readonly string[] => row.getAttribute('data-subjects')?.split(' ') ?? [];

test('each finding names its rule, its subjects, a line and a reason; the worst come first, and all are counted', async ({
  designer,
}) => {
  await expect(designer.finding('CN102', 'db')).toBeVisible();
  await expect(designer.finding('CN104', 'cache')).toContainText('line 20');
  await expect(designer.finding('CN402', 'app')).toContainText('db');
  await expect(designer.finding('CN501', 'box')).toContainText('line 25');
  const finding = designer.finding('CN104', 'cache');
  await finding.getByRole('button', { name: 'Why' }).click();
  await expect(finding).toContainText('internal');

  // The worst come first.
  const groups = designer.page.getByRole('tabpanel').locator('h3').allText();
  const order = ['Errors', 'Warnings', 'Notes', 'Info'];
  const ranks = groups.map((group) => order.findIndex((word) => group.startsWith(word)));
  expect(ranks.length).toBeGreaterThan(1);
  expect(ranks).not.toContain(-1);
  expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  await expect(designer.finding('CN402', 'app')).toBeVisible();

  // A card shows the number of its own, the strip that of all.
  const own = rows(designer)
    .now()
    .filter((row) => subjectsOf(row)[0] === 'db').length;
  expect(own).toBeGreaterThan(0);
  await expect(designer.card('db').getByTitle(`${own} findings`)).toHaveText(String(own));
  await expect(designer.card('db')).toHaveAccessibleName(new RegExp(`${own} findings?`));
  expect(await designer.counted()).toBe(rows(designer).now().length);

  // Pressed it selects nothing, and Delete takes nothing away then.
  await designer.finding('CN501', 'box').getByRole('button').first().click();
  await expect(designer.card('box')).not.toHaveAccessibleName(/selected$/);
  await designer.press('Delete');
  expect(await designer.text()).toBe(shop);
});

test('a fix is one undo step, and every one that is offered takes its own finding away', async ({
  designer,
}) => {
  await designer.applyFix('CN402', 'app');
  await expect(designer.finding('CN402', 'app')).toHaveCount(0);
  expect(await designer.text()).toBe(shop.replace('[front, back]', '[front, back, mid]'));
  expect(await designer.undoAll()).toBe(1);
  expect(await designer.text()).toBe(shop);
  await expect(designer.finding('CN402', 'app')).toBeVisible();

  const wanted = rows(designer)
    .now()
    .flatMap((row) =>
      [...row.querySelectorAll('[data-fix]')].map((fix) => ({
        rule: row.getAttribute('data-rule') ?? '',
        subject: subjectsOf(row)[0] ?? '',
        fix: Number(fix.getAttribute('data-fix')),
      })),
    );
  expect(wanted.length).toBeGreaterThan(3);
  for (const { rule, subject, fix } of wanted) {
    await designer.applyFix(rule, subject, fix);
    await expect(designer.finding(rule, subject)).toHaveCount(0);
    await designer.undo();
    await expect(designer.finding(rule, subject)).toHaveCount(1);
  }
  expect(await designer.text()).toBe(shop);
});

test('all safe fixes together are one undo step, listed before they are made, and after', async ({
  designer,
}) => {
  const before = rows(designer).now().length;
  const button = designer.command('fix-all');
  (await button.one()).dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
  await expect(designer.pane('findings').getByRole('tooltip')).toContainText('CN104 cache');
  await button.click();
  await expect(designer.notice(/Applied \d+ safe fix(?:es)? in one step: .*CN104 cache/)).toBeVisible();
  const left = await until(
    () => rows(designer).now().length,
    (count) => count < before,
  );
  expect(left).toBeLessThan(before);
  expect(await designer.undoAll()).toBe(1);
  expect(await designer.text()).toBe(shop);
});

test('what is deleted together is named', async ({ designer }) => {
  await designer.card('box').focus();
  await designer.press('Enter');
  await designer.card('db').focus();
  await designer.press('Shift+Enter');
  await designer.press('Delete');
  await expect(designer.notice('Deleted: service box, service db.')).toBeVisible();
});

test('services with one cause are one row, which can be spread', async ({ designer }) => {
  const names = Array.from({ length: 17 }, (_, at) => `job-${at + 1}`);
  const list = names.map((name) => `  ${name}:\n    image: example/${name}:1\n    ports: ["9000"]\n`);
  await designer.open(`services:\n${list.join('')}`, 'random.yaml');
  const pane = designer.pane('findings');
  const found = pane.locator('[data-rule="CN101"]');
  await expect(found).toHaveCount(1);
  await expect(found).toContainText('Also: job-2, job-3, job-4, job-5, job-6 and 11 more.');
  expect(subjectsOf(await found.one())).toEqual(names);
  await found.getByRole('button', { name: 'Show all 17' }).click();
  await expect(found).toHaveCount(18);
  await expect(designer.finding('CN101', 'job-17')).toBeVisible();
  await pane.getByRole('button', { name: 'Bind to 127.0.0.1 (all 17)' }).click();
  await expect(found).toHaveCount(0);
  expect(await designer.undoAll()).toBe(1);
});

/** Chooses the option of a list that begins with a word; a count may follow. */
async function choose(designer: Designer, list: Locator, word: string): Promise<void> {
  await list.click();
  await designer.page.getByRole('option', { name: new RegExp(`^${word}( |$)`) }).click();
}

test('filters show how many they hide, and are ways of looking only: by severity, tier and service', async ({
  designer,
}) => {
  const hidden = designer.pane('findings').getByRole('status');
  const all = rows(designer).now().length;
  const notes = designer.page
    .getByRole('group', { name: 'Show findings' })
    .getByRole('button', { name: /Notes \d/ });
  await expect(notes).toHaveAttribute('aria-pressed', 'true');
  const counted = Number(/\d+/.exec(await notes.textContent())?.[0]);
  expect(counted).toBeGreaterThan(0);
  await notes.click();
  await expect(notes).toHaveAttribute('aria-pressed', 'false');
  await expect(hidden).toHaveText(`${counted} hidden by filter`);
  await expect(rows(designer)).toHaveCount(all - counted);
  // The numbers elsewhere stay, and so does the filter while one looks elsewhere.
  expect(await designer.counted()).toBe(all);
  await designer.showPane('matrix');
  await designer.showPane('findings');
  await expect(rows(designer)).toHaveCount(all - counted);
  await designer.pane('findings').getByRole('button', { name: 'Show all' }).click();
  await expect(rows(designer)).toHaveCount(all);
  await expect(hidden).toHaveText('');

  const pane = designer.pane('findings');
  const service = pane.getByRole('combobox', { name: 'Service' });
  await choose(designer, service, 'box');
  const left = rows(designer).now().map(subjectsOf);
  expect(left.length).toBeGreaterThan(0);
  expect(left.every((subjects) => subjects.includes('box'))).toBe(true);
  await expect(hidden).toHaveText(`${all - left.length} hidden by filter`);
  await choose(designer, pane.getByRole('combobox', { name: 'Tier' }), 'data');
  await expect(rows(designer)).toHaveCount(0);
  await expect(hidden).toHaveText(`${all} hidden by filter`);
  await expect(pane).toContainText('The filter hides every finding.');
  await choose(designer, service, 'all services');
  await expect(designer.finding('CN102', 'db')).toBeVisible();
  await expect(designer.finding('CN501', 'box')).toHaveCount(0);
});

test('what an inactive profile brings, and what is silenced, is shown apart and not counted', async ({
  designer,
}) => {
  await designer.open(skip, 'skip.yaml');
  const pane = designer.pane('findings');
  const inactive = pane.getByRole('region', { name: 'Under inactive profiles, not counted' });
  await expect(inactive.locator('[data-rule="CN501"]')).toContainText('inactive profile dev');
  const silenced = pane.getByRole('region', { name: 'Suppressed, not counted' });
  await expect(silenced.locator('[data-rule="CN301"]')).toContainText(
    'suppressed (inline): it measures the host',
  );
  const apart = inactive.locator('[data-rule]').now().length + silenced.locator('[data-rule]').now().length;
  // A row may stand for several findings of one cause.
  const all = rows(designer).now().length;
  expect(await designer.counted()).toBeGreaterThanOrEqual(all - apart);
  await expect(pane.getByRole('region', { name: 'Errors' }).locator('[data-rule="CN501"]')).toHaveCount(0);
  const errors = pane.getByRole('region', { name: 'Errors' }).locator('[data-rule]').now();
  await expect(designer.page.getByRole('button', { name: /Errors \d/ })).toHaveText(
    new RegExp(`Errors ${errors.length}$`),
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
  await expect(clear).toContainText('No findings in 1 service.');
  await expect(clear).toContainText(/Checked by \d+ rules of the rule set “default”/);
  await expect(clear).not.toContainText('%');
  await clear.getByRole('button', { name: 'these assumptions' }).click();
  await expect(designer.inspector()).toContainText('Unset variables');
});

test('the example opens, warns, and is mended by its first fix', async ({ designer }) => {
  await designer.press('Control+k');
  await designer.dialog().getByRole('combobox').fill('sample: a shop');
  await designer.press('Enter');
  await expect(designer.page.getByRole('banner')).toContainText('example.compose.yaml');
  await expect(designer.finding('CN102', 'db')).toBeVisible();
  await expect(designer.finding('CN104', 'cache')).toBeVisible();
  await designer.applyFix('CN104', 'cache');
  await expect(designer.finding('CN104', 'cache')).toHaveCount(0);
});

test('a notice is read aloud once', async ({ designer }) => {
  await designer.open(rooms, 'rooms.yaml');
  const read = designer.locator('[role=status], [aria-live]').getByText(/rooms\.yaml: 4 services/);
  await expect(read).toHaveCount(1);
});

test('a rule set changes how much findings weigh, and is remembered', async ({ designer }) => {
  const rules = designer.pane('findings').getByRole('combobox', { name: 'Rules' });
  const groups = () => designer.page.getByRole('tabpanel').locator('h3').allText().join(', ');
  const all = rows(designer).now().length;
  const before = groups();
  await choose(designer, rules, 'strict');
  // The rules run again after the choice stands.
  expect(await until(groups, (seen) => seen !== before)).not.toBe(before);
  // In this set one rule more is on.
  expect(rows(designer).now().length).toBeGreaterThan(all);
  await expect(designer.pane('findings').locator('[data-rule="CN509"]')).not.toHaveCount(0);
  expect(localStorage.getItem('bulkhead.rules')).toBe('strict');
  await choose(designer, rules, 'default');
  expect(await until(groups, (seen) => seen === before)).toBe(before);
  expect(localStorage.getItem('bulkhead.rules')).toBeNull();
});
