// CN131. Owns: guards that stand there and do not guard.

import type { WaysRule } from '../findings/finding.ts';
import { faultReports } from './facts/ways-reports.ts';

export const cn131: WaysRule = {
  id: 'CN131',
  slug: 'guard-without-effect',
  title: 'A login or a list of addresses has no effect',
  why: 'It stands in the configuration and lets everybody in: the program answers before it asks, asks nobody, or replaces the outer list. Nothing in the log says so.',
  mend: 'Change the line that the finding names: each message says what to write there.',
  severity: 'error',
  source: 'measured with Caddy 2.11 and nginx 1.22',
  checkWays: (facts) => faultReports(facts, 'guard-without-effect'),
};
