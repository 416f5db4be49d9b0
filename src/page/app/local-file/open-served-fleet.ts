// The machines of a fleet that the server of `bulkhead open` or `serve` sends.

import type { FleetRecord } from '../../../core/host/served-record.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import { loadFleetEngine } from '../../state/fleet/load-fleet-engine.ts';
import { fleetText } from '../../state/import/read-fleet.ts';
import type { OpenedMachine } from '../../state/work/opened-fleet.ts';
import { openFleet } from '../open/open-files.ts';
import { servedStack } from './served-stack.ts';

/** Opens the served fleet, predicted with `options` where no machine states others. */
export async function openServedFleet(
  { name, file, failed, machines }: FleetRecord,
  texts: ReadonlyMap<string, string>,
  options: ReachOptions,
): Promise<void> {
  const engine = await loadFleetEngine();
  const opened = machines.map(
    ({ name: machine, stacks, record, complete }): OpenedMachine => ({
      name: machine,
      complete,
      host: {
        engine: engine.hostEngine,
        name: machine,
        stacks: stacks.map((stack) => servedStack(stack, texts)),
        leftOut: [],
        failed: [],
        machine: record === null ? null : { file: record, text: texts.get(record) ?? '' },
      },
    }),
  );
  const text = fleetText(file, texts.get(file) ?? '');
  openFleet({ engine, name, text, machines: opened, failed }, options);
}
