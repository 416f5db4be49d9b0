// The findings of one machine of a fleet with the fixes that are worth offering: as on its host, and asked what they close for other machines
// and for routers. Where a port is used at one address, a fix that binds it there is offered, too.

import { isLoopbackAddress } from '../compose/bind-addresses.ts';
import { nameList } from '../compose/name-list.ts';
import type { Operation } from '../compose/operations/operation.ts';
import type { Finding, Fix } from '../findings/finding.ts';
import { type FleetFacts, fleetFacts } from '../fleet/fleet-facts.ts';
import { closedUses, closedUseText, type FleetUse, fleetUses } from '../fleet/needs/fleet-uses.ts';
import { type FleetPort, isAskedAt } from '../fleet/reach/fleet-port.ts';
import { planOnHost } from '../host/plan-on-host.ts';
import type { FleetAnalysis } from '../rules/analyze-fleet.ts';
import { type HostAnalysis, hostAnalysis } from '../rules/analyze-host.ts';
import { bindOperation, hostPortText } from '../rules/facts/fleet-ports.ts';
import { mostPorts } from './offer-fleet-fixes.ts';
import { editsOf, hostFindingsWithFixes, type PrintedOf } from './offer-host-fixes.ts';

/** Returns all findings of each machine with the fixes that are worth offering, by machine; `marked` gives those of a machine as reported. */
export function machineFindingsWithFixes(
  analysis: FleetAnalysis,
  marked: (machine: string, host: HostAnalysis) => readonly Finding[] = (_, { findings }) => findings,
  printedOf?: PrintedOf,
): ReadonlyMap<string, readonly Finding[]> {
  return new Map(
    [...analysis.analyses].map(([machine, host]) => {
      const uses = usesOf(analysis.facts, machine);
      const found = marked(machine, host);
      if (uses.length === 0) return [machine, hostFindingsWithFixes(host, found, printedOf)];
      const more = found.map((finding) => withUsedAddresses(analysis.facts, machine, uses, finding));
      const trial = new MachineTrial(analysis.facts, machine, host, uses);
      return [
        machine,
        hostFindingsWithFixes(host, more, printedOf).map((finding) => withClosedUses(trial, finding)),
      ];
    }),
  );
}

/** Returns the uses of connections to and from a machine that may be met. */
function usesOf(facts: FleetFacts, machine: string): readonly FleetUse[] {
  return fleetUses(facts).filter(
    ({ machine: to, from, answer }) => answer !== false && (to === machine || from.startsWith(`${machine}/`)),
  );
}

/** Operations that change no connection. */
const rightsAndWords: ReadonlySet<Operation['type']> = new Set([
  'cap-add',
  'cap-drop',
  'cap-unadd',
  'intent',
  'security-opt',
  'user',
]);

/** Changes of one machine, and what they close over the fleet, worked out once for each. */
class MachineTrial {
  readonly #facts: FleetFacts;
  readonly #machine: string;
  readonly #host: HostAnalysis;
  readonly #uses: readonly FleetUse[];
  readonly #known = new Map<string, readonly FleetUse[]>();

  constructor(facts: FleetFacts, machine: string, host: HostAnalysis, uses: readonly FleetUse[]) {
    this.#facts = facts;
    this.#uses = uses;
    this.#machine = machine;
    this.#host = host;
  }

  /** True when fixes are not tried, since each trial asks all machines. */
  get isTooLarge(): boolean {
    return this.#facts.reach.ports.length > mostPorts;
  }

  /** True unless a fix changes nothing but rights of containers, or ports that nobody else uses. */
  mayClose(finding: Finding, fix: Fix): boolean {
    return editsOf(finding, fix).some(({ stack, operations }) =>
      operations.some((operation) => {
        if (rightsAndWords.has(operation.type)) return false;
        if (!isPortOperation(operation)) return true;
        const ports = this.#facts.reach.portsOf(`${this.#machine}/${stack}/${operation.service}`);
        return ports.some((port) => this.#uses.some((use) => isUseOf(use, port)));
      }),
    );
  }

  /** Returns the uses that a fix closes; none on a fleet that is too large. */
  closedBy(finding: Finding, fix: Fix): readonly FleetUse[] {
    if (this.isTooLarge) return [];
    const edits = editsOf(finding, fix);
    const key = JSON.stringify(edits);
    const known = this.#known.get(key);
    if (known) return known;
    const planned = planOnHost(this.#host.host, edits);
    const closed = planned.ok ? closedUses(this.#uses, this.#after(planned.value)) : [];
    this.#known.set(key, closed);
    return closed;
  }

  #after(host: HostAnalysis['host']): FleetFacts {
    const { fleet } = this.#facts;
    const { book, options, live } = this.#host;
    const facts = hostAnalysis(host, { book, options, live }, this.#host);
    const machines = new Map(fleet.machines);
    const machine = machines.get(this.#machine);
    if (machine) machines.set(this.#machine, { ...machine, facts });
    return fleetFacts({ ...fleet, machines });
  }
}

/** Returns a finding whose fixes say what they close for others; none of these is safe. */
function withClosedUses(trial: MachineTrial, finding: Finding): Finding {
  let changed = false;
  const fixes = finding.fixes.map((fix): Fix => {
    if (!trial.mayClose(finding, fix)) return fix;
    const closed = trial.closedBy(finding, fix);
    if (closed.length === 0 && !(fix.safe && trial.isTooLarge)) return fix;
    changed = true;
    return { ...fix, safe: false, stops: [...(fix.stops ?? []), ...closed.map(closedUseText)] };
  });
  return changed ? { ...finding, fixes } : finding;
}

/** A port that a fix takes off the network, with the address at which it is used. */
interface UsedPort {
  readonly port: FleetPort;
  readonly address: string;
  readonly askers: readonly string[];
}

/** Returns a finding with a fix that binds used ports to the address of their use, in front of each that takes them off the network. */
function withUsedAddresses(
  facts: FleetFacts,
  machine: string,
  uses: readonly FleetUse[],
  finding: Finding,
): Finding {
  const { stack = null } = finding;
  if (stack === null) return finding;
  const fixes = finding.fixes.flatMap((fix): readonly Fix[] => {
    const kept: UsedPort[] = [];
    const operations = fix.operations.map((operation): Operation => {
      const used = takesPortOff(operation) && usedPort(facts, `${machine}/${stack}`, uses, operation);
      if (!used) return operation;
      kept.push(used);
      return bindOperation(used.port, used.address);
    });
    return kept.length === 0 ? [fix] : [{ title: titleOf(kept, operations), safe: false, operations }, fix];
  });
  return { ...finding, fixes };
}

type PortOperation = Extract<Operation, { readonly type: 'bind' | 'unpublish' }>;

function isPortOperation(operation: Operation): operation is PortOperation {
  return operation.type === 'unpublish' || operation.type === 'bind';
}

/** True for an operation after which a published port answers no other machine. */
function takesPortOff(operation: Operation): operation is PortOperation {
  if (!isPortOperation(operation)) return false;
  return operation.type === 'unpublish' || isLoopbackAddress(operation.hostIp);
}

/** Returns the port that an operation is about, with the one address at which all who use it can ask; null where there is none. */
function usedPort(
  { reach }: FleetFacts,
  stack: string,
  uses: readonly FleetUse[],
  { service, hostPort, containerPort, protocol }: PortOperation,
): UsedPort | null {
  const port = reach
    .portsOf(`${stack}/${service}`)
    .find((one) =>
      hostPort === ''
        ? `${one.containerPort}` === containerPort
        : one.hostPort === hostPort && (protocol ?? one.protocol) === one.protocol,
    );
  if (!port) return null;
  const own = uses.filter((use) => isUseOf(use, port));
  const addresses = own
    .map((use) => use.addresses.map(({ text }) => text))
    .reduce(
      (all, more) => all.filter((text) => more.includes(text)),
      own[0]?.addresses.map(({ text }) => text) ?? [],
    );
  const [address] = addresses;
  return address === undefined ? null : { port, address, askers: own.map(({ from }) => from) };
}

function isUseOf({ machine, protocol, port: asked, addresses }: FleetUse, port: FleetPort): boolean {
  return (
    machine === port.machine &&
    protocol === port.protocol &&
    asked !== null &&
    isAskedAt(port, asked) &&
    port.places.some(({ address }) => addresses.some(({ text }) => text === address.text))
  );
}

function titleOf(kept: readonly UsedPort[], operations: readonly Operation[]): string {
  const ports = kept.map(({ port }) => hostPortText(port));
  const addresses = new Set(kept.map(({ address }) => address));
  const askers = new Set(kept.flatMap((one) => one.askers));
  const others = operations
    .filter(takesPortOff)
    .map(({ hostPort, containerPort }) => hostPort || containerPort);
  const rest = others.length === 0 ? '' : `, and ${nameList(others)} to this machine alone`;
  return `Bind ${nameList(ports)} to ${nameList([...addresses])}, where ${nameList([...askers])} ${askers.size === 1 ? 'asks' : 'ask'}${rest}`;
}
