// The options of `firewall`, of one project, with `--host` and with `--fleet`, and the record that goes with them.

import type { Machine } from '../../core/machine/machine.ts';
import type { ReachOptions } from '../../core/reach/reach-model.ts';
import type { HostCommandOptions } from '../input/host-options.ts';

export interface FirewallOptions extends HostCommandOptions {
  readonly backend?: ReachOptions['firewallBackend'];
  readonly interface?: string;
  readonly report?: 'pretty' | 'json';
  readonly systemd?: boolean;
  /** The folder that gets a script for each machine of a fleet. */
  readonly into?: string;
}

/** A machine with the name of the record that describes it. */
export interface KnownMachine {
  readonly machine: Machine;
  readonly from: string;
}
