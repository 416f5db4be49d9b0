// `bulkhead firewall [FILE… | --host DIR | --fleet FILE]`: rules for the machine's firewall on standard output, what they change on standard error. Nothing
// is applied.

import { placeOf } from '../../core/compose/workspace/place-of.ts';
import { firewallReportJson, firewallReportLines } from '../../core/export/firewall/firewall-report.ts';
import { writeFirewall } from '../../core/firewall/write-firewall.ts';
import { readIntents } from '../../core/intents/read-intents.ts';
import { interfaceNameForm, isInterfaceName } from '../../core/machine/interface-name.ts';
import type { Machine } from '../../core/machine/machine.ts';
import { computeReach } from '../../core/reach/compute-reach.ts';
import { engineKinds } from '../../core/reach/engine-kinds.ts';
import type { Path } from '../../core/yaml/tree.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { findOneProject } from '../input/find-project-files.ts';
import { isAboutHost, withMachine } from '../input/host-options.ts';
import { loadProject } from '../input/load-project.ts';
import { readRecord } from '../input/machine-record.ts';
import type { Io } from '../io.ts';
import type { FirewallOptions, KnownMachine } from './firewall-options.ts';
import { misnamedLines } from './misnamed-interfaces.ts';

/** Runs the command; `args` are the operands. */
export async function runFirewall(
  io: Io,
  args: readonly string[],
  given: FirewallOptions,
): Promise<ExitCode> {
  const { backend, firewallBackend } = given;
  if (backend !== undefined && firewallBackend !== undefined && backend !== firewallBackend)
    throw new CallFailure(
      `--backend ${backend} --firewall-backend ${firewallBackend}: both state the same setting. Give one of them.`,
    );
  const chosen = backend ?? firewallBackend;
  const asked = { ...given, ...(chosen === undefined ? {} : { firewallBackend: chosen }) };
  if (given.fleet !== undefined) {
    const { runFirewallFleet } = await import('./fleet/firewall-fleet.ts');
    return runFirewallFleet(io, args, given.fleet, asked);
  }
  if (given.into !== undefined)
    throw new CallFailure(
      '--into writes a script for each machine of a fleet. Give --fleet, or redirect the output.',
    );
  const options = await withMachine(io, asked);
  if (!engineKinds[options.engine.kind].daemonSwitches)
    throw new CallFailure(
      `--engine ${options.engine.text}: firewall rules exist only for Docker Engine. Name one of its releases.`,
    );
  const { machine: file } = given;
  const record = file === undefined ? {} : await readRecord(io, file);
  const machine: Machine =
    given.interface === undefined ? record : { ...record, interface: interfaceOf(given.interface) };
  const known = { machine, from: file ?? 'no record' };
  const { result, place } = isAboutHost(options)
    ? await (await import('./host/firewall-host.ts')).hostFirewall(io, args, options, known)
    : await projectFirewall(io, args, options, known);
  if (!result.ok) throw new CallFailure(await misnamedLines(io, result.error, place, file));
  const { value: rules } = result;
  const opens = rules.proof.opens.length > 0;
  if (given.report === 'json') io.complain(firewallReportJson(rules, place).trimEnd().split('\n'));
  else io.complain(firewallReportLines(rules, place));
  if (opens) return exitCodes.objection;
  await io.print([given.systemd === true ? rules.unit : rules.script]);
  return exitCodes.done;
}

function interfaceOf(name: string): string {
  if (isInterfaceName(name)) return name;
  throw new CallFailure(
    `--interface ${name}: this is not a valid interface name. Give the interface that leads outside, such as eth0: ${interfaceNameForm}.`,
  );
}

async function projectFirewall(
  io: Io,
  args: readonly string[],
  options: FirewallOptions,
  { machine, from }: KnownMachine,
) {
  const found = await findOneProject(io, args, options);
  const { workspace, reachOptions, name } = await loadProject(io, found.files, found.options);
  const { machine: _, ...plain } = reachOptions;
  const { topology } = workspace;
  const services = [...topology.services.keys()];
  const result = writeFirewall({
    topology,
    reachWith: (options) => computeReach(topology, options),
    statements: [{ intents: readIntents(workspace).list, services }],
    options: plain,
    machine,
    from,
    title: `Rules for ${name.name ?? found.files.join(' ')}, written by bulkhead firewall`,
  });
  return { result, place: (path: Path) => placeOf(workspace, path) };
}
