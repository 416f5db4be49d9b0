// CN135. Owns: rules that the program drops, or that fit nothing.

import type { WaysRule } from '../findings/finding.ts';
import { faultReports } from './facts/ways-reports.ts';

export const cn135: WaysRule = {
  id: 'CN135',
  slug: 'route-never-matches',
  title: 'A route never takes a request',
  why: 'The program drops the rule or reads it as something that no request fits. The name is answered by another route, or not at all.',
  mend: 'Correct the rule or the service of the router, in its label or on the line that the finding names.',
  severity: 'warning',
  source: 'measured with Traefik 3.7',
  checkWays: (facts) => faultReports(facts, 'never-matches'),
};
