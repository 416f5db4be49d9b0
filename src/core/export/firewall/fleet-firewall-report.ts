// The proof of `bulkhead firewall --fleet` for people and as JSON.

import { nameList } from '../../compose/name-list.ts';
import type { FleetFirewallReport } from '../../contracts/deployment.ts';
import {
  changesByMachine,
  type FleetChange,
  isSafe,
  type MachineChanges,
} from '../../firewall/fleet/by-machine.ts';
import { type FleetFirewall, holds, type KeptAccess } from '../../firewall/fleet/fleet-firewall.ts';
import { changeText } from '../../firewall/prove.ts';
import { portText } from '../../fleet/reach/fleet-port.ts';
import { visible } from '../../quote/visible-text.ts';
import { placeText } from '../../ways-in/places.ts';
import { advice, firewallReportOf, type PlaceOf, placeOfHost, section } from './firewall-report.ts';

/** Returns the lines for standard error: for each machine what its rules open and close, and whom they leave in. */
export function fleetFirewallLines(made: FleetFirewall): readonly string[] {
  const changes = changesByMachine(made);
  return [
    ...[...made.rules].flatMap(([machine, rules]) => {
      const changed = changes.get(machine);
      const lines = changed
        ? [
            ...changedLines(changed),
            ...advice(rules, placeIn(made, machine)),
            summaryOf(changed, rules.blocks.length),
          ]
        : [];
      return [visible(machine), ...lines.map((line) => `  ${line}`)];
    }),
    ...[...made.without.values()].map((why) => visible(`${why}.`)),
    ...([...changes.values()].some(({ closes }) => closes.length > 0) ? [howToKeep] : []),
  ];
}

const howToKeep =
  'To keep a port open that nothing here needs, state it in its stack: `exposed` for everybody, `must: lan -> SERVICE` for the LAN.';

function changedLines({ opens, closes, own, kept }: MachineChanges): readonly string[] {
  const cut = kept.filter((one) => !holds(one));
  return [
    ...section('Opens', '+', [...opens.map(fleetChangeText), ...own.opens.map(changeText)]),
    ...section('Cuts, though it is needed', '!', cut.map(keptText)),
    ...section('Closes', '-', [...closes.map(fleetChangeText), ...own.closes.map(changeText)]),
    ...section('Now unknown', '?', own.unknown.map(changeText)),
    ...section('Stays open to', '=', kept.filter(holds).map(keptText)),
  ];
}

function fleetChangeText({ from, to, at }: FleetChange): string {
  return `${nameList(from)} -> ${to} at ${nameList(at)}`;
}

function keptText({ admitted: { port, who, because, at }, after }: KeptAccess): string {
  const unsure = after === 'unknown' ? ', as far as is known' : '';
  const place = at === null ? '' : ` (${placeText(at)})`;
  return `${who} -> ${port.service} at ${portText(port.hostPort, port.protocol)}: ${because}${unsure}${place}`;
}

function summaryOf(changed: MachineChanges, blocks: number): string {
  if (!isSafe(changed)) return 'No script is written: the rules would open or cut what is listed above.';
  if (blocks === 0) return 'No rule is needed: nothing opens, nothing closes.';
  return `Nothing opens, ${changed.closes.length + changed.own.closes.length} closed.`;
}

/** Returns the report of `--report json`, with its line end. */
export function fleetFirewallJson(made: FleetFirewall): string {
  const changes = changesByMachine(made);
  const machines = [...made.rules].flatMap(([machine, rules]) => {
    const changed = changes.get(machine);
    if (!changed) return [];
    const { opens, closes, own, kept } = changed;
    const value: FleetFirewallReport['machines'][string] = {
      ...firewallReportOf(rules, own, placeIn(made, machine)),
      fleet: { opens, closes },
      kept: kept.map(keptJson),
      safe: isSafe(changed),
    };
    return [[machine, value] as const];
  });
  const value: FleetFirewallReport = {
    version: 1,
    fleet: true,
    machines: Object.fromEntries(machines),
    without: Object.fromEntries(made.without),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

function keptJson({
  admitted: { port, who, because, at },
  before,
  after,
}: KeptAccess): FleetFirewallReport['machines'][string]['kept'][number] {
  return {
    service: port.service,
    port: portText(port.hostPort, port.protocol),
    ...{ who, because, before, after },
    file: at?.file ?? null,
    line: at?.line ?? null,
  };
}

function placeIn({ before }: FleetFirewall, machine: string): PlaceOf {
  const facts = before.fleet.machines.get(machine)?.facts;
  return facts ? placeOfHost(facts) : () => null;
}
