import type { Operation } from '../../../core/compose/operations/operation.ts';
import { parseOperation } from '../../../core/compose/operations/operation-text.ts';
import type { Choice, Result } from '../../../core/text/result.ts';
import type { RefusedEdit } from '../work/work-state.ts';

function names(operation: Operation): string {
  const service = 'service' in operation ? operation.service : '';
  const network = 'network' in operation ? operation.network : '';
  return JSON.stringify([operation.type, service, network]);
}

/** Returns the refused operations with the chosen one in place of the one that it answers, or alone when it answers none of them. */
export function resolveChoice(refused: RefusedEdit, choice: Choice): Result<readonly Operation[]> {
  const parsed = parseOperation(choice.operation);
  if (!parsed.ok) return parsed;
  const chosen = parsed.value;
  // `own` and `at-anchor` answer the operation that they hold.
  const answer = 'inner' in chosen ? chosen.inner : chosen;
  const at = refused.operations.findIndex((operation) => names(operation) === names(answer));
  if (at < 0) return { ok: true, value: [chosen] };
  return { ok: true, value: refused.operations.with(at, chosen) };
}
