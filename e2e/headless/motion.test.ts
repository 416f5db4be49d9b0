// A gesture moves the picture, and renders nothing on its way.

import { pass } from './locator.ts';
import { rendersOf } from './renders.ts';
import { expect, test } from './test.tsx';

const shop = `services:
  web: { image: nginx, ports: ["443:443"], networks: [front, back], depends_on: [api] }
  api: { image: example/api, networks: [back] }
  db: { image: postgres:16, networks: [back] }
networks: { front: {}, back: {} }
`;

const view = () => document.querySelector<HTMLElement>('.react-flow__viewport')?.style.transform;
const moving = () => document.querySelector('.bh-canvas')?.getAttribute('data-moving') ?? null;

/** Turns the wheel over the picture once. */
function turn(deltaY: number): void {
  const pane = document.querySelector('.react-flow__pane');
  const at = { clientX: 300, clientY: 200, bubbles: true, cancelable: true, view: window };
  pane?.dispatchEvent(new WheelEvent('wheel', { ...at, deltaY }));
}

/** The time after which a wheel counts as let go. */
const still = (): Promise<void> => pass(200);

test('the wheel moves the picture without a render, and all of the page knows it afterwards', async ({
  designer,
}) => {
  await designer.open(shop);
  const seen: (string | undefined)[] = [view()];
  const renders = await rendersOf(async () => {
    for (const deltaY of [-30, -30, 40]) {
      turn(deltaY);
      seen.push(view());
    }
    expect(moving()).toBe('zoom');
  });
  expect(new Set(seen).size).toBe(seen.length);
  expect([...renders.keys()]).toEqual([]);
  await still();
  expect([moving(), view()]).toEqual([null, seen.at(-1)]);
});

test('a press ends a gesture at once, and goes on from where the picture is', async ({ designer }) => {
  await designer.open(shop);
  turn(-60);
  const moved = view();
  await designer.press('f');
  expect(moving()).toBe(null);
  expect(view()).not.toBe(moved);
  turn(-60);
  await still();
});
