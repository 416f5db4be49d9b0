// CN124. Owns: routers that name a middleware which is not there.

import type { WaysRule } from '../findings/finding.ts';
import { faultReports } from './facts/ways-reports.ts';

export const cn124: WaysRule = {
  id: 'CN124',
  slug: 'guard-missing',
  title: 'A route names a login or another guard that does not exist',
  why: 'Traefik drops the whole router, not only the missing middleware. Its requests then go to a wider router, which may have no login.',
  mend: "Define the middleware in the labels or the file that the router's provider reads, or correct its name on the line that the finding names.",
  severity: 'warning',
  source: 'measured with Traefik 3.7',
  checkWays: (facts) => faultReports(facts, 'guard-missing', { opens: 'error' }),
};
