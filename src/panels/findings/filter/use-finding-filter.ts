import { useSyncExternalStore } from 'react';
import type { FindingFilter } from '../../../state/finding-filter.ts';
import { findingFilterStore } from '../../../state/page-stores.ts';

/** The filter as it is set. */
export function useFindingFilter(): FindingFilter {
  return useSyncExternalStore(findingFilterStore.subscribe, findingFilterStore.getState);
}
