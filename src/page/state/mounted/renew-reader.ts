// Whoever was told what a file holds asks again once the file is there.

import { makeWaysReader, waysReaderOf } from '../../../core/ways-in/ways/ways-reader.ts';
import type { WorkStore } from '../work/work-store.ts';
import type { MountedStore } from './mounted-files.ts';

/** Replaces the reader by an equal one, so that everything derived from it is recomputed; does nothing without a reader. */
export function renewReader(work: WorkStore): void {
  const reader = waysReaderOf(work.getState().beside);
  if (reader !== null) work.setBeside(makeWaysReader(reader.read, reader.files));
}

/** Forgets the mounted files when another project is opened. */
export function forgetWithProject(mounted: MountedStore, work: WorkStore): void {
  work.subscribe((now, before) => {
    if (now.opening === before.opening) return;
    const { sources, missing } = mounted.getState();
    mounted.getState().forget();
    if (sources.size > 0 || missing.length > 0) renewReader(work);
  });
}
