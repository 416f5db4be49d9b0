import { useSyncExternalStore } from 'react';
import { type FindingFilter, findingFilterStore } from '../../../state/finding-filter.ts';

/** The filter as it is set. */
export function useFindingFilter(): FindingFilter {
  return useSyncExternalStore(findingFilterStore.subscribe, findingFilterStore.getState);
}
