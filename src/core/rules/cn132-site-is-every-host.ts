// CN132. Owns: sites and routes that answer every host name, and were not meant to.

import type { WaysRule } from '../findings/finding.ts';
import { faultReports } from './facts/ways-reports.ts';

export const cn132: WaysRule = {
  id: 'CN132',
  slug: 'site-is-every-host',
  title: 'A site answers every host name',
  why: 'A variable without a value leaves an address that fits all host names, and a TCP router for every server name comes before all HTTP. Requests for other names, and their logins, end there.',
  mend: 'Give the variable a value in the environment of the proxy, or write the host name on the line that the finding names.',
  severity: 'warning',
  source: 'measured with Traefik 3.7 and Caddy 2.11',
  checkWays: (facts) => faultReports(facts, 'every-host', { opens: 'error' }),
};
