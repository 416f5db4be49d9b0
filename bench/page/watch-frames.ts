// Notes what each frame of the canvas shows, inside the page.

import type { Page } from '@playwright/test';
import type { Frame } from './frames.ts';

interface Watched extends Window {
  benchFrames?: { readonly at: number; readonly picture: string }[];
  benchWatching?: boolean;
}

/** Starts recording frames: the position of the view, the ghost of a drag, and the tip of the drag. */
export function watchFrames(page: Page): Promise<void> {
  return page.evaluate(() => {
    const watched = window as Watched;
    const frames: Frame[] = [];
    watched.benchFrames = frames;
    watched.benchWatching = true;
    const view = document.querySelector<HTMLElement>('.react-flow__viewport');
    const note = (at: number): void => {
      if (watched.benchWatching !== true) return;
      const ghost = document.querySelector<HTMLElement>('.bh-ghost');
      const tip = document.querySelector<HTMLElement>('.bh-tip');
      const picture = [view?.style.transform, ghost?.style.transform, tip?.textContent].join(' | ');
      frames.push({ at, picture });
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
}

/** Stops recording; returns the frames in order. */
export function watchedFrames(page: Page): Promise<readonly Frame[]> {
  return page.evaluate(() => {
    const watched = window as Watched;
    watched.benchWatching = false;
    return watched.benchFrames ?? [];
  });
}
