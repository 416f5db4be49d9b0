// The first screen, and a stack from nothing: containers, who needs whom, what answers outside, and the networks proposed from it.

import { openAlone } from '../../src/core/compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../../src/core/reach/default-reach-options.ts';
import { analyze } from '../../src/core/rules/all-rules.ts';
import type { Designer } from './designer.ts';
import { expect, test } from './test.tsx';

/** Asserts that the written file connects the two needed pairs and no other, lets only web answer, and has no error. */
async function expectNeedsAndNothingElse(designer: Designer, api: string): Promise<void> {
  const { reach, findings } = analyze(openAlone(await designer.text()), defaultReachOptions);
  const connected = reach.services.flatMap((from) =>
    reach.services.filter((to) => from !== to && reach.reaches(from, to)).map((to) => `${from} ${to}`),
  );
  // Who publishes a port answers everybody who has a way out.
  const needs = [`web ${api}`, `${api} web`, `${api} database`, `database ${api}`];
  expect(connected.sort()).toEqual(needs.sort());
  expect(reach.services.filter((name) => reach.facts.get(name)?.fromOutside)).toEqual(['web']);
  expect(reach.services.filter((name) => reach.facts.get(name)?.egress === false)).toEqual(['database']);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
}

test.describe('the first screen', () => {
  test('the sample is the first thing after the skip link, and one press', async ({ designer }) => {
    const links = [...document.querySelectorAll('a[href], button:not([disabled])')].slice(0, 2);
    expect(links.map((link) => link.textContent)).toEqual(['Skip to the picture', 'See a sample']);
    await designer.locator('[data-skip-to-sample]').click();
    await expect(designer.card('proxy')).toBeVisible();
    await expect(designer.locator('[data-skip-to-sample]')).toHaveCount(0);
    await expect(designer.locator('.bh-start')).toHaveCount(0);
  });

  test('says how a stack is drawn from nothing, and what is assumed in words', async ({ designer }) => {
    await expect(designer.locator('.bh-start-steps')).toContainText('Draw who needs whom');
    await expect(designer.locator('.bh-assumptions')).toContainText('Docker 29,no .env,project name unknown');
  });
});

test('by gestures: three containers, two arrows, one port, and the networks that follow', async ({
  designer,
}) => {
  await designer.dragPalette('web', designer.lane('front'));
  await designer.dragPalette('app', designer.lane('mid'));
  await designer.dragPalette('database', designer.lane('back'));
  await expect(designer.locator('[data-propose-offer]')).toHaveCount(0);

  await designer.holdNeedOver('web', 'app');
  await expect(designer.tip).toContainText('web needs app');
  await expect(designer.tip).toContainText('No network carries it yet');
  await designer.drop();
  await designer.holdNeedOver('web', 'app');
  await expect(designer.tip).toContainText('web needs app already');
  await designer.drop();
  await designer.holdNeedOver('app', 'database');
  await designer.drop();
  expect((await designer.text()).match(/must:/g)).toHaveLength(2);
  await designer.press('Escape');
  await designer.lane('front').hover();
  await expect(designer.locator('[data-need="web app"]')).toHaveCount(1);
  await expect(designer.locator('[data-need-state="missing"]')).toHaveAttribute('data-count', '2');
  await expect(designer.locator('[data-propose-offer]')).toContainText('2 needs have no network');

  await designer.card('web').click({ button: 'right' });
  await designer.menuItem(/Only this one from outside/).click();
  await designer.press('Enter');
  await expect(designer.locator('[data-trunk="unknown"], [data-trunk="outside"]')).toHaveCount(1);

  await designer.command('propose-networks').click();
  await expect(designer.locator('[data-proposed-network="front"]')).toContainText(
    'web needs app; not internal, since web publishes a port.',
  );
  await expect(designer.locator('[data-proposed-network="back"]')).toContainText(
    'app needs database; internal, since neither needs a way out.',
  );
  await designer.command('apply-networks').click();
  await expect(designer.locator('[data-propose-offer]')).toHaveCount(0);
  await designer.card('app').hover();
  await expect(designer.locator('[data-need]')).toHaveCount(2);
  await expectNeedsAndNothingElse(designer, 'app');
  // Three containers, two arrows, a port and the networks: a step each.
  expect(await designer.undoAll()).toBe(7);
});

test('by keyboard: n and a, the menu of a card, and the proposal', async ({ designer }) => {
  const type = async (key: string, label: RegExp, text: string): Promise<void> => {
    await designer.press(key);
    await designer.page.getByLabelText(label).fill(text);
    await designer.press('Enter');
    await designer.press('Escape');
  };
  for (const text of ['web nginx', 'api node:22', 'database'])
    await type('n', /Add a container or network/, text);
  await type('a', /Who needs whom/, 'web -> api');
  await designer.press('a');
  await designer.page.getByLabelText(/Who needs whom/).fill('web -> cache');
  await designer.press('Enter');
  await expect(designer.locator('.bh-field')).toContainText("There is no container 'cache'.");
  await designer.press('Escape');

  await designer.card('api').focus();
  await designer.press('m');
  await designer.menuItem('api needs …').press('Enter');
  await designer.menuItem('api needs database').press('Enter');
  await designer.card('api').focus();
  await designer.press('m');
  await designer.menuItem('api needs …').press('Enter');
  await expect(designer.menuItem('api no longer needs database')).toHaveCount(1);
  await designer.press('Escape');
  await expect(designer.locator('[data-propose-offer]')).toHaveCount(1);

  await designer.search('Propose networks');
  await expect(designer.locator('[data-proposed-network]')).toHaveCount(2);
  await designer.command('apply-networks').press('Enter');
  await designer.follow('#focus=web');
  await designer.search('Only this one from outside');
  await designer.press('Enter');
  await expectNeedsAndNothingElse(designer, 'api');
});

test('proposed networks are renamed and merged, and each merge says what it opens', async ({ designer }) => {
  await designer.open(
    `services:
  web: { image: nginx, depends_on: [api], ports: ["8080:80"] }
  api: { image: "node:22", environment: { DB: "postgres://db/app" } }
  db: { image: "postgres:16" }
`,
  );
  await designer.search('Propose networks');
  const proposed = (name: string) => designer.locator(`[data-proposed-network="${name}"]`);
  await proposed('back').getByRole('textbox').fill('data');
  await expect(proposed('data')).toContainText('api needs db');
  await proposed('front').getByRole('textbox').fill('data');
  await expect(designer.dialog()).toContainText('Two networks are named data.');
  await expect(designer.command('apply-networks')).toBeDisabled();
  await proposed('data').nth(0).getByRole('textbox').fill('room');

  await proposed('data').getByRole('combobox').click();
  await designer.page.getByRole('option', { name: 'room: opens 1 pair' }).click();
  await expect(proposed('data')).toHaveCount(0);
  await expect(proposed('room')).toContainText('It allows one more pair without a need: web-db.');
  await expect(designer.command('apply-networks')).toBeEnabled();
  await designer.command('apply-networks').click();
  const { reach } = analyze(openAlone(await designer.text()), defaultReachOptions);
  expect([...reach.facts.values()].map(({ networks }) => networks)).toEqual([['room'], ['room'], ['room']]);
});
