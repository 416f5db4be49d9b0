// CN130. Owns: settings that another source silences.

import type { WaysRule } from '../findings/finding.ts';
import { faultReports } from './facts/ways-reports.ts';

export const cn130: WaysRule = {
  id: 'CN130',
  slug: 'static-source-ignored',
  title: 'One source of settings silences another',
  why: 'Traefik takes its static settings from a file, else from flags, else from the environment, and never puts them together. What the others say has no effect, without a message.',
  mend: 'Move all settings into the source that counts, which the finding names.',
  severity: 'warning',
  source: 'measured with Traefik 3.7',
  checkWays: (facts) => faultReports(facts, 'source-ignored', { opens: 'error' }),
};
