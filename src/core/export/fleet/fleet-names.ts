// The host names of a fleet, as `reach --fleet --names` lists them: a table, comma-separated values and members of the JSON.

import type { HostNameRow } from '../../contracts/ways.ts';
import { nameOn } from '../../fleet/at-machine.ts';
import type { FleetFacts } from '../../fleet/fleet-facts.ts';
import { bypassesOfName } from '../../fleet/ways-in/published-bypasses.ts';
import { type NameRow, nameRows } from '../../ways-in/ways/name-rows.ts';
import { fleetNameColumns, namesText, noNamesText, notesOn, rowsJson } from '../ways-in/name-table.ts';
import { tableCsv } from '../ways-in/table-columns.ts';

function fleetNameRows({ ways }: FleetFacts): readonly NameRow[] {
  const tunnels = [...ways.machines()].flatMap(([name, own]) =>
    own.tunnels.map(({ service }) => ({ service: nameOn({ name }, service) })),
  );
  return nameRows(
    { tunnels, context: ways, bypassesOf: (way, all) => bypassesOfName(ways, way, all) },
    ways.all(),
  );
}

/** Returns the table for a terminal, with the proxies of each machine that are not read below it. */
export function fleetNamesTable(facts: FleetFacts): string {
  const machines = [...facts.ways.machines()];
  const notes = machines.flatMap(([name, own]) => notesOn(own).map((note) => `${name}: ${note}`));
  const everything = {
    programs: machines.flatMap(([, { programs }]) => programs),
    unread: machines.flatMap(([, { unread }]) => unread),
    tunnels: machines.flatMap(([, { tunnels }]) => tunnels),
  };
  return namesText(fleetNameColumns, fleetNameRows(facts), noNamesText(everything), notes);
}

export function fleetNamesCsv(facts: FleetFacts): string {
  return tableCsv(fleetNameColumns, fleetNameRows(facts));
}

/** Returns the members of `hostNames`. */
export function fleetNamesJson(facts: FleetFacts): readonly HostNameRow[] {
  return rowsJson(fleetNameRows(facts), facts.ways);
}
