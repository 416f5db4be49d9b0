import { useSyncExternalStore } from 'react';
import { findingFilterStore } from '../../../state/page-stores.ts';
import type { FindingFilter } from '../../../state/ui/finding-filter.ts';

/** The filter as it is set. */
export function useFindingFilter(): FindingFilter {
  return useSyncExternalStore(findingFilterStore.subscribe, findingFilterStore.getState);
}
