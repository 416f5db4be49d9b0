import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followHand, handStore, whenHandRests } from './hand.ts';

let picture: HTMLElement;
let menu: HTMLElement;
let stop: () => void;
const press = (target: HTMLElement): void => {
  target.dispatchEvent(new Event('pointerdown', { bubbles: true }));
  target.dispatchEvent(new Event('pointerup', { bubbles: true }));
  target.dispatchEvent(new Event('click', { bubbles: true }));
};

beforeEach(() => {
  vi.useFakeTimers();
  picture = document.body.appendChild(document.createElement('main'));
  menu = document.body.appendChild(document.createElement('menu'));
  stop = followHand(picture);
});

afterEach(() => {
  stop();
  document.body.replaceChildren();
  vi.useRealTimers();
});

test('a press on the picture holds what would move it until a second click can no longer belong to it', () => {
  const act = vi.fn();
  press(picture);
  whenHandRests(act);
  vi.advanceTimersByTime(299);
  expect(act).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(act).toHaveBeenCalledOnce();
});

test('a click elsewhere, as on a menu of the picture, ends the wait', () => {
  press(picture);
  press(menu);
  expect(handStore.getState().busy).toBe(false);
});
