// The analysis of a fleet: that of each machine as a host by itself, and the findings about what lies between machines.

import { lazily } from '../compose/lazily.ts';
import { finish, type Steps } from '../compose/steps.ts';
import type { Finding } from '../findings/finding.ts';
import type { RuleBook } from '../findings/rule-book.ts';
import type { Fleet, FleetMachine } from '../fleet/fleet.ts';
import { type FleetFacts, fleetFacts } from '../fleet/fleet-facts.ts';
import { type HostAnalysis, hostAnalysis } from './analyze-host.ts';

export interface FleetAnalysis {
  readonly facts: FleetFacts;
  readonly book: RuleBook;
  /** The analysis of each machine of which stacks or a record are known, by name in the order of the file. */
  readonly analyses: ReadonlyMap<string, HostAnalysis>;
  /** The findings about what lies between machines; those of a machine are in its analysis. */
  readonly findings: readonly Finding[];
}

/** Returns the analysis of a fleet, each part of which is computed when it is first read. An analyzed machine keeps its analysis. */
export function fleetAnalysis(
  fleet: Fleet,
  book: RuleBook,
  known: ReadonlyMap<string, HostAnalysis> = new Map(),
): FleetAnalysis {
  const analyses = new Map<string, HostAnalysis>();
  const machines = new Map<string, FleetMachine>();
  for (const [name, machine] of fleet.machines) {
    const { facts } = machine;
    const own =
      known.get(name) ??
      (facts && hostAnalysis(facts.host, { book, options: facts.options, live: facts.live }));
    if (own) analyses.set(name, own);
    machines.set(name, own === undefined || own === facts ? machine : { ...machine, facts: own });
  }
  const facts = fleetFacts({ ...fleet, machines });
  return lazily<FleetAnalysis>({
    facts: () => facts,
    book: () => book,
    analyses: () => analyses,
    findings: () => finish(book.fleetFindings(facts)),
  });
}

/** Works out in short steps who gets to whom on each machine and between them. */
export function* fleetReachSteps({ analyses, facts }: FleetAnalysis): Steps<void> {
  for (const { reach } of analyses.values()) {
    void reach.facts;
    yield;
  }
  void facts.reach.ports;
}

/** Works out in short steps all findings of a fleet: those of its machines, then those between them. */
export function* fleetFindingSteps(analysis: FleetAnalysis): Steps<void> {
  for (const own of analysis.analyses.values()) {
    for (const stack of own.analyses.values()) {
      void stack.findings;
      yield;
    }
    void own.findings;
    yield;
  }
  void analysis.findings;
}
