// What stands on the Engine to be measured: one compose file, or several projects that share networks.

import type { Family } from '../../src/core/analysis/reach/reach-model.ts';
import type { Deployed } from './deploy.ts';
import type { Lab } from './lab.ts';
import type { Facts } from './measure.ts';

export interface Specimen {
  readonly name: string;
  /** All its files, to be shown where something differs. */
  readonly text: string;
  /** The families to ask in. */
  readonly families: readonly Family[];
  /** The words that every service is asked to look up, to see who answers. */
  readonly words: readonly string[];
  bringUp(lab: Lab): Promise<readonly Deployed[]>;
  /** Takes it down again, also what only half came up. */
  takeDown(lab: Lab): Promise<void>;
  /** What the analyzer says of it on the Engine `version`. */
  predict(lab: Lab, version: string): Facts;
}
