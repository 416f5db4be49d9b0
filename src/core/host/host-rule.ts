// Rules about several stacks of a host together (CN8), one per file in `rules/`, as those about one project; and their findings.

import type { Finding, Report, Severity } from '../findings/finding.ts';
import { findingOf } from '../findings/make-finding.ts';
import type { Reach } from '../reach/reach-model.ts';
import type { Analysis } from '../rules/analyze.ts';
import type { WaysFacts } from '../ways-in/ways/ways-facts.ts';
import type { Host } from './host.ts';
import type { HostNames } from './host-names.ts';
import type { HostNeeds } from './host-needs.ts';
import type { JoinedStacks } from './join-stacks.ts';

/** What the rules of a host look at. */
export interface HostContext {
  readonly host: Host;
  readonly joined: JoinedStacks;
  /** Of the joined topology: services by `STACK/SERVICE`, networks by Docker name. */
  readonly reach: Reach;
  readonly names: HostNames;
  readonly needs: HostNeeds;
  /** Each stack by itself, with what the host knows, by its id. */
  readonly analyses: ReadonlyMap<string, Analysis>;
  /** Whether `host.networks` are those that exist on an Engine, so that what is missing there is missing. */
  readonly live: boolean;
  /** Proxies, tunnels and logins of all stacks; null where there are none, or their files are not at hand. */
  readonly ways: WaysFacts | null;
}

/** A place in the file of the host, `bulkhead.yaml`. */
export interface HostPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A finding with the stack whose file it stands in. */
export interface HostFinding {
  /** The stack that owns `finding.at`; null where no file of a stack does. */
  readonly stack: string | null;
  readonly finding: Finding;
  /** Where it stands in the file of the host; absent for all else. `finding.at` is a path in that file then. */
  readonly place?: HostPlace;
}

/** What a rule of the host reports; the rest comes from the rule. `subjects`: `STACK/SERVICE`, `network:DOCKERNAME`, `stack:NAME`. */
export interface HostReport extends Omit<Report, 'group'> {
  /** Null where it stands in the file of the host, which `place` leads to; else `at` is a path in the merged model of this stack. */
  readonly stack: string | null;
  readonly place?: HostPlace;
}

/** Files of one example, by path: `blog/compose.yaml`, `bulkhead.yaml`. */
export type HostExample = Readonly<Record<string, string>>;

export interface HostRule {
  /** `CN801`; never reused. */
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly why: string;
  readonly severity: Severity;
  readonly source: string;
  check(context: HostContext): Iterable<HostReport>;
}

/** A finding out of a rule of the host and its report. */
export function makeHostFinding(
  rule: Pick<HostRule, 'id' | 'slug' | 'why' | 'severity'>,
  report: HostReport,
): HostFinding {
  const finding = findingOf(rule, report);
  return { stack: report.stack, finding, ...(report.place ? { place: report.place } : {}) };
}
