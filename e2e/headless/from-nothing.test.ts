// The first screen, and a stack from nothing: containers, who needs whom, what answers outside, and the networks proposed from it.

import { expect, test } from './test.tsx';

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
