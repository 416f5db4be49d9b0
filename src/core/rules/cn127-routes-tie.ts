// CN127. Owns: routers of one priority that take one request.

import type { WaysRule } from '../findings/finding.ts';
import { faultReports } from './facts/ways-reports.ts';

export const cn127: WaysRule = {
  id: 'CN127',
  slug: 'routes-tie',
  title: 'Two routes of equal rank match the same requests',
  why: 'Traefik ranks routers by the length of their rules. Of two equal ones each start of the proxy picks one, so the same request is answered by another service after a restart.',
  mend: 'Give the router with the login a higher priority, in its label or on the line that the finding names.',
  severity: 'warning',
  source: 'measured with Traefik 3.7',
  checkWays: (facts) => faultReports(facts, 'routes-tie', { opens: 'error' }),
};
