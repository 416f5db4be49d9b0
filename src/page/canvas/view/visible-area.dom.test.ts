import { afterEach, describe, expect, it } from 'vitest';
import { coverRefs, freePart, lastingArea, visibleArea } from './visible-area.ts';

const canvas = { x: 0, y: 0, width: 1000, height: 600 };

describe('the part of the canvas that nothing covers', () => {
  it('is all of it, and beside a cover the larger rest', () => {
    expect(freePart(canvas, [])).toEqual(canvas);
    const legend = { x: 700, y: 10, width: 290, height: 400 };
    expect(freePart(canvas, [legend])).toEqual({ x: 0, y: 0, width: 700, height: 600 });
    const sheet = { x: 0, y: 300, width: 1000, height: 300 };
    expect(freePart(canvas, [sheet])).toEqual({ x: 0, y: 0, width: 1000, height: 300 });
  });

  it('is clear of several covers at once', () => {
    const legend = { x: 700, y: 10, width: 290, height: 300 };
    const overview = { x: 780, y: 440, width: 200, height: 150 };
    expect(freePart(canvas, [legend, overview])).toEqual({ x: 0, y: 0, width: 700, height: 600 });
  });

  it('is all of it when covers leave nothing to look at', () => {
    expect(freePart(canvas, [{ x: 0, y: 50, width: 1000, height: 550 }])).toEqual(canvas);
  });
});

describe('what lies over the canvas', () => {
  const stops: (() => void)[] = [];
  const put = (owner: keyof typeof coverRefs, box: DOMRect): void => {
    const element = document.createElement('div');
    element.getBoundingClientRect = () => box;
    const stop = coverRefs[owner](element);
    if (typeof stop === 'function') stops.push(stop);
  };
  const picture = document.createElement('div');
  picture.getBoundingClientRect = () => new DOMRect(50, 100, 1000, 600);
  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
  });

  it('counts from when it is mounted until it goes; a notice moves no picture', () => {
    put('notices', new DOMRect(50, 620, 1000, 80));
    expect(visibleArea(picture)).toEqual({ x: 0, y: 0, width: 1000, height: 520 });
    expect(lastingArea(picture)).toEqual({ x: 0, y: 0, width: 1000, height: 600 });
    put('legend', new DOMRect(750, 100, 300, 400));
    expect(lastingArea(picture)).toEqual({ x: 0, y: 0, width: 700, height: 600 });
    stops.at(-1)?.();
    expect(lastingArea(picture)).toEqual({ x: 0, y: 0, width: 1000, height: 600 });
  });
});
