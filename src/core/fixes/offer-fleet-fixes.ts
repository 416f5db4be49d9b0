// The findings between machines with the fixes that are worth offering: each is made on copies of the files, and the fleet is analyzed again. It
// must end its finding, cut nothing that is needed on a machine or between machines, and cause nothing worse.

import { changedConnection, changeSentence, joinedChanges } from '../describe/difference.ts';
import type { Finding, Fix } from '../findings/finding.ts';
import { fingerprint } from '../findings/fingerprint.ts';
import { fleetChanges } from '../fleet/diff/fleet-changes.ts';
import {
  type FleetEdit,
  type FleetPlaceEdit,
  planFleetText,
  planPlaceEdit,
} from '../fleet/edit/fleet-edit.ts';
import type { Fleet, FleetMachine } from '../fleet/fleet.ts';
import type { FleetFacts } from '../fleet/fleet-facts.ts';
import { readFleetFile } from '../fleet/fleet-file.ts';
import { closedUseText, cutUses } from '../fleet/needs/fleet-uses.ts';
import type { StackEdit } from '../host/host.ts';
import type { PairChange } from '../reach/diff/diff-connectivity.ts';
import type { WayChange } from '../reach/diff/way-changes.ts';
import { type FleetAnalysis, fleetAnalysis } from '../rules/analyze-fleet.ts';
import { type HostAnalysis, hostAnalysis } from '../rules/analyze-host.ts';
import { applyEdits } from '../text/edit.ts';
import { makeWaysReader, waysReaderOf } from '../ways-in/ways/ways-reader.ts';
import { tryFix } from './offer-host-fixes.ts';

/** The most ports that machines offer each other for which the fixes of a report are tried over the fleet. */
export const mostPorts = 400;

/** Returns the findings between machines with the fixes that are worth offering; only those of `printed` are tried. */
export function fleetFindingsWithFixes(
  analysis: FleetAnalysis,
  found: readonly Finding[] = analysis.findings,
  printed: ReadonlySet<Finding> = new Set(found),
): readonly Finding[] {
  if (analysis.facts.reach.ports.length > mostPorts) return found;
  return found.map((finding) => {
    if (!printed.has(finding) || finding.fixes.length === 0) return finding;
    const fixes = finding.fixes.flatMap((fix) => {
      const after = tryFleetFix(analysis, finding, fix);
      return typeof after === 'string' ? [] : [withEffect(fix, analysis.facts, after.facts)];
    });
    return { ...finding, fixes };
  });
}

/** Returns a fix with the connections between machines that it opens and closes. */
function withEffect(fix: Fix, before: FleetFacts, after: FleetFacts): Fix {
  const { opened, closed, waysOpened, waysClosed } = fleetChanges(before.reach, after.reach);
  const opens = changeSentences(opened, waysOpened);
  const closes = changeSentences(closed, waysClosed);
  return { ...fix, ...(opens.length > 0 && { opens }), ...(closes.length > 0 && { closes }) };
}

/** Returns the changes as sentences without a full stop, ways from networks first. */
function changeSentences(pairs: readonly PairChange[], ways: readonly WayChange[]): readonly string[] {
  return [...ways.map((way) => changedConnection(way)), ...joinedChanges(pairs)].map((connection) =>
    changeSentence(connection),
  );
}

/** Returns the reason why a fix is not offered on a fleet; null for one that is. */
export function fleetFixObjection(before: FleetAnalysis, found: Finding, fix: Fix): string | null {
  const tried = tryFleetFix(before, found, fix);
  return typeof tried === 'string' ? tried : null;
}

/** Returns the fleet after a fix, or the reason why the fix is not made. */
export function tryFleetFix(before: FleetAnalysis, found: Finding, fix: Fix): FleetAnalysis | string {
  const after = fleetAfter(before, found, fix.fleet ?? []);
  if (typeof after === 'string') return after;
  const [cut] = cutUses(before.facts, after.facts);
  if (cut) return `${closedUseText(cut)}, which the files ask for`;
  const stays = after.findings.some(
    (one) => one.rule === found.rule && fingerprint(one) === fingerprint(found),
  );
  if (stays) return 'the finding would stay';
  const known = new Set(
    before.findings.flatMap(({ rule, subjects }) => subjects.map((one) => `${rule} ${one}`)),
  );
  const gained = after.findings.find(
    ({ rule, subjects: [culprit = ''], severity, suppressed }) =>
      severity !== 'info' && suppressed === null && !known.has(`${rule} ${culprit}`),
  );
  return gained ? `it would add ${gained.rule}: ${gained.message}` : after;
}

/** Returns the analysis of a fleet after edits of its stacks and of its file, or the reason why they are not made. */
function fleetAfter(
  { facts: { fleet }, analyses, book }: FleetAnalysis,
  found: Finding,
  edits: readonly FleetEdit[],
): FleetAnalysis | string {
  let { file } = fleet;
  const known = new Map(analyses);
  const byMachine = new Map<string, StackEdit[]>();
  for (const edit of edits) {
    if ('file' in edit) {
      const was = known.get(edit.machine);
      const is = was ? afterPlaceEdit(was, edit) : null;
      if (!is) return `${edit.file} does not state ${edit.before} so that it can be changed`;
      known.set(edit.machine, is);
      continue;
    }
    if (edit.machine === null) {
      const planned = planFleetText(file.text, edit.edits);
      if (!planned.ok) return planned.error.message;
      file = readFleetFile(file.file, applyEdits(file.text, planned.value));
    } else byMachine.set(edit.machine, [...(byMachine.get(edit.machine) ?? []), edit]);
  }
  if (file.faults.length > fleet.file.faults.length)
    return file.faults.at(-1)?.message ?? 'the file of the fleet could not be read afterwards';
  for (const [machine, own] of byMachine) {
    const was = known.get(machine);
    const is = was ? onMachine(was, found, own) : `${machine} has no stacks here`;
    if (typeof is === 'string') return `on ${machine}: ${is}`;
    known.set(machine, is);
  }
  const machines = new Map<string, FleetMachine>();
  for (const [name, machine] of fleet.machines) {
    const { stated = machine.stated, facts = machine.facts } = {
      stated: file.machines.get(name),
      facts: known.get(name),
    };
    const isSame = stated === machine.stated && facts === machine.facts;
    machines.set(name, isSame ? machine : { ...machine, stated, facts });
  }
  const after: Fleet = { file, machines };
  return fleetAnalysis(after, book, known);
}

/** Returns the analysis of a machine after an edit of a proxy's file; null where that does not state the place. */
function afterPlaceEdit(
  { host, book, options, live }: HostAnalysis,
  edit: FleetPlaceEdit,
): HostAnalysis | null {
  const reader = waysReaderOf(host.beside);
  const text = reader?.files.read(edit.file);
  if (!reader || typeof text !== 'string') return null;
  const edits = planPlaceEdit(text, edit);
  if (edits.length === 0) return null;
  const edited = applyEdits(text, edits);
  const read = (path: string) => (path === edit.file ? edited : reader.files.read(path));
  const beside = makeWaysReader(reader.read, { ...reader.files, read });
  return hostAnalysis({ ...host, beside }, { book, options, live });
}

/** Returns the analysis of a machine after edits of its stacks, or the machine's own objection to them. */
function onMachine(before: HostAnalysis, found: Finding, edits: readonly StackEdit[]): HostAnalysis | string {
  return tryFix(before, { ...found, stack: null }, { title: '', safe: false, operations: [], edits });
}
