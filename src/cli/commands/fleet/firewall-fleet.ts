// `bulkhead firewall --fleet FILE [MACHINE…]`: a script for the firewall of each machine, and what all of them change over the fleet.

import { join } from 'node:path';
import { nameList } from '../../../core/compose/name-list.ts';
import { placeOfHost } from '../../../core/export/firewall/firewall-report.ts';
import {
  fleetFirewallJson,
  fleetFirewallLines,
} from '../../../core/export/firewall/fleet-firewall-report.ts';
import { changesByMachine, isSafe } from '../../../core/firewall/fleet/by-machine.ts';
import { type FleetFirewall, fleetFirewall } from '../../../core/firewall/fleet/fleet-firewall.ts';
import type { FirewallRules } from '../../../core/firewall/write-firewall.ts';
import type { Fleet } from '../../../core/fleet/fleet.ts';
import { fleetFacts } from '../../../core/fleet/fleet-facts.ts';
import { commentLine } from '../../../core/quote/comment-text.ts';
import { CallFailure } from '../../call-failure.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { refuseBesideFleet } from '../../input/host-options.ts';
import { loadFleet } from '../../input/load-fleet.ts';
import type { Io } from '../../io.ts';
import { saveTexts } from '../../saving/save-texts.ts';
import type { FirewallOptions } from '../firewall-options.ts';
import { misnamedLines } from '../misnamed-interfaces.ts';

/** Runs the command on the fleet of `file`; `args` are the machines that rules are written for, all without any. */
export async function runFirewallFleet(
  io: Io,
  args: readonly string[],
  file: string,
  options: FirewallOptions,
): Promise<ExitCode> {
  refuseBesideFleet([], options);
  if (options.interface !== undefined)
    throw new CallFailure(
      "--interface does not work with --fleet: the rules tell other machines by their addresses, so they need no interface's name.",
    );
  const { fleet, failed } = await loadFleet(io, file, options);
  const made = fleetFirewall(fleetFacts(fleet), machinesOf(fleet, args));
  const misnamed = await misnamedOn(io, made);
  if (misnamed.length > 0) io.complain(misnamed);
  if (options.report === 'json') io.complain(fleetFirewallJson(made).trimEnd().split('\n'));
  else io.complain(fleetFirewallLines(made));
  const changes = changesByMachine(made);
  const safe = [...made.rules].filter(([name]) => {
    const changed = changes.get(name);
    return changed !== undefined && isSafe(changed);
  });
  await writeScripts(io, options, safe);
  if (failed || misnamed.length > 0) return exitCodes.failure;
  return safe.length < made.rules.size ? exitCodes.objection : exitCodes.done;
}

function machinesOf({ machines }: Fleet, names: readonly string[]): readonly string[] {
  const unknown = names.find((name) => !machines.has(name));
  if (unknown !== undefined)
    throw new CallFailure(
      `${unknown}: the fleet has no such machine. Its machines: ${nameList([...machines.keys()])}.`,
    );
  return names.length === 0 ? [...machines.keys()] : names;
}

async function misnamedOn(io: Io, { misnamed, before }: FleetFirewall): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const [name, errors] of misnamed) {
    const { facts, stated } = before.fleet.machines.get(name) ?? {};
    const record =
      stated?.record === undefined || stated.record === null
        ? undefined
        : join(before.fleet.file.file, '..', stated.record);
    lines.push(...(await misnamedLines(io, errors, facts ? placeOfHost(facts) : () => null, record)));
  }
  return lines;
}

async function writeScripts(
  io: Io,
  { into, systemd }: FirewallOptions,
  machines: readonly (readonly [string, FirewallRules])[],
): Promise<void> {
  const textOf = ({ unit, script }: FirewallRules): string => (systemd === true ? unit : script);
  if (into !== undefined) {
    const ending = systemd === true ? 'service' : 'sh';
    const files = machines.map(([name, rules]) => ({
      file: join(into, `${name}.${ending}`),
      before: null,
      text: textOf(rules),
    }));
    const there = files.filter(({ file }) => io.kindOf(file) !== 'absent').map(({ file }) => file);
    if (there.length > 0)
      throw new CallFailure(
        `${nameList(there)}: already there, and firewall never overwrites a file. Give another folder with --into.`,
      );
    io.makeFolder(into);
    saveTexts(io, files);
    await io.print(files.map(({ file }) => `${file}\n`));
    return;
  }
  const [only, ...more] = machines;
  if (only && more.length === 0) await io.print([textOf(only[1])]);
  else if (only)
    await io.print([
      severalScripts(machines.length),
      ...machines.flatMap(([name, rules]) => [`\n${commentLine(`# ---- ${name} ----`)}\n`, textOf(rules)]),
    ]);
}

/** Returns the lines before several scripts, which a shell must not run one after the other on one machine. */
function severalScripts(count: number): string {
  return `# ${count} scripts, each for another machine: save each on its own, or write files with --into DIR.
echo 'These scripts are for several machines. Run each on its own.' >&2
exit 2
`;
}
