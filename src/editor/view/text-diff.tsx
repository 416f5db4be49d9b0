import { useEffect, useRef } from 'react';
import { shadowRootOf } from '../shadow-root.ts';
import { createTextDiff, type DiffLayout } from './create-text-diff.ts';

interface TextDiffProps {
  readonly before: string;
  readonly after: string;
  readonly layout: DiffLayout;
}

/** What changed between two texts. */
export function TextDiff({ before, after, layout }: TextDiffProps) {
  const element = useRef<HTMLDivElement>(null);
  const scrolled = useRef(0);
  useEffect(() => {
    if (element.current === null) return;
    const { scroller, destroy } = createTextDiff(shadowRootOf(element.current), before, after, layout);
    // Drawn again after each change; the scroll position stays.
    scroller.scrollTop = scrolled.current;
    return () => {
      scrolled.current = scroller.scrollTop;
      destroy();
    };
  }, [before, after, layout]);
  return <div ref={element} className="bh-text-diff" />;
}
