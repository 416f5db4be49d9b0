import { useMemo } from 'react';
import { type NameRow, nameRows } from '../../../core/ways-in/ways/name-rows.ts';
import type { WaysFacts } from '../../../core/ways-in/ways/ways-facts.ts';
import { useHost, useSession } from '../../state/use-store.ts';

function waysOf({
  analysis,
}: {
  readonly analysis: { readonly ways: WaysFacts | null } | null;
}): WaysFacts | null {
  return analysis?.ways ?? null;
}

/** The ways in of all stacks of the host, else of the open project; null where nothing is a proxy, or it is not read yet. */
export function useWays(): WaysFacts | null {
  const onHost = useHost((state) => (state.stacks.length > 0 ? waysOf(state) : undefined));
  const alone = useSession(waysOf);
  return onHost === undefined ? alone : onHost;
}

/** Whether there is anything that lets names in. */
export function useNamed(): boolean {
  const onHost = useHost((state) => (state.stacks.length > 0 ? waysOf(state) !== null : undefined));
  const alone = useSession((state) => waysOf(state) !== null);
  return onHost ?? alone;
}

/** Which name leads where. */
export function useNameRows(): readonly NameRow[] {
  const facts = useWays();
  return useMemo(() => (facts === null ? [] : nameRows(facts.ways, facts.all())), [facts]);
}
