// CN123. Owns: routers on entry points that the proxy does not have.

import type { WaysRule } from '../findings/finding.ts';
import { faultReports } from './facts/ways-reports.ts';

export const cn123: WaysRule = {
  id: 'CN123',
  slug: 'entrance-missing',
  title: 'A route names an entry point that does not exist',
  why: 'Traefik drops a router from an entry point that it does not have, and says so only in its log. The host name is then served nowhere, or by a wider router.',
  mend: 'Name an entry point that the proxy has in the label or on the line that the finding names, or add the missing one to the settings of the proxy.',
  severity: 'warning',
  source: 'measured with Traefik 3.7',
  checkWays: (facts) => faultReports(facts, 'entrance-missing', { minor: 'info' }),
};
