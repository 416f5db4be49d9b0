// CN217 and CN609: what an edit does to what is deployed. They are about two versions, so they are no rules of one; they say what the plan
// of `up` says.

import type { Topology } from '../compose/topology.ts';
import type { Finding } from '../findings/finding.ts';
import { makeFinding } from '../findings/make-finding.ts';
import { losesNamesText } from './plan-sentences.ts';
import { type Failure, networksWith, type UpPlan } from './up-plan.ts';

const whyRecreated = {
  id: 'CN217',
  slug: 'up-remakes-network',
  why: 'Compose recreates a network whose settings changed: it stops the containers on it, and connects them again without any of their settings in the file. Service names, aliases and fixed addresses are lost until the containers are recreated, and no later `up` restores them. Compose before 2.31 leaves the network unchanged.',
  severity: 'warning',
} as const;

const whyIncomplete = {
  id: 'CN609',
  slug: 'up-ends-half-way',
  why: 'Compose stops the containers on a network before it removes the network. If the removal fails, `up` ends there: services stay down, and the next `up` fails as well.',
  severity: 'error',
} as const;

/** Returns the findings of a plan, located in the files to be deployed. */
export function planFindings(plan: UpPlan, after: Topology): readonly Finding[] {
  const failing = plan.failures.filter(({ kind }) => endsHalfWay.has(kind));
  return [
    ...failing.map((failure) => incompleteFinding(plan, failure, after)),
    ...networksWith(plan, 'made-anew').flatMap((key) => recreatedFinding(plan, key, after)),
    ...plan.unchanged.map((key) => unchangedFinding(plan, key, after)),
  ];
}

const endsHalfWay: ReadonlySet<Failure['kind']> = new Set([
  'guest',
  'run-container',
  'profile',
  'orphan',
  'moving',
  'joining',
  'renamed',
  'refused',
]);

function incompleteFinding(
  plan: UpPlan,
  { at, kind, who, certain, text }: Failure,
  after: Topology,
): Finding {
  const isNetwork = after.networks.has(at) && kind !== 'refused' ? true : !after.services.has(at);
  return makeFinding(
    whyIncomplete,
    {
      severity: certain ? 'error' : 'warning',
      certainty: certain ? 'certain' : 'inferred',
      subjects: [isNetwork ? `network:${at}` : at],
      message: `${text}${commandAdvice(plan)}`,
      at: [isNetwork ? 'networks' : 'services', at],
      evidence: [kind, at, ...who],
    },
    after,
  );
}

function recreatedFinding(plan: UpPlan, key: string, after: Topology): readonly Finding[] {
  const names = [...plan.lost]
    .filter(([, lost]) => lost.some(({ network }) => network === key))
    .map(([name]) => name);
  // When every container is recreated, nothing is lost.
  const what = names.length === 0 ? 'the containers on it are recreated, too' : losesNamesText(names);
  return [
    makeFinding(
      whyRecreated,
      {
        severity: names.length === 0 ? 'info' : 'warning',
        subjects: [`network:${key}`],
        message: `\`up\` recreates ${key}; ${what}${names.length === 0 ? '.' : ` on it.${commandAdvice(plan)}`}`,
        at: ['networks', key],
        evidence: [key],
      },
      after,
    ),
  ];
}

function unchangedFinding(plan: UpPlan, key: string, after: Topology): Finding {
  return makeFinding(
    whyRecreated,
    {
      severity: 'info',
      subjects: [`network:${key}`],
      message: `${key} is changed in the file, and \`up\` leaves the deployed network unchanged.${commandAdvice(plan)}`,
      at: ['networks', key],
      evidence: [key],
    },
    after,
  );
}

function commandAdvice({ commands }: UpPlan): string {
  return commands.length === 0 ? '' : ` Run ${commands.map((command) => `\`${command}\``).join(', then ')}.`;
}
