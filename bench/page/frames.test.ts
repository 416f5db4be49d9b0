import { describe, expect, it } from 'vitest';
import { changedFrames, changedPerSecond } from './frames.ts';

const frames = (...pictures: readonly string[]) =>
  pictures.map((picture, index) => ({ at: index * 16, picture }));

describe('frames in which the picture changed', () => {
  it.each([
    ['no frame', frames(), 0],
    ['one frame', frames('a'), 0],
    ['callbacks with nothing moving', frames('a', 'a', 'a', 'a'), 0],
    ['every frame another picture', frames('a', 'b', 'c'), 2],
    ['every second one', frames('a', 'a', 'b', 'b', 'c'), 2],
    ['there and back', frames('a', 'b', 'a'), 2],
  ])('%s: %#', (_, list, count) => {
    expect(changedFrames(list)).toBe(count);
  });

  it('are counted per second of the input, not per callback', () => {
    expect(changedPerSecond(frames('a', 'a', 'b', 'c'), 500)).toBe(4);
  });
});
