import { useMemo } from 'react';
import { type AddressRow, addressRows } from '../../../core/host/address-rows.ts';
import { type NameRow, nameRows } from '../../../core/ways-in/ways/name-rows.ts';
import { hasPrograms } from '../../../core/ways-in/ways/program-of.ts';
import type { WaysFacts } from '../../../core/ways-in/ways/ways-facts.ts';
import { useWork } from '../../state/use-store.ts';
import { drawnAnalysis, hostAnalysis, hostStacks } from '../../state/work/selectors.ts';
import type { WorkState } from '../../state/work/work-state.ts';

/** Returns the analysis of all stacks of the host, else of the open project. */
const askedOf = (state: WorkState) =>
  hostStacks(state).length > 0 ? hostAnalysis(state) : drawnAnalysis(state);

/** The names and addresses of the open host or project. */
export interface NameTables {
  /** The ways in; null where there is no proxy, or its files are not read yet. */
  readonly ways: WaysFacts | null;
  /** True where a proxy or a tunnel may route names. */
  readonly routed: boolean;
  readonly names: readonly NameRow[];
  readonly addresses: readonly AddressRow[];
}

/** Returns the tables of all stacks of the host, else of the open project; empty while nothing is open. */
export function useNameTables(): NameTables {
  const analysis = useWork(askedOf);
  return useMemo(() => {
    if (analysis === null) return { ways: null, routed: false, names: [], addresses: [] };
    const { ways } = analysis;
    return {
      ways,
      routed: hasPrograms(analysis.topology),
      names: ways === null ? [] : nameRows(ways.ways, ways.all()),
      addresses: addressRows(analysis, ways),
    };
  }, [analysis]);
}
