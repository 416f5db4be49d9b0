// What keeps a picture from being read, found by rectangles: names that are covered or cut, and heads that are.

import type { Page } from '@playwright/test';

/** Returns the names of cards, and the heads of lanes and places, that are covered or cut in the visible part of the canvas. */
export function unreadableNames(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const canvas = document.querySelector('.bh-canvas .react-flow')?.getBoundingClientRect();
    if (!canvas) return ['there is no canvas'];
    const keptLetters = 12;
    const tolerance = 1;

    interface Words {
      readonly text: string;
      readonly rect: DOMRect;
      /** The element that the words belong to: what lies in it covers none of them but by its signs. */
      readonly owner: Element;
    }
    /** The rectangles of the letters of an element, line by line. */
    const linesOf = (element: Element, owner: Element): Words[] => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const lines: Words[] = [];
      while (walker.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(walker.currentNode);
        const text = walker.currentNode.textContent ?? '';
        for (const rect of range.getClientRects()) if (rect.width > 0) lines.push({ text, rect, owner });
      }
      return lines;
    };
    const isInSight = ({ left, right, top, bottom }: DOMRect): boolean =>
      left >= canvas.left && right <= canvas.right && top >= canvas.top && bottom <= canvas.bottom;
    /** Letters stand within the middle of their line. */
    const meets = (a: DOMRect, b: DOMRect): boolean => {
      const inset = a.height * 0.2;
      return (
        a.left < b.right - tolerance &&
        b.left < a.right - tolerance &&
        a.top + inset < b.bottom - tolerance &&
        b.top < a.bottom - inset - tolerance
      );
    };
    const isShown = (element: Element): boolean => {
      const { visibility, opacity, display } = getComputedStyle(element);
      return visibility !== 'hidden' && display !== 'none' && Number(opacity) > 0.1;
    };
    const all = (selector: string): Element[] => [...document.querySelectorAll(selector)].filter(isShown);

    const names = all('.bh-card b').flatMap((name) => linesOf(name, name.closest('.bh-card') ?? name));
    const heads = all(
      '.bh-lane-title > b, .bh-headline, .bh-lane-head > small, .bh-caption > span, .bh-place-outside :is(b, small)',
    ).flatMap((head) => linesOf(head, head));

    const signs = all(
      '.bh-finding-count, .bh-card-signs > :not([hidden]), .bh-counts > span, .bh-plug-dot, .bh-tag, .bh-mark, .bh-reason > :last-child, .bh-new-tap, .bh-pin, .bh-kind, .bh-chips > *, .bh-lane-split, .bh-count, .bh-trunk-label > *',
    );
    const cards = all('.bh-card:not(.bh-boxed)');
    const textOf = (element: Element): string =>
      `${element.className.toString().split(' ')[0]} "${element.textContent?.trim().slice(0, 20)}"`;

    for (const words of [...names, ...heads]) {
      if (!isInSight(words.rect)) continue;
      const isName = words.owner.matches('.bh-card');
      for (const sign of signs) {
        if (sign.contains(words.owner)) continue;
        if (meets(words.rect, sign.getBoundingClientRect()))
          found.push(`${words.text} is covered by ${textOf(sign)}`);
      }
      for (const card of cards) {
        // A joined card lies in its owner's.
        if (card === words.owner || words.owner.matches('.bh-boxed')) continue;
        if (meets(words.rect, card.getBoundingClientRect()))
          found.push(`${words.text} is covered by the card ${card.getAttribute('aria-label')}`);
      }
      for (const other of [...names, ...heads]) {
        if (other.owner !== words.owner && meets(words.rect, other.rect))
          found.push(`${words.text} lies over ${other.text}`);
      }
      // Panels and notes stand above the canvas; a notice goes away by itself.
      const { left, right, top, bottom } = words.rect;
      const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      if (above && !above.closest('.react-flow__viewport, .react-flow__renderer, .bh-notices'))
        found.push(`${words.text} is covered by ${textOf(above)}`);
      if (isName) {
        const { right: end, left: start } = words.owner.getBoundingClientRect();
        if (right > end + tolerance || left < start - tolerance)
          found.push(`${words.text} reaches out of its card`);
      }
    }
    for (const name of all('.bh-card b')) {
      if (!isInSight(name.getBoundingClientRect())) continue;
      const text = name.textContent ?? '';
      const cut = text.indexOf('…');
      if (cut >= 0 && cut < keptLetters) found.push(`${name.getAttribute('title')} is cut to ${text}`);
      for (const line of name.children)
        if (line.scrollWidth > line.clientWidth + tolerance) found.push(`${text} is clipped`);
    }
    for (const head of all(
      '.bh-lane-title > b, .bh-headline, .bh-lane-head > small, .bh-caption, .bh-place-outside small',
    )) {
      if (!isInSight(head.getBoundingClientRect())) continue;
      if (head.scrollWidth > head.clientWidth + tolerance && head.clientWidth > 0)
        found.push(`the head ${head.textContent} is clipped`);
    }
    return [...new Set(found)];
  });
}
