import type { DaemonChoice } from '../reach/daemon-settings.ts';

/** The record of a machine, with the name of the file that it came from. */
export interface MachineRecord {
  readonly file: string;
  readonly text: string;
}

/** The settings under which a project is read, so that the page shows the same as the command. */
export interface ReadAs extends DaemonChoice {
  readonly order: readonly string[];
  readonly environment: readonly (readonly [string, string])[];
  readonly profiles: readonly string[];
  readonly engine: string;
  /** The machine that the project runs on, when its record is given. */
  readonly machine?: MachineRecord;
}
