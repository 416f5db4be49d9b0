import { useMemo } from 'react';
import { hostName } from '../../../core/host/host.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { type Gates, gatesOf } from '../../../core/summary/gates.ts';
import { useHost } from '../../state/use-store.ts';

/** Who gets in to the services of the picture; of the unfolded stack of a host through all its stacks. Null where that is not known. */
export function useGates({ ways }: Analysis): Gates | null {
  const stack = useHost((state) => state.unfolded);
  const onHost = useHost((state) => (state.unfolded === null ? null : (state.analysis?.ways ?? null)));
  return useMemo(() => {
    if (stack !== null) return onHost && gatesOf(onHost, hostName(stack, ''));
    return ways && gatesOf(ways);
  }, [ways, stack, onHost]);
}
