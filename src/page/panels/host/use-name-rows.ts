import { useMemo } from 'react';
import { type NameRow, nameRows } from '../../../core/ways-in/ways/name-rows.ts';
import type { WaysFacts } from '../../../core/ways-in/ways/ways-facts.ts';
import { useWork } from '../../state/use-store.ts';
import { drawnAnalysis, hostAnalysis, hostStacks } from '../../state/work/selectors.ts';
import type { WorkState } from '../../state/work/work-state.ts';

function waysOf(state: WorkState): WaysFacts | null {
  const analysis = hostStacks(state).length > 0 ? hostAnalysis(state) : drawnAnalysis(state);
  return analysis?.ways ?? null;
}

/** Returns the ways in of all stacks of the host, else of the open project; null where there is no proxy, or its files are not read yet. */
export function useWays(): WaysFacts | null {
  return useWork(waysOf);
}

/** True where a proxy or a tunnel routes names. */
export function useNamed(): boolean {
  return useWork((state) => waysOf(state) !== null);
}

/** Returns the rows of the table of names. */
export function useNameRows(): readonly NameRow[] {
  const facts = useWays();
  return useMemo(() => (facts === null ? [] : nameRows(facts.ways, facts.all())), [facts]);
}
