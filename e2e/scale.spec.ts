// 300 unlike services: all can be found, few are in the page at a time, one change draws one card. What a move in a large file writes is
// in `large.spec.ts`.

import { expect, test } from './page/test.ts';
import { unlike, unlikeNames } from './stacks/unlike.ts';

const count = 300;

test('only what is in view is in the page, the address brings a service anywhere into view, a change draws one card', async ({
  designer,
  page,
}) => {
  await designer.open(unlike(count));
  await test.step('only what is in view is in the page', async () => {
    await expect(await designer.aboutFile()).toContainText(`${count}services`);
    const drawn = await designer.cards().count();
    expect(drawn).toBeGreaterThan(5);
    expect(drawn).toBeLessThan(count / 2);
  });
  await test.step('a service anywhere is brought into view by the address', async () => {
    const canvas = page.getByRole('region', { name: 'Picture of the networks' });
    const view = await canvas.evaluate((element) => element.getBoundingClientRect().toJSON());
    const missing = await page.evaluate(
      async ([names, { left, top, right, bottom }]) => {
        const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
        const lost: string[] = [];
        for (const name of names) {
          window.location.hash = `focus=${name}`;
          let seen = false;
          for (let frames = 0; frames < 60 && !seen; frames++) {
            await frame();
            const box = document.querySelector(`[data-service="${name}"]`)?.getBoundingClientRect();
            seen =
              box !== undefined &&
              box.left >= left &&
              box.right <= right &&
              box.top >= top &&
              box.bottom <= bottom;
          }
          if (!seen) lost.push(name);
        }
        return lost;
      },
      // All of them take most of a minute; a step that shares no factor with lanes and rows meets each kind of place.
      [unlikeNames(count).filter((_, index) => index % 41 === 0), view] as const,
    );
    expect(missing).toEqual([]);
  });
  await test.step('a capability dropped draws exactly one card', async () => {
    await designer.focus('api-1');
    await expect(designer.card('api-1')).toBeVisible();
    const inspector = await designer.inspect('api-1');
    // Cards that come into view because the canvas grows are no renders of the change.
    const renders = () =>
      page
        .locator('[data-card-renders]')
        .evaluate(
          (root) =>
            Number(root.getAttribute('data-card-renders')) - Number(root.getAttribute('data-card-mounts')),
        );
    await inspector.getByRole('checkbox', { name: /^NET_RAW/ }).scrollIntoViewIfNeeded();
    const before = await renders();
    await inspector.getByRole('checkbox', { name: /^NET_RAW/ }).uncheck();
    await expect.poll(renders).toBe(before + 1);
    await expect(designer.card('api-1')).toContainText('13 caps');
    await designer.undo();
    await expect.poll(renders).toBe(before + 2);
  });
});
