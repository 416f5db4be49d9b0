// CN701. Owns: intents of the file that do not hold, or may not hold. Invalid words in them are CN902.

import type { Rule } from '../findings/finding.ts';
import { checkIntents } from '../intents/check-intents.ts';
import { intentReports } from './facts/intent-reports.ts';
import { leavingsIn } from './facts/ways-out.ts';

export const rule: Rule = {
  id: 'CN701',
  slug: 'intent-broken',
  title: 'A declared intent does not hold',
  why: 'An intent states what must hold here, whatever else changes. Either the change that breaks it is a mistake, or the intent is out of date and has to change.',
  severity: 'error',
  source: 'x-bulkhead.intents; docs/intents.md',
  check: (context) => intentReports(context, checkIntents(context, leavingsIn(context))),
};
