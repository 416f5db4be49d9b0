// CN128. Owns: names of routers, services and middlewares that two containers say.

import type { WaysRule } from '../findings/finding.ts';
import { faultReports } from './facts/ways-reports.ts';

export const cn128: WaysRule = {
  id: 'CN128',
  slug: 'route-names-merge',
  title: 'Two containers have the same route name',
  why: 'Traefik puts the labels of all containers together. Equal names with different contents cancel each other, and two services of one name become one, so that requests go to each container in turn, round the login of the other.',
  mend: 'Give the router, service or middleware of one of the containers another name in its labels.',
  severity: 'warning',
  source: 'measured with Traefik 3.7',
  checkWays: (facts) => faultReports(facts, 'names-merge', { opens: 'error' }),
};
