import { useMemo } from 'react';
import { hostName } from '../../../core/host/host.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { type Gates, gatesOf } from '../../../core/summary/gates.ts';
import { useWork } from '../../state/use-store.ts';
import { hostAnalysis, unfoldedId } from '../../state/work/selectors.ts';

/** Returns the gates of the drawn services; of an unfolded stack through all stacks of its host. Null when unknown. */
export function useGates({ ways }: Analysis): Gates | null {
  const stack = useWork(unfoldedId);
  const onHost = useWork((state) =>
    unfoldedId(state) === null ? null : (hostAnalysis(state)?.ways ?? null),
  );
  return useMemo(() => gatesThrough(ways, stack, onHost), [ways, stack, onHost]);
}

/** Returns the gates of a project, or of a stack through all stacks of its host. */
export function gatesThrough(
  ways: Analysis['ways'],
  stack: string | null,
  onHost: Analysis['ways'],
): Gates | null {
  if (stack !== null) return onHost && gatesOf(onHost, hostName(stack, ''));
  return ways && gatesOf(ways);
}
