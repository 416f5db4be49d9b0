// Findings and rules: one rule per file in `rules/`, each a plain object with its check, and its examples beside it.

import type { Operation } from '../compose/operations/operation.ts';
import type { StackEdit } from '../host/host.ts';
import type { HostFacts } from '../host/host-facts.ts';
import type { FilePosition } from '../host/host-file.ts';
import type { ProjectFacts } from '../needs/project-facts.ts';
import type { Hop } from '../reach/document-paths.ts';
import type { WaysFacts } from '../ways-in/ways/ways-facts.ts';
import type { Path } from '../yaml/tree.ts';
import type { RuleSet } from './rule-sets.ts';
import type { ServiceView, ServiceViews } from './service-view.ts';

/** Worst first, the order in which findings are listed and counted. */
export const severities = ['error', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

/** `certain` follows from the file; `inferred` rests on a guess (a tier, an image catalogue, an unset variable). */
export type Certainty = 'certain' | 'inferred';

/** Edits that end a finding. Safe: opens nothing, cuts no need, changes nothing that someone outside the file may rely on. */
export interface Fix {
  readonly title: string;
  readonly safe: boolean;
  readonly operations: readonly Operation[];
  /** Across the stacks of a host: what each gets, in order; `operations` is empty then. */
  readonly edits?: readonly StackEdit[];
}

/** Why a finding does not count: a comment in the file, its `x-bulkhead` block, or a baseline that knows it. */
export interface Suppressed {
  readonly by: 'inline' | 'file' | 'baseline';
  readonly reason: string;
}

/**
 * One finding. `subjects`: the culprit first, networks as `network:NAME`; none for a note about the file. Of a rule about several stacks they
 * are `STACK/SERVICE`, `network:DOCKERNAME` and `stack:ID`.
 */
export interface Finding {
  readonly rule: string;
  readonly slug: string;
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly subjects: readonly string[];
  readonly message: string;
  readonly why: string;
  /** On a host, the stack whose files it stands in; null where that is none, as for `bulkhead.yaml`. Absent for a project by itself. */
  readonly stack?: string | null;
  /** Path in the merged model of its stack, found again by `placeOf`; in the file of the host where it has a `place`. */
  readonly at: Path;
  /** Where it stands in the file of the host; absent for all else. */
  readonly place?: FilePosition;
  readonly path: readonly Hop[];
  readonly fixes: readonly Fix[];
  /** Normalised facts it rests on, without prose: makes the fingerprint. */
  readonly evidence: readonly string[];
  /**
   * The same split into what each is a finding by itself (rule, then facts): one of some of these alone is no new finding, since
   * something was mended. None: it is known as a whole.
   */
  readonly parts: readonly (readonly string[])[];
  /** Where this held before an edit, the finding is what the edit left of it, and no new one. */
  readonly restOf?: RestOf;
  /** Findings of one cause carry one word, and people read them as one row; null stands alone. */
  readonly group: string | null;
  /** True of many projects, and few act on it: reported where the rules are enforced alone (`enforcing`, rule-sets.ts). */
  readonly quiet?: true;
  /** Profiles under which it holds; empty: always. */
  readonly profiles: readonly string[];
  /** Suppressed findings are shown, not counted; null for one that counts. */
  readonly suppressed: Suppressed | null;
}

/**
 * Something worse than a finding. `privileged` (K6): what that holds all of. `finding`: one of these rules said it. `reach`: all, or any, of
 * these pairs reached each other directly, or may have.
 */
export type RestOf =
  | { readonly kind: 'privileged'; readonly service: string }
  | { readonly kind: 'finding'; readonly rules: readonly string[] }
  | {
      readonly kind: 'reach';
      readonly pairs: readonly (readonly [from: string, to: string])[];
      readonly enough: 'all' | 'any';
    };

/** What a rule's check yields; the rest comes from the rule. */
export interface Report {
  readonly severity?: Severity;
  readonly certainty?: Certainty;
  readonly subjects: readonly string[];
  readonly message: string;
  /** Of a rule about several stacks: the one that `at` is a path of; null where it is one of the file of the host. */
  readonly stack?: string | null;
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

/** What the rules of one project look at. */
export interface RuleContext extends Omit<ProjectFacts, 'proxies'> {
  /** Active services by name, in file order, each with what holds for it by itself. */
  readonly views: ServiceViews;
  /** The services to report on, in file order: all active ones, or those alone that only an inactive profile brings. */
  readonly checked: ServiceViews;
  /** Proxies, tunnels and logins; null where there are none, or their files are not at hand. */
  readonly ways: WaysFacts | null;
}

/**
 * A rule: its identity, what it means, and a check for each thing that it looks at; most have one. Its examples stand beside it and run as its
 * tests.
 */
export interface Rule {
  /** `CN104`; never reused. */
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  /** Why it matters, in two or three sentences. */
  readonly why: string;
  /** What a person changes, and where, in one sentence; for rules about lines that no operation edits. */
  readonly mend?: string;
  /** Default severity; a report may set another. */
  readonly severity: Severity;
  /** The rule sets in which it is on; absent where it is on in all. */
  readonly sets?: readonly RuleSet[];
  /** The rule sets in which its notes are warnings. */
  readonly raisedIn?: readonly RuleSet[];
  /** The highest severity that its findings have in a rule set. */
  readonly loweredTo?: { readonly [set in RuleSet]?: Severity };
  /** What the rule reports in the sets that enforce the rules alone (`Report.quiet`), as the end of a sentence: `ports that everybody is meant to reach`. */
  readonly quietOn?: string;
  /** What the rule is based on: semantics ids or published guidance. */
  readonly source: string;
  /**
   * Keys of a service without which the rule may miss something, of those that a link leaves out: silence is no answer where one of them was.
   * Absent for a rule that reads none of these.
   */
  readonly reads?: readonly string[];
  /** Reports about the services of a project together. It runs after every edit, so it looks at what is rare first. */
  check?(context: RuleContext): Iterable<Report>;
  /**
   * Reports about one service by itself, which is the culprit of all of them. It looks at nothing but the view, so it runs again only where the
   * view has changed.
   */
  checkService?(view: ServiceView): Iterable<Report>;
  /** Cheap: false where `checkService` has nothing to look at. Nearly all services are left out by it. */
  concerns?(view: ServiceView): boolean;
  /** False where `checkService` does not count in this project at all. */
  applies?(context: RuleContext): boolean;
  /** Reports about proxies, tunnels and logins: of one project, or of all stacks of a host together, where a service is `STACK/SERVICE`. */
  checkWays?(facts: WaysFacts): Iterable<Report>;
  /** Reports about several stacks of a host together, each with its stack. */
  checkStacks?(host: HostFacts): Iterable<Report>;
}

/** Compose files that must, and must not, raise a rule: its tests, and what its page shows. Those of a rule about several stacks hold several files (`examples.ts`). */
export interface RuleExamples {
  readonly invalid: readonly string[];
  readonly valid: readonly string[];
  /** The Engine on which they are read, as `--engine` names it; without it the default one. */
  readonly engine?: string;
  /** The rule set in which they are read; without it the first one in which the rule is on. */
  readonly set?: 'strict' | 'cis';
  /** The record of the machine on which they are read, as JSON; without it none is known. */
  readonly machine?: string;
  /** The record of what was seen to flow, as JSON; without it there is none. */
  readonly observed?: string;
}
