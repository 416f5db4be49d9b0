import { lazy } from 'react';

/** The difference of two texts, with the editor's own parts: fetched at the first look at a change. */
export const LazyTextDiff = lazy(() =>
  import('../../editor/view/text-diff.tsx').then((module) => ({ default: module.TextDiff })),
);
