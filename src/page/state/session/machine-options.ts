// The machine that the page predicts for. It is among the options, as what it makes of reach; by its record it is kept, sent and edited.

import { MachineError } from '../../../core/machine/machine.ts';
import { optionsOnRecord } from '../../../core/machine/machine-model.ts';
import type { MachineRecord } from '../../../core/machine/project-record.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import type { Result } from '../../../core/text/result.ts';

/** Returns the record of the machine in `options`; null without one. */
export function machineRecord({ machine }: Pick<ReachOptions, 'machine'>): MachineRecord | null {
  const text = machine?.record ?? null;
  return machine === undefined || text === null ? null : { file: machine.assumed.from, text };
}

/** Returns `options` for the machine of `record`, with its Engine and daemon settings; a sentence when the record is invalid. */
export function onMachine<Options extends ReachOptions>(
  options: Options,
  { file, text }: MachineRecord,
): Result<ReachOptions, string> {
  try {
    return { ok: true, value: optionsOnRecord(options, text, file) };
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    return { ok: false, error: error.message };
  }
}
