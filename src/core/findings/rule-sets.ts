// Rule sets: which severity a finding has for one purpose or another, and which rules are off. What is off runs nowhere: it is in no
// report, no sum and no picture.

import type { ReachOptions } from '../reach/reach-model.ts';
import type { Finding, Severity } from './finding.ts';

/**
 * `default` changes no severity; `strict` is for teams that enforce the rules, `cis` for the CIS Docker Benchmark, `homelab` for one
 * machine at home.
 */
export type RuleSet = NonNullable<ReachOptions['rules']>;

export const ruleSets: readonly RuleSet[] = ['default', 'strict', 'cis', 'homelab'];

/** Rules that are on in some sets alone: what they find holds of nearly every project, which is no news to most people. */
const onlyIn: ReadonlyMap<string, readonly RuleSet[]> = new Map<string, readonly RuleSet[]>([
  ['CN509', ['strict']],
]);

/** The sets that enforce the rules: what few people act on (`Finding.quiet`) is reported in them alone. */
export const enforcing: readonly RuleSet[] = ['strict', 'cis'];

/** The sets in which a rule is on, in their order. */
export function setsWith(rule: string): readonly RuleSet[] {
  return onlyIn.get(rule) ?? ruleSets;
}

/** Whether a rule is on in a set. */
export function isOn(rule: string, set: RuleSet): boolean {
  return setsWith(rule).includes(set);
}

/** The findings that a rule set reports, with its severities, in the order given. */
export function weighFindings(all: readonly Finding[], set: RuleSet): readonly Finding[] {
  const { atLeast, atMost } = weights[set];
  const findings = enforcing.includes(set) ? all : all.filter(({ quiet }) => quiet !== true);
  if (atLeast.size === 0 && atMost.size === 0) return findings;
  return findings.map((finding) => {
    const severity = between(finding.severity, atLeast.get(finding.rule), atMost.get(finding.rule));
    return severity === finding.severity ? finding : { ...finding, severity };
  });
}

function between(severity: Severity, least: Severity | undefined, most: Severity | undefined): Severity {
  const rank = ranks.indexOf(severity);
  if (least !== undefined && rank < ranks.indexOf(least)) return least;
  if (most !== undefined && rank > ranks.indexOf(most)) return most;
  return severity;
}

interface Weights {
  readonly atLeast: ReadonlyMap<string, Severity>;
  readonly atMost: ReadonlyMap<string, Severity>;
}

const ranks: readonly Severity[] = ['info', 'warning', 'error'];

function weigh(severity: Severity, ids: string): ReadonlyMap<string, Severity> {
  return new Map(ids.split(' ').map((id) => [id, severity]));
}

const none: ReadonlyMap<string, Severity> = new Map();

const weights: { readonly [set in RuleSet]: Weights } = {
  default: { atLeast: none, atMost: none },
  // Notes of the default set are warnings.
  strict: {
    atLeast: weigh(
      'warning',
      'CN101 CN136 CN137 CN201 CN204 CN206 CN207 CN213 CN216 CN304 CN410 CN505 CN508 CN509 CN512',
    ),
    atMost: none,
  },
  // The rules that rest on the CIS Docker Benchmark; other warnings are notes.
  cis: {
    atLeast: weigh('warning', 'CN101 CN211 CN301 CN306 CN501 CN502 CN504 CN505 CN510 CN511 CN515'),
    atMost: weigh(
      'info',
      'CN105 CN108 CN109 CN122 CN123 CN124 CN127 CN128 CN129 CN130 CN132 CN133 CN134 CN135 CN138 CN141 CN201 CN202 CN203 CN204 CN205 CN206 CN210 CN213 CN214 CN218 CN219 CN220 CN305 CN308 CN401 CN403 CN404 CN405 CN406 CN410 CN413 CN503 CN506 CN507 CN512 CN513 CN518 CN703 CN705 CN821 CN823 CN825',
    ),
  },
  // One person and one machine in a network at home: ports are meant for the LAN, dashboards mount the socket.
  homelab: {
    atLeast: none,
    atMost: new Map([
      ...weigh('info', 'CN101 CN108 CN201 CN203 CN205 CN301 CN305 CN410 CN505 CN506'),
      ...weigh('warning', 'CN102 CN140 CN141 CN502 CN306'),
    ]),
  },
};
