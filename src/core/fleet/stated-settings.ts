// The Engine and the daemon's settings that a fleet's file states of a machine, where its record does not.

import type { Machine } from '../machine/machine.ts';
import { type DaemonOptions, DaemonSettingError, daemonOptions } from '../reach/daemon-settings.ts';
import { parseEngine } from '../reach/engine-kinds.ts';
import type { ReachOptions } from '../reach/reach-model.ts';
import type { StatedFleetMachine } from './stated-fleet.ts';

export interface StatedSettings {
  /** Null where the record, or nobody, says it. */
  readonly engine: ReachOptions['engine'] | null;
  readonly daemon: DaemonOptions | null;
  /** The keys of the machine that cannot be used, with the reason and advice. */
  readonly faults: readonly { readonly key: 'engine' | 'daemon'; readonly why: string }[];
}

/** Returns the settings that the file states of a machine with this record. */
export function statedSettings(
  { engine: release, daemon: members }: Pick<StatedFleetMachine, 'engine' | 'daemon'>,
  record: Machine | null,
): StatedSettings {
  const faults: { key: 'engine' | 'daemon'; why: string }[] = [];
  const engine = release === null || record?.engine !== undefined ? null : parseEngine(release);
  if (release !== null && record?.engine === undefined && engine === null)
    faults.push({
      key: 'engine',
      why: `${release} is no known release of an Engine. Write one in quotes: "29.7".`,
    });
  if (members === null || record?.daemon !== undefined) return { engine, daemon: null, faults };
  try {
    return { engine, daemon: daemonOptions(members), faults };
  } catch (error) {
    if (!(error instanceof DaemonSettingError)) throw error;
    faults.push({ key: 'daemon', why: `${error.message}. Write it in the daemon's form.` });
    return { engine, daemon: null, faults };
  }
}
