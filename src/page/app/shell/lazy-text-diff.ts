import { lazy } from 'react';

/** The view of the difference between two texts, fetched at its first use. */
export const LazyTextDiff = lazy(() =>
  import('../../editor/view/text-diff.tsx').then((module) => ({ default: module.TextDiff })),
);
