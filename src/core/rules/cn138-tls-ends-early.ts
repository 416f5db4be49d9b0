// CN138. Owns: TLS that ends before the way to another machine.

import type { WaysRule } from '../findings/finding.ts';
import { faultReports } from './facts/ways-reports.ts';

export const cn138: WaysRule = {
  id: 'CN138',
  slug: 'tls-ends-early',
  title: 'TLS ends and goes on in the clear to another machine',
  why: 'Visitors see a lock, and passwords cross the network between the two machines as plain text. On one machine that is fine; to another one it is not.',
  mend: 'Ask the other machine over TLS, on the line that the finding names.',
  severity: 'warning',
  source: 'RFC 9110',
  checkWays: (facts) => faultReports(facts, 'tls-ends'),
};
