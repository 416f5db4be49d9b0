// CN133. Owns: containers on several networks of which the proxy has some.

import type { WaysRule } from '../findings/finding.ts';
import { faultReports } from './facts/ways-reports.ts';

export const cn133: WaysRule = {
  id: 'CN133',
  slug: 'target-network-by-chance',
  title: 'Chance decides on which network the proxy asks a container',
  why: 'Traefik takes any network of the container unless a label names one, and may take another after each restart of any container. Where it is not on that network itself, requests end in a timeout after 30 seconds.',
  mend: 'Give the container the label traefik.docker.network with a network that the proxy is on.',
  severity: 'warning',
  source: 'measured with Traefik 3.7',
  checkWays: (facts) => faultReports(facts, 'network-by-chance'),
};
