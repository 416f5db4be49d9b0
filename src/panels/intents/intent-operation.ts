import type { Intent } from '../../core/analysis/intents/intent.ts';
import type { Operation } from '../../core/compose/operations/operation.ts';
import { hasTwoSides, type IntentKind } from '../../core/compose/project/read/read-intents.ts';

/** The operations that remove a statement. An `exposed` is removed port by port. */
export function removeIntent(intent: Intent): readonly Operation[] {
  if (intent.kind === 'exposed') {
    return intent.ports.map(({ text }) => ({ type: 'unintent', kind: 'exposed', text }));
  }
  return [{ type: 'unintent', kind: intent.kind, text: intent.text.slice(intent.kind.length + 1).trim() }];
}

/** The operation that states an intent; null where a side is empty. */
export function stateIntent(kind: IntentKind, from: string, to: string): Operation | null {
  const [left, right] = [from.trim(), to.trim()];
  if (left === '') return null;
  if (hasTwoSides(kind)) {
    return right === '' ? null : { type: 'intent', kind, text: `${left} -> ${right}` };
  }
  return { type: 'intent', kind, text: left };
}
