// The differences between two versions of a fleet: those of each machine, as of a host, and what changes between machines.

import { diffFindings } from '../../findings/diff-findings.ts';
import type { Finding } from '../../findings/finding.ts';
import { fleetPlaces } from '../../findings/findings-of-fleet.ts';
import { fleetChanges } from '../../fleet/diff/fleet-changes.ts';
import { openHost } from '../../host/open-host.ts';
import type { PairChange } from '../../reach/diff/diff-connectivity.ts';
import type { WayChange } from '../../reach/diff/way-changes.ts';
import type { FleetAnalysis } from '../../rules/analyze-fleet.ts';
import { type HostAnalysis, hostAnalysis } from '../../rules/analyze-host.ts';
import { compareBytes } from '../../text/compare-bytes.ts';
import {
  type Change,
  type DiffReport,
  type DiffVersion,
  diffReport,
  doesOpen,
  hostSide,
  namesMissingIn,
  type PlaceOfFinding,
} from './diff-report.ts';

/** One version of a fleet. */
type FleetSide = Pick<FleetAnalysis, 'facts' | 'analyses' | 'findings'>;

/** Compares two versions of a fleet. Services have their machine and stack in front. */
export function fleetDiffReport(before: FleetSide, after: FleetSide): DiffReport {
  const names = [...new Set([...before.analyses.keys(), ...after.analyses.keys()])].sort(compareBytes);
  const hosts = names.flatMap((name) => {
    const [older, newer] = [before.analyses.get(name), after.analyses.get(name)];
    const [was, is] = [older ?? (newer && withoutStacks(newer)), newer ?? (older && withoutStacks(older))];
    return was && is ? [onMachine(name, diffReport(hostSide(was), hostSide(is)))] : [];
  });
  const { gained, gone } = diffFindings(counted(before), counted(after));
  const between = fleetChanges(before.facts.reach, after.facts.reach);
  const all = <T>(read: (report: DiffReport) => Change<T>, more: Change<T> = nothing): Change<T> => ({
    opened: [...more.opened, ...hosts.flatMap((report) => read(report).opened)],
    closed: [...more.closed, ...hosts.flatMap((report) => read(report).closed)],
  });
  const connections = all(({ connections }) => connections, {
    opened: between.opened.filter(isBetweenMachines),
    closed: between.closed.filter(isBetweenMachines),
  });
  const waysIn = all(({ waysIn }) => waysIn, { opened: between.waysOpened, closed: between.waysClosed });
  const waysOut = all((report) => report.waysOut);
  const [was, is] = [before.facts.fleet.machines, after.facts.fleet.machines];
  return {
    before: versionOf(before),
    after: versionOf(after),
    machines: { opened: namesMissingIn(is, was), closed: namesMissingIn(was, is) },
    stacks: all(({ stacks = nothing }) => stacks),
    services: all(({ services }) => services),
    connections,
    waysIn,
    waysOut,
    toHost: all(({ toHost }) => toHost),
    fromHost: all(({ fromHost }) => fromHost),
    names: all((report) => report.names),
    opens: doesOpen({ connections, waysIn, waysOut }),
    findings: all(({ findings }) => findings, { opened: gained, closed: gone }),
    places: {
      opened: placeOnMachines(
        [placeBetween(after), ...hosts.map(({ places }) => places.opened)],
        [gained, ...hosts.map(({ findings }) => findings.opened)],
      ),
      closed: placeOnMachines(
        [placeBetween(before), ...hosts.map(({ places }) => places.closed)],
        [gone, ...hosts.map(({ findings }) => findings.closed)],
      ),
    },
  };
}

/** Returns the findings between machines that are not suppressed. */
function counted({ findings }: FleetSide): readonly Finding[] {
  return findings.filter(({ suppressed }) => suppressed === null);
}

function placeBetween({ facts, analyses }: FleetSide): PlaceOfFinding {
  return (finding) => fleetPlaces(facts.fleet.file, analyses, finding)(finding.at);
}

const nothing: Change<never> = { opened: [], closed: [] };

function isBetweenMachines(change: PairChange): change is PairChange & { readonly kind: 'machine' } {
  return change.kind === 'machine';
}

/** Returns the analysis of the same machine without a stack, for the time before it came or after it went. */
function withoutStacks({ book, options }: HostAnalysis): HostAnalysis {
  return hostAnalysis(openHost([]), { book, options });
}

function versionOf({ analyses }: FleetSide): DiffVersion {
  const machines = [...analyses].map(([name, analysis]) => {
    const { analysis: of, assumed } = hostSide(analysis);
    return [name, { engine: of.options.engine.text, stacks: assumed }] as const;
  });
  return { engine: null, assumed: Object.fromEntries(machines) };
}

/** Returns the differences of a machine with its name in front of what has one. */
function onMachine(machine: string, report: DiffReport): DiffReport {
  const each = <T>({ opened, closed }: Change<T>, turn: (item: T) => T): Change<T> => ({
    opened: opened.map(turn),
    closed: closed.map(turn),
  });
  const named = (name: string): string => `${machine}/${name}`;
  const pair = <Pair extends PairChange>(change: Pair): Pair => ({
    ...change,
    from: named(change.from),
    to: named(change.to),
  });
  const way = (change: WayChange): WayChange => ({ ...change, service: named(change.service) });
  const places = new Map<Finding, Finding>();
  const finding = (found: Finding): Finding => {
    const placed = { ...found, machine };
    places.set(placed, found);
    return placed;
  };
  const placeIn =
    (place: PlaceOfFinding): PlaceOfFinding =>
    (placed) =>
      place(places.get(placed) ?? placed);
  return {
    ...report,
    ...(report.stacks && { stacks: each(report.stacks, named) }),
    services: each(report.services, named),
    connections: each(report.connections, pair),
    waysIn: each(withoutPorts(report.waysIn), way),
    waysOut: each(report.waysOut, way),
    toHost: each(report.toHost, way),
    fromHost: each(report.fromHost, way),
    names: each(report.names, pair),
    findings: each(report.findings, finding),
    places: { opened: placeIn(report.places.opened), closed: placeIn(report.places.closed) },
  };
}

/** Returns the ways in but for published ports, which a fleet knows for each of its networks. */
function withoutPorts({ opened, closed }: Change<WayChange>): Change<WayChange> {
  const isPublished = ({ port }: WayChange): boolean => /:[\d-]+\/(?:tcp|udp)$/.test(port);
  return {
    opened: opened.filter((way) => !isPublished(way)),
    closed: closed.filter((way) => !isPublished(way)),
  };
}

/** Returns the finder of places for the findings of several machines and between them. */
function placeOnMachines(
  finders: readonly PlaceOfFinding[],
  findings: readonly (readonly Finding[])[],
): PlaceOfFinding {
  const finderOf = new Map(
    finders.flatMap((place, index) => (findings[index] ?? []).map((finding) => [finding, place] as const)),
  );
  return (finding) => {
    const place = finderOf.get(finding);
    if (!place) throw new RangeError(`not a finding of this comparison: ${finding.rule}`);
    return place(finding);
  };
}
