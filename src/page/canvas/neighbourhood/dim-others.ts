import { useEffect } from 'react';
import type { Visibility } from '../../../core/picture/overlays/overlay-shapes.ts';

const names = (cards: readonly string[]): string =>
  cards
    .flatMap((name) => [`[data-service="${CSS.escape(name)}"]`, `[data-leader="${CSS.escape(name)}"]`])
    .join(',');

/** Returns the rules that dim all other cards, by tokens of the style sheet (`card.css`). */
function rulesFor(shown: ReadonlyMap<string, Visibility>): string {
  const half = [...shown].flatMap(([name, how]) => (how === 'half' ? [name] : []));
  const rest = shown.size === 0 ? '' : `:not(:is(${names([...shown.keys()])}))`;
  const halfRule = half.length === 0 ? '' : `.bh-canvas .bh-card:is(${names(half)}){--card:var(--card-half)}`;
  return `.bh-canvas .bh-card${rest}{--card:var(--card-dimmed);--ink:var(--dim);--hue:var(--line-strong);--warn:var(--dim);--accent:var(--dim)}${halfRule}`;
}

/**
 * Dims every card except those of `shown`; null dims none. A style sheet does it, so that no card renders for it, and cards that scroll
 * into view later are dimmed, too.
 */
export function useDimmed(shown: ReadonlyMap<string, Visibility> | null): void {
  useEffect(() => {
    if (shown === null) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rulesFor(shown));
    document.adoptedStyleSheets.push(sheet);
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    };
  }, [shown]);
}
