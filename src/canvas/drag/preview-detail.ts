import type { Operation } from '../../core/compose/operations/operation.ts';
import { sessionStore } from '../../state/session-store.ts';
import { previewLines } from './preview-lines.ts';

const most = 2;

/** What operations would change, in one short line for a menu. */
export function previewDetail(operations: readonly Operation[]): string {
  const preview = sessionStore.getState().preview(operations);
  if (!preview.ok) return preview.error.message;
  return previewLines(preview.value)
    .slice(0, most)
    .map((line) => line.text)
    .join(' · ');
}
