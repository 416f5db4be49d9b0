// Findings and rules: one rule per file in `rules/`, each a plain object with its check, and its examples beside it.

import type { Operation } from '../compose/operations/operation.ts';
import type { FleetEdit } from '../fleet/edit/fleet-edit.ts';
import type { FleetFacts } from '../fleet/fleet-facts.ts';
import type { StackEdit } from '../host/host.ts';
import type { HostFacts } from '../host/host-facts.ts';
import type { FilePosition } from '../host/host-file.ts';
import type { ProjectFacts } from '../needs/project-facts.ts';
import type { Hop } from '../reach/document-paths.ts';
import type { WaysFacts } from '../ways-in/ways/ways-facts.ts';
import type { Path } from '../yaml/tree.ts';
import type { RuleSet } from './rule-sets.ts';
import type { ServiceView, ServiceViews } from './service-view.ts';

/** The severities, worst first, in the order of lists and counts. */
export const severities = ['error', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

/**
 * The certainty of a finding: `certain` follows from the file; `inferred` rests on a guess (a tier, an image catalogue, an unset variable).
 */
export type Certainty = 'certain' | 'inferred';

/** Edits that end a finding. A safe fix opens nothing, cuts no need and changes nothing that someone outside the file may rely on. */
export interface Fix {
  readonly title: string;
  readonly safe: boolean;
  readonly operations: readonly Operation[];
  /** The sentences, without a full stop, on what services can no longer do with the fix; absent for a fix that takes no right away. */
  readonly stops?: readonly string[];
  /** The sentences, without a full stop, on the connections between machines of a fleet that the fix opens; absent where it opens none. */
  readonly opens?: readonly string[];
  /** The sentences, without a full stop, on the connections between machines that the fix closes; absent where it closes none. */
  readonly closes?: readonly string[];
  /** The edits of each stack of a host, in order; `operations` is then empty. */
  readonly edits?: readonly StackEdit[];
  /** The edits of machines of a fleet and of its file, in order; `operations` is then empty. */
  readonly fleet?: readonly FleetEdit[];
}

/** The reason why a finding does not count: a comment in the file, its `x-bulkhead` block, or a baseline. */
export interface Suppressed {
  readonly by: 'inline' | 'file' | 'baseline';
  readonly reason: string;
}

/**
 * One finding. `subjects`: the culprit first, networks as `network:NAME`; none for a note about the file. Of a rule about several stacks they
 * are `STACK/SERVICE`, `network:DOCKERNAME` and `stack:ID`; on a fleet the machine stands in front.
 */
export interface Finding {
  readonly rule: string;
  readonly slug: string;
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly subjects: readonly string[];
  readonly message: string;
  readonly why: string;
  /** On a host, the stack in whose files the finding is; null for `bulkhead.yaml`. Absent for a project by itself. */
  readonly stack?: string | null;
  /** On a fleet, the machine in whose files the finding is; null for the fleet's file. Absent elsewhere. */
  readonly machine?: string | null;
  /** The path in the merged model of its stack, located by `placeOf`; in the file of the host when `place` is set. */
  readonly at: Path;
  /** The place in the file of the host; absent for all other findings. */
  readonly place?: FilePosition;
  readonly path: readonly Hop[];
  readonly fixes: readonly Fix[];
  /** The normalised facts behind the finding, without prose: they make the fingerprint. */
  readonly evidence: readonly string[];
  /**
   * The parts that are findings by themselves, each a rule and its facts: a finding with some of these parts is not new, since the others
   * were fixed. Without parts, a finding is known only as a whole.
   */
  readonly parts: readonly (readonly string[])[];
  /** A graver condition: when it held before an edit, this finding is a remainder of it, and not new. */
  readonly restOf?: RestOf;
  /** The word that findings of one cause share, so that people read them as one row; null for a single finding. */
  readonly group: string | null;
  /** True for a finding that many projects have and few act on: only the enforcing rule sets report it (`enforcing`, rule-sets.ts). */
  readonly quiet?: true;
  /** The profiles under which the finding holds; empty for always. */
  readonly profiles: readonly string[];
  /** The suppression of a finding, which is shown but not counted; null for one that counts. */
  readonly suppressed: Suppressed | null;
}

/**
 * A condition that is graver than a finding. `privileged` (K6): a privileged container holds all of it. `finding`: one of these rules
 * reported it. `reach`: all, or any, of these pairs reached each other directly, or may have.
 */
export type RestOf =
  | { readonly kind: 'privileged'; readonly service: string }
  | { readonly kind: 'finding'; readonly rules: readonly string[] }
  | {
      readonly kind: 'reach';
      readonly pairs: readonly (readonly [from: string, to: string])[];
      readonly enough: 'all' | 'any';
    };

/** The result of a rule's check; the rule adds its own identity. */
export interface Report {
  readonly severity?: Severity;
  readonly certainty?: Certainty;
  readonly subjects: readonly string[];
  readonly message: string;
  /** For a rule about several stacks, the stack that `at` is a path of; null for the file of the host. */
  readonly stack?: string | null;
  /**
   * For a rule about a fleet, the machine whose joined topology `at` is a path of; null for a path of the fleet's file.
   */
  readonly machine?: string | null;
  readonly at: Path;
  readonly place?: FilePosition;
  readonly path?: readonly Hop[];
  readonly fixes?: readonly Fix[];
  readonly evidence: readonly string[];
  readonly parts?: readonly (readonly string[])[];
  readonly restOf?: RestOf;
  readonly group?: string | null;
  readonly quiet?: boolean;
}

/** The facts that the rules of one project read. */
export interface RuleContext extends Omit<ProjectFacts, 'proxies'> {
  /** The active services by name, in file order, each with its own facts. */
  readonly views: ServiceViews;
  /** The services to report on, in file order: all active ones, or only those that an inactive profile adds. */
  readonly checked: ServiceViews;
  /** Proxies, tunnels and logins; null without any, and while their files are missing. */
  readonly ways: WaysFacts | null;
}

/**
 * A rule: its identity, its meaning, and a check for each kind of thing that it reads; most rules have one check. Its examples beside it
 * are its tests.
 */
export interface Rule {
  /** The id of the rule, as `CN104`; never reused. */
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  /** The reason why the rule matters, in two or three sentences. */
  readonly why: string;
  /** The change that a person makes, and where, in one sentence; for rules about lines that no operation edits. */
  readonly remediation?: string;
  /** The default severity; a report may set another. */
  readonly severity: Severity;
  /** The rule sets in which it is on; absent where it is on in all. */
  readonly sets?: readonly RuleSet[];
  /** The rule sets in which its notes are warnings. */
  readonly raisedIn?: readonly RuleSet[];
  /** The highest severity that its findings have in a rule set. */
  readonly loweredTo?: { readonly [set in RuleSet]?: Severity };
  /**
   * The findings that only the enforcing rule sets report (`Report.quiet`), as the end of a sentence: `ports that everybody is meant to
   * reach`.
   */
  readonly quietOn?: string;
  /** The basis of the rule: ids of semantics or published guidance. */
  readonly source: string;
  /**
   * The keys of a service without which the rule may miss something, among those that a link leaves out: when one was left out, silence
   * means nothing. Absent for a rule that reads none of them.
   */
  readonly reads?: readonly string[];
  /** Yields reports about the services of a project together. It runs after every edit, so it checks rare conditions first. */
  check?(context: RuleContext): Iterable<Report>;
  /**
   * Yields reports about one service by itself, the culprit of all of them. It reads only the view, so it runs again only when the view has
   * changed.
   */
  checkService?(view: ServiceView): Iterable<Report>;
  /** Returns false, cheaply, when `checkService` has nothing to check, as for nearly all services. */
  concerns?(view: ServiceView): boolean;
  /** Returns false when `checkService` does not apply to this project. */
  applies?(context: RuleContext): boolean;
  /**
   * Yields reports about proxies, tunnels and logins of one project, or of all stacks of a host together, in which services are
   * `STACK/SERVICE`.
   */
  checkWays?(facts: WaysFacts): Iterable<Report>;
  /** Yields reports about several stacks of a host together, each with its stack. */
  checkStacks?(host: HostFacts): Iterable<Report>;
  /** Yields reports about what lies between the machines of a fleet; services are `MACHINE/STACK/SERVICE`. */
  checkFleet?(fleet: FleetFacts): Iterable<Report>;
}

/**
 * Compose files that must, and must not, raise a rule: they are its tests, and its page shows them. An example about several stacks
 * contains several files (`examples.ts`).
 */
export interface RuleExamples {
  readonly invalid: readonly string[];
  readonly valid: readonly string[];
  /** The Engine of the examples, as `--engine` names it; absent for the default one. */
  readonly engine?: string;
  /** The rule set of the examples; absent for the first one in which the rule is on. */
  readonly set?: 'strict' | 'cis';
  /** The machine record of the examples, as JSON; absent when the machine is unknown. */
  readonly machine?: string;
  /** The record of observed connections of the examples, as JSON; absent without one. */
  readonly observed?: string;
}
