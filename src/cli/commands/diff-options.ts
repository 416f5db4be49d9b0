// The options of `diff`, of one project and with `--host`.

import type { Engine } from '../../core/reach/reach-model.ts';
import type { HostCommandOptions } from '../input/host-options.ts';

export interface DiffOptions extends HostCommandOptions {
  readonly format: string;
  readonly against?: string;
  /** The Engine of the new side; the old side runs on that of `--engine`. */
  readonly engineTo?: Engine;
}
