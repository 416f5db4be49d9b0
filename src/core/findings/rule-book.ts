// The rules as a value, which an analysis is made with: a program holds them from its start, the page fetches them after its first screen.

import type { Steps } from '../compose/steps.ts';
import type { FleetFacts } from '../fleet/fleet-facts.ts';
import type { SeenFrom } from '../fleet/seen-as.ts';
import type { HostFacts } from '../host/host-facts.ts';
import type { ProjectFacts } from '../needs/project-facts.ts';
import type { Leavings } from '../ways-out/out/leavings.ts';
import type { Finding, Rule, RuleContext } from './finding.ts';

/** The rules, asked for their findings. */
export interface RuleBook {
  /** The rules, in the order of their ids. */
  readonly rules: readonly Rule[];
  /** Returns the findings of a project; `everyProfile` holds its facts with every profile on, null when none is off. */
  projectFindings(context: RuleContext, everyProfile: RuleContext | null): Steps<readonly Finding[]>;
  /** Returns the findings about several stacks by rule, then those about the host's own file. */
  hostFindings(host: HostFacts): Steps<readonly Finding[]>;
  /** Returns the findings about what lies between the machines of a fleet. */
  fleetFindings(fleet: FleetFacts): Steps<readonly Finding[]>;
  /** Returns what says how each service of a project leaves; absent in a book without rules. */
  leavings?(context: Omit<ProjectFacts, 'proxies'>): (service: string) => Leavings;
  /** Returns what says as whom a published port, by its service and number, sees those who come in; absent in a book without rules. */
  seenAs?(context: Pick<ProjectFacts, 'reach' | 'topology'>): (service: string, index: number) => SeenFrom;
  /** True for a finding about several stacks of a host, or about the host itself. */
  concernsSeveralStacks(finding: Pick<Finding, 'rule' | 'stack'>): boolean;
}

// biome-ignore lint/correctness/useYield: it has no rules
function* noFindings(): Steps<readonly Finding[]> {
  return [];
}

/** A book without rules, for a picture that is drawn before the rules are there. */
export const noRules: RuleBook = {
  rules: [],
  projectFindings: noFindings,
  hostFindings: noFindings,
  fleetFindings: noFindings,
  concernsSeveralStacks: () => false,
};
