import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followLongPress } from './long-press.ts';

describe('a finger that rests', () => {
  let stop: AbortController;
  let root: HTMLElement;
  const onHeld = vi.fn<(press: PointerEvent) => void>();
  const onClick = vi.fn();
  beforeEach(() => {
    vi.useFakeTimers();
    onHeld.mockClear();
    onClick.mockClear();
    stop = new AbortController();
    root = document.createElement('div');
    const card = root.appendChild(document.createElement('button'));
    card.addEventListener('click', onClick);
    followLongPress(root, stop.signal, onHeld);
  });
  afterEach(() => {
    stop.abort();
    vi.useRealTimers();
  });
  const send = (type: string, at: Partial<PointerEventInit> = {}) =>
    root.firstElementChild?.dispatchEvent(
      new PointerEvent(type, {
        bubbles: true,
        pointerType: 'touch',
        isPrimary: true,
        clientX: 40,
        clientY: 50,
        ...at,
      }),
    );

  it('asks for the menu where it is, and its release presses nothing', () => {
    send('pointerdown');
    vi.advanceTimersByTime(600);
    expect(onHeld).toHaveBeenCalledTimes(1);
    expect(onHeld.mock.calls[0]?.[0]).toMatchObject({ clientX: 40, clientY: 50 });
    send('pointerup');
    send('click');
    expect(onClick).not.toHaveBeenCalled();
    send('pointerdown');
    send('pointerup');
    send('click');
    expect(onClick).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['pans', () => send('pointermove', { clientX: 60 })],
    ['is lifted', () => send('pointerup')],
    ['gets the menu of the browser', () => send('contextmenu')],
    ['is joined by a second one', () => send('pointerdown', { isPrimary: false })],
  ])('asks for none when it %s', (_, act) => {
    send('pointerdown');
    vi.advanceTimersByTime(300);
    act();
    vi.advanceTimersByTime(600);
    expect(onHeld).not.toHaveBeenCalled();
  });

  it('asks for none of a mouse', () => {
    send('pointerdown', { pointerType: 'mouse' });
    vi.advanceTimersByTime(600);
    expect(onHeld).not.toHaveBeenCalled();
  });
});
