import { useEffect, useState } from 'react';
import type { Operation } from '../../../core/compose/operations/operation.ts';
import { previewDetail } from '../../canvas/drag/drop-preview.ts';

/** The number of answers whose effect is worked out: those that are in sight. */
export const mostEffects = 8;

/** A change, with the service that it is about; null for another subject. */
export interface Change {
  readonly operations: readonly Operation[];
  readonly service: string | null;
}

/** Returns what lists of operations would do, in the words of a drag, by their key; one after the other, while the box stays as it is. */
export function useEffects(wanted: ReadonlyMap<string, Change>): ReadonlyMap<string, string> {
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map());
  const keys = [...wanted.keys()].slice(0, mostEffects).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the keys name the operations.
  useEffect(() => {
    const call = new AbortController();
    void (async () => {
      for (const key of keys === '' ? [] : keys.split('\n')) {
        if (call.signal.aborted) return;
        const change = wanted.get(key);
        if (change === undefined || known.has(key)) continue;
        const text = await previewDetail(change.operations, change.service, call.signal);
        if (!call.signal.aborted) setKnown((before) => new Map(before).set(key, text));
      }
    })();
    return () => call.abort();
  }, [keys]);
  return known;
}
