// CN217 and CN609: what an edit does to what is deployed. They are about two versions, so they are no rules of one; they say what the plan
// of `up` says.

import type { Topology } from '../compose/topology.ts';
import type { Finding } from '../findings/finding.ts';
import { makeFinding } from '../findings/make-finding.ts';
import { losesNames } from './plan-sentences.ts';
import { type Failure, networksWith, type UpPlan } from './up-plan.ts';

const remakes = {
  id: 'CN217',
  slug: 'up-remakes-network',
  why: 'Compose makes a network anew whose settings changed: it stops what is on it, and connects it again without anything that the file says of it there. Service names, aliases and fixed addresses are gone until the containers are made anew, and no later `up` brings them back. Compose before 2.31 leaves the network as it is.',
  severity: 'warning',
} as const;

const halfWay = {
  id: 'CN609',
  slug: 'up-ends-half-way',
  why: 'Compose stops what is on a network before it removes the network. Where that fails, it ends there: services stay down, and the next `up` fails as well.',
  severity: 'error',
} as const;

/** Returns the findings of a plan, located in the files to be deployed. */
export function planFindings(plan: UpPlan, after: Topology): readonly Finding[] {
  const failing = plan.failures.filter(({ kind }) => endsHalfWay.has(kind));
  return [
    ...failing.map((failure) => halfWayFinding(plan, failure, after)),
    ...networksWith(plan, 'made-anew').flatMap((key) => remadeFinding(plan, key, after)),
    ...plan.unchanged.map((key) => leftFinding(plan, key, after)),
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

function halfWayFinding(plan: UpPlan, { at, kind, who, certain, text }: Failure, after: Topology): Finding {
  const isNetwork = after.networks.has(at) && kind !== 'refused' ? true : !after.services.has(at);
  return makeFinding(
    halfWay,
    {
      severity: certain ? 'error' : 'warning',
      certainty: certain ? 'certain' : 'inferred',
      subjects: [isNetwork ? `network:${at}` : at],
      message: `${text}${wayRound(plan)}`,
      at: [isNetwork ? 'networks' : 'services', at],
      evidence: [kind, at, ...who],
    },
    after,
  );
}

function remadeFinding(plan: UpPlan, key: string, after: Topology): readonly Finding[] {
  const names = [...plan.lost]
    .filter(([, lost]) => lost.some(({ network }) => network === key))
    .map(([name]) => name);
  // Where everybody is made anew, nothing is lost.
  const what = names.length === 0 ? 'what is on it is made anew, too' : losesNames(names);
  return [
    makeFinding(
      remakes,
      {
        severity: names.length === 0 ? 'info' : 'warning',
        subjects: [`network:${key}`],
        message: `\`up\` makes ${key} anew; ${what}${names.length === 0 ? '.' : ` there.${wayRound(plan)}`}`,
        at: ['networks', key],
        evidence: [key],
      },
      after,
    ),
  ];
}

function leftFinding(plan: UpPlan, key: string, after: Topology): Finding {
  return makeFinding(
    remakes,
    {
      severity: 'info',
      subjects: [`network:${key}`],
      message: `${key} is changed in the file, and \`up\` leaves the deployed network as it is.${wayRound(plan)}`,
      at: ['networks', key],
      evidence: [key],
    },
    after,
  );
}

function wayRound({ commands }: UpPlan): string {
  return commands.length === 0 ? '' : ` Run ${commands.map((command) => `\`${command}\``).join(', then ')}.`;
}
