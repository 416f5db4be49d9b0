// From literal files, by path, to a fleet, for the examples of rules: `bulkhead.fleet.yaml`, and the records and stacks that it names.

import { hostFacts } from '../host/host-facts.ts';
import { hostOfFiles } from '../host/host-of-files.ts';
import { readMachine } from '../machine/machine.ts';
import { optionsOnMachine } from '../machine/machine-model.ts';
import type { ReachOptions } from '../reach/reach-model.ts';
import { filesOf } from '../ways-in/files/literal-files.ts';
import { readWays } from '../ways-in/ways/read-ways.ts';
import { makeWaysReader } from '../ways-in/ways/ways-reader.ts';
import type { Fleet, FleetMachine } from './fleet.ts';
import { readFleetFile } from './fleet-file.ts';
import { fleetFileName, isAllInFiles, isOpaque } from './stated-fleet.ts';
import { onSwarm } from './swarm/swarm.ts';

/** Returns the fleet of `files`; every `compose.yaml` in the folder of a machine is a stack of it. */
export function fleetOfFiles(files: Readonly<Record<string, string>>, options: ReachOptions): Fleet {
  const file = readFleetFile(fleetFileName, files[fleetFileName] ?? '');
  const machines = new Map(
    [...file.machines].map(([name, stated]): [string, FleetMachine] => {
      const { stacks, record } = stated;
      const text = record === null ? undefined : files[record];
      const machine = text === undefined ? null : readMachine(text);
      if (isOpaque(stated)) return [name, { stated, facts: null, machine, complete: true }];
      const own = Object.entries(files).filter(([path]) => stacks !== null && path.startsWith(`${stacks}/`));
      const recorded = machine ? optionsOnMachine(options, machine, record ?? '') : options;
      const ownOptions = stated.swarm ? onSwarm(recorded) : recorded;
      const facts = hostFacts(
        {
          ...hostOfFiles(Object.fromEntries(own)),
          beside: makeWaysReader(readWays, filesOf(Object.fromEntries(own))),
        },
        { options: ownOptions },
      );
      const isRead = stacks === null ? machine !== null : own.length > 0;
      return [name, { stated, facts, machine, complete: isAllInFiles(stated) && isRead }];
    }),
  );
  return { file, machines };
}
