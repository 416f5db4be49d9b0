// For tests only: a failing file made small, line by line, as long as it fails in the same way.

import { openDocument } from '../../open-document.ts';
import type { Operation } from '../../operations/operation.ts';
import { checkEdit } from './check-edit.ts';

export interface Example {
  readonly text: string;
  readonly operations: readonly Operation[];
}

/** Returns the smallest example found; `failure` begins with the name of the property. */
export function shrink(example: Example, failure: string): Example {
  const property = failure.split(':', 1)[0] ?? '';
  let best = example;
  for (const operation of example.operations) {
    const fewer = best.operations.filter((other) => other !== operation);
    if (fewer.length > 0 && fails({ ...best, operations: fewer }, property))
      best = { ...best, operations: fewer };
  }
  for (let size = 16; size >= 1; size = size >> 1) {
    let again = true;
    while (again) {
      again = false;
      const lines = best.text.split(/(?<=\n)/);
      for (let at = 0; at < lines.length; at += size) {
        const text = [...lines.slice(0, at), ...lines.slice(at + size)].join('');
        if (!fails({ ...best, text }, property)) continue;
        best = { ...best, text };
        again = true;
        break;
      }
    }
  }
  return best;
}

function fails({ text, operations }: Example, property: string): boolean {
  const document = openDocument(text);
  if (document.stale) return false;
  const outcome = checkEdit(document, operations);
  return outcome.kind === 'failed' && outcome.failure.startsWith(`${property}:`);
}
