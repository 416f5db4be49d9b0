// The shape of what voids the isolation of a container. No computation here.

import type { Path } from '../../yaml/tree.ts';

/**
 * How far it leads: `host`: whoever has the container has the host; `network`: past the walls between networks; `weakens`:
 * one wall less for an attack that needs more; `unknown`: neighbours that this file does not name.
 */
export type EscapeGrade = 'host' | 'network' | 'weakens' | 'unknown';

/** One fact that voids isolation or weakens it. */
export interface Escape {
  /** P1–P12. */
  readonly rule: string;
  readonly grade: EscapeGrade;
  /** False where it depends on a value that is not known. */
  readonly certain: boolean;
  /** Plain words that go on after the service's name. */
  readonly text: string;
  readonly at: Path;
}
