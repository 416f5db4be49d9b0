// What a run measured, for `npm run proof`: one line of JSON each, into the file that BULKHEAD_PROOF names. Without it nothing is written.

import { appendFileSync } from 'node:fs';
import { settings } from './settings.ts';

/** One thing that was measured, or why it was not. */
export interface ProofLine {
  /** `Docker Engine 26.1.5`, `podman, Podman 5.4.2`. */
  readonly on: string;
  /** `who reaches whom, IPv4`. */
  readonly what: string;
  /** How many of what: `{ count: 9, of: 'topologies' }`. */
  readonly cases: { readonly count: number; readonly of: string };
  readonly equal: number;
  readonly different: number;
  /** What the model says that it does not know; compared with nothing. */
  readonly unknown: number;
  /** More of it in a sentence; '' for none. */
  readonly note?: string;
  /** Why it was not measured; absent where it was. */
  readonly skipped?: string;
}

/** Adds a line to the proof that is being made. */
export function recordProof(line: ProofLine): void {
  const file = process.env.BULKHEAD_PROOF;
  if (file === undefined || file === '') return;
  appendFileSync(file, `${JSON.stringify({ ...line, seed: settings.seed })}\n`);
}
