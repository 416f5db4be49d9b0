import { connectJson } from '../../core/export/connect/connect-report.ts';
import { fleetCheckJson, withFindings } from '../../core/export/fleet/fleet-check.ts';
import { fleetNamesJson } from '../../core/export/fleet/fleet-names.ts';
import { fleetReachJson } from '../../core/export/fleet/fleet-reach.ts';
import { waysMembers } from '../../core/export/ways-in/ways-report.ts';
import { fleetFindingsWithFixes } from '../../core/fixes/offer-fleet-fixes.ts';
import { machineFindingsWithFixes } from '../../core/fixes/offer-machine-fixes.ts';
import { nameOn } from '../../core/fleet/at-machine.ts';
import { ConnectError } from '../../core/fleet/connect.ts';
import { type FleetFacts, fleetFacts } from '../../core/fleet/fleet-facts.ts';
import { waysIn } from '../../core/host/host-ways.ts';
import { analyzeFleet } from '../../core/rules/all-rules.ts';
import { CallFailure } from '../call-failure.ts';
import { loadFleet } from '../input/load-fleet.ts';
import { asLibraryError, readPieces, withLibraryErrors } from './answering.ts';
import { demandArgument, demandOptions } from './check-arguments.ts';
import type {
  ConnectReport,
  Fleet,
  FleetCheckOptions,
  FleetCheckReport,
  FleetReachReport,
  HostNameRow,
  OpenFleetOptions,
  ReachOptions,
} from './library-types.ts';
import { fleetOptionKinds, projectOptions, quietIo } from './open-options.ts';

const openFleets = new WeakMap<Fleet, FleetFacts>();

/**
 * Opens the machines of a fleet's file, or of the file with the usual name in a folder. Rejects with a `BulkheadError` where no machine of
 * it can be read; what else cannot be read is unknown, and said in `notes`.
 */
export async function openFleet(file: string, options: OpenFleetOptions = {}): Promise<Fleet> {
  try {
    demandArgument('openFleet', 'file', file, 'a text');
    demandOptions('openFleet', options, fleetOptionKinds);
    const notes: string[] = [];
    const loaded = await loadFleet(quietIo(options, notes), file, {
      ...projectOptions(options),
      stackFile: [],
    });
    const { machines } = loaded.fleet;
    const fleet: Fleet = {
      machines: [...machines.keys()],
      networks: [...loaded.fleet.file.networks.keys()],
      services: [...machines].flatMap(([name, { facts }]) =>
        (facts?.reach.services ?? []).map((service) => nameOn({ name }, service)),
      ),
      notes,
    };
    openFleets.set(fleet, fleetFacts(loaded.fleet));
    return fleet;
  } catch (error) {
    throw asLibraryError(error);
  }
}

function factsOf(fleet: Fleet): FleetFacts {
  const facts = openFleets.get(fleet);
  if (facts !== undefined) return facts;
  throw new CallFailure('this is not a fleet. Give the result of openFleet.');
}

/** Returns what one connection meets. Each side is written as `connect` takes it. */
export function connect(fleet: Fleet, from: string, to: string): ConnectReport {
  return withLibraryErrors(() => {
    const { connector } = factsOf(fleet);
    demandArgument('connect', 'from', from, 'a text');
    demandArgument('connect', 'to', to, 'a text');
    try {
      return JSON.parse(connectJson(from, to, connector.ask(from, to))) as ConnectReport;
    } catch (error) {
      throw error instanceof ConnectError ? new CallFailure(error.message, 'unknown-name') : error;
    }
  });
}

/** Returns who gets to whom over all machines of a fleet. */
export function fleetReach(fleet: Fleet, options: ReachOptions = {}): FleetReachReport {
  return withLibraryErrors(() => {
    const kind = 'true or false';
    demandOptions('fleetReach', options, { sparse: kind, by: kind, families: kind });
    const { sparse = false, by = false, families = false } = options;
    return readPieces(
      fleetReachJson(factsOf(fleet), {
        ...{ sparse, by, families, names: false, hostNames: null },
        waysOf: (machine) => waysMembers(waysIn(machine)),
      }),
    );
  });
}

/** Returns each host name of a fleet with the machines on its way, the login before it and the ways past that login. */
export function fleetNames(fleet: Fleet): readonly HostNameRow[] {
  return withLibraryErrors(() => fleetNamesJson(factsOf(fleet)));
}

/** Returns the findings between the machines of a fleet, then those of each machine. */
export function fleetCheck(fleet: Fleet, options: FleetCheckOptions = {}): FleetCheckReport {
  return withLibraryErrors(() => {
    demandOptions('fleetCheck', options, { fixes: 'true or false' });
    const analysis = analyzeFleet(factsOf(fleet).fleet);
    if (options.fixes === false) return readPieces(fleetCheckJson(analysis));
    const [between, own] = [fleetFindingsWithFixes(analysis), machineFindingsWithFixes(analysis)];
    return readPieces(fleetCheckJson(withFindings(analysis, between, own)));
  });
}
