// CN129. Owns: labels that make the proxy ignore a container.

import type { WaysRule } from '../findings/finding.ts';
import { faultReports } from './facts/ways-reports.ts';

export const cn129: WaysRule = {
  id: 'CN129',
  slug: 'labels-dropped',
  title: 'One wrong label drops all labels of a container',
  why: 'Traefik reads the labels of a container as a whole. One option that it does not know makes it ignore the others too, with middlewares that other containers use.',
  mend: 'Correct or delete the label that the finding names.',
  severity: 'warning',
  source: 'measured with Traefik 3.7',
  checkWays: (facts) => faultReports(facts, 'labels-dropped'),
};
