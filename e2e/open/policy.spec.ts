// The content policy of the page: whatever a person does breaks none of it, and what is smuggled in does not run.

import { expect, test } from '../page/test.ts';
import { poll } from '../stacks/poll.ts';

declare global {
  interface Window {
    /** What broke the policy, in order. */
    broken: string[];
  }
}

test('no part of the page breaks the policy, and what is smuggled in does not run', async ({
  designer,
  page,
  provoked,
  complaints,
}) => {
  await page.evaluate(() => {
    window.broken = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      window.broken.push(effectiveDirective);
    });
  });
  await test.step('no part of the page breaks the policy', async () => {
    await designer.open(poll);
    for (const pane of ['findings', 'matrix', 'diff', 'intents', 'yaml'] as const)
      await designer.showPane(pane);
    await expect(designer.pane('yaml').locator('.cm-content')).toBeVisible();
    await page.keyboard.press('Control+k');
    await expect(designer.dialog().getByRole('combobox')).toBeFocused();
    await page.keyboard.press('Escape');
    await designer.text();
    await expect(page.getByText('downloaded').first()).toBeVisible();
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    expect(policy).not.toMatch(/unsafe|http/);
    expect(await page.evaluate(() => window.broken)).toEqual([]);
    // Nothing of a test is kept for later ones.
    expect(await page.evaluate(() => navigator.serviceWorker.getRegistrations())).toEqual([]);
    expect(complaints).toEqual([]);
  });
  await test.step('an inline script, an inline handler and another origin are stopped', async () => {
    provoked.push(/Content Security Policy|evil\.example/);
    const hurt = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.hurt = 1';
      document.body.append(script);
      const image = document.createElement('div');
      image.innerHTML = '<img src="data:," onerror="window.hurt = 1">';
      document.body.append(image);
      await fetch('https://evil.example/').catch(() => {});
      return 'hurt' in window;
    });
    expect(hurt).toBe(false);
    await expect
      .poll(() => page.evaluate(() => [...new Set(window.broken)].sort()))
      .toEqual(['connect-src', 'script-src-attr', 'script-src-elem']);
    expect(await page.evaluate(() => 'hurt' in window)).toBe(false);
  });
});
