// A fleet takes the place of all that was open.

import { isOpaque } from '../../../core/fleet/stated-fleet.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import { pageStack, pageStacks, stackInput } from '../host/page-stack.ts';
import { optionsOfMachine, readFleetText } from './fleet.ts';
import { openedAfter } from './open.ts';
import type { FleetPart, MachinePart, OpenedFleet } from './opened-fleet.ts';
import type { WorkState } from './work-state.ts';

/** Opens a fleet with `options` where no machine states others; all its machines are folded. */
export function openFleet(before: WorkState, opened: OpenedFleet, options: ReachOptions): WorkState {
  const { engine, name, failed } = opened;
  const { hostEngine } = engine;
  let lastKey = before.lastKey + 1;
  const text = pageStack(opened.text, lastKey);
  const file = readFleetText(engine, text.session, null);
  const machines = new Map<string, MachinePart>();
  for (const { name: machine, host, complete } of opened.machines) {
    const stated = file.machines.get(machine);
    // A laptop or a printer has addresses, and nothing that is read.
    if (stated === undefined || isOpaque(stated)) continue;
    const given = pageStacks({ schema: before.schema, lastKey }, host.stacks);
    lastKey = given.lastKey;
    const { stacks: ids } = hostEngine.openHost(given.stacks.map(stackInput));
    const { stacks: _, machine: record = null, ...part } = host;
    machines.set(machine, {
      host: { file: null, live: null, ...part, analysis: null, analyzing: false },
      stacks: given.stacks.map((stack, index) => ({ ...stack, id: ids[index]?.id ?? '' })),
      options: optionsOfMachine(engine, options, stated, record),
      record: record?.file ?? null,
      complete,
    });
  }
  const all = [text, ...[...machines.values()].flatMap(({ stacks }) => stacks)];
  const fleet: FleetPart = {
    ...{ engine, name, file, text, machines, options, failed },
    ...{ machine: null, analysis: null, analyzing: true, checked: false },
  };
  return { ...openedAfter(before, all, { stale: false }), stacks: [], lastKey, fleet, options };
}
