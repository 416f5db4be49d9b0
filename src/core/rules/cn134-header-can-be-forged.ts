// CN134. Owns: headers and addresses that neighbours or the host can forge.

import type { WaysRule } from '../findings/finding.ts';
import { faultReports } from './facts/ways-reports.ts';

export const cn134: WaysRule = {
  id: 'CN134',
  slug: 'header-can-be-forged',
  title: 'A header is trusted that others can send',
  why: 'Lists of addresses, logs and apps rely on X-Forwarded-For. Where the proxy believes it from private ranges, every container in them and this machine itself can claim to be anybody.',
  mend: 'Name only the addresses of the proxies before it, on the line that the finding names.',
  severity: 'warning',
  source: 'measured with Caddy 2.11',
  checkWays: (facts) => faultReports(facts, 'header-trusted'),
};
