// The options of `fleet`.

import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import type { HostCommandOptions } from '../../input/host-options.ts';

export interface FleetOptions {
  /** The file of the fleet, or its folder; without one, that of the working folder. */
  readonly fleet?: string;
  readonly contexts?: readonly string[];
  readonly write?: boolean;
  /** With `record`: reads the firewall as root, without a password. */
  readonly sudo?: boolean;
  /** With `record --write`: asks nobody. */
  readonly yes?: boolean;
}

/** The options with which the stacks of a fleet are read, when a call has none. */
export const loadOptions: HostCommandOptions = {
  engine: defaultReachOptions.engine,
  profile: [],
  envFile: [],
  stackFile: [],
  userlandProxy: true,
};
