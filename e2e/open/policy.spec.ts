// The content policy of the page: whatever a person does breaks none of it, and what is smuggled in does not run.

import { expect, test } from '../page/test.ts';
import { poll } from '../stacks/poll.ts';

test.use({ ownPage: true });

test('no part of the page breaks the policy', async ({ designer, page }) => {
  await page.evaluate(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  await designer.open(poll);
  for (const pane of ['findings', 'matrix', 'yaml', 'diff', 'intents'] as const)
    await designer.showPane(pane);
  await designer.showPane('yaml');
  await expect(designer.pane('yaml').locator('.cm-content')).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(designer.dialog().getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Escape');
  await designer.text();
  await expect(page.getByText('downloaded').first()).toBeVisible();
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  expect(policy).not.toMatch(/unsafe|http/);
});

test('an inline script, an inline handler, eval and another origin are stopped', async ({
  designer,
  page,
  provoked,
}) => {
  provoked.push(/Content Security Policy|evil\.example/);
  await designer.open(poll);
  const stopped = await page.evaluate(async () => {
    const seen: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'window.hurt = 1';
    document.body.append(script);
    const image = document.createElement('div');
    image.innerHTML = '<img src="data:," onerror="window.hurt = 1">';
    document.body.append(image);
    await fetch('https://evil.example/').catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 200));
    return { seen: [...new Set(seen)].sort(), hurt: 'hurt' in window };
  });
  expect(stopped).toEqual({ seen: ['connect-src', 'script-src-attr', 'script-src-elem'], hurt: false });
});
