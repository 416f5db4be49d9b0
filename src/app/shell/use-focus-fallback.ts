import { useEffect } from 'react';
import { focusPicture } from '../../commands/focus-picture.ts';
import { uiStore } from '../../state/page-stores.ts';

const focusable =
  ':is(a[href], button, input, select, textarea, summary, [tabindex="0"]):not(:disabled, [tabindex="-1"], [type="file"], [aria-hidden="true"])';

function isInSight(element: Element): boolean {
  return element.closest('[hidden], [inert]') === null && (element.checkVisibility?.() ?? true);
}

function isUsable(element: Element): boolean {
  return element.isConnected && !element.matches(':disabled') && isInSight(element);
}

/** The nearest of `around`, innermost first, that still contains something to focus; null where only the page as a whole does. */
function nearestIn(around: readonly Element[]): HTMLElement | null {
  for (const element of around) {
    if (!element.isConnected) continue;
    if (element.matches('#canvas, .bh-shell') || element.querySelector('.bh-shell') !== null) return null;
    const found = [...element.querySelectorAll<HTMLElement>(focusable)].find(isInSight);
    if (found !== undefined) return found;
  }
  return null;
}

/**
 * When what holds the focus goes away (a panel that closes, a card that is deleted, a button that has nothing left to do), the
 * focus goes to what is nearest, at last to the picture; it never falls to the body, where the next key would begin anew.
 */
export function useFocusFallback(): void {
  useEffect(() => {
    /** The element that was focused last, then its ancestors, innermost first. */
    let path: readonly Element[] = [];
    let frame = 0;

    function onFocusIn({ target }: FocusEvent): void {
      if (target === document.body) return;
      const found: Element[] = [];
      for (let at = target instanceof Element ? target : null; at !== null; at = at.parentElement)
        found.push(at);
      path = found;
    }
    function check(): void {
      const { activeElement, body } = document;
      const [last, ...around] = path;
      if ((activeElement !== body && activeElement !== null) || last === undefined || isUsable(last)) return;
      const next = nearestIn(around);
      if (next === null) focusPicture(uiStore);
      else next.focus({ preventScroll: true });
    }
    const observer = new MutationObserver(() => {
      const { activeElement, body } = document;
      if (activeElement !== body && activeElement !== null && isUsable(activeElement)) return;
      check();
      // An element that is hidden or disabled loses the focus only when the page is next painted.
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(check);
      });
    });
    document.addEventListener('focusin', onFocusIn);
    observer.observe(document.body, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['disabled', 'hidden', 'inert'],
    });
    return () => {
      document.removeEventListener('focusin', onFocusIn);
      observer.disconnect();
      cancelAnimationFrame(frame);
    };
  }, []);
}
