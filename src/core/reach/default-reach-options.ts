// The options assumed by default: the newest measured Engine with a daemon as installed.

import type { ReachOptions } from './reach-model.ts';

export const defaultReachOptions: ReachOptions = {
  engine: { text: '29', kind: 'docker', major: 29, minor: 99, patch: 99 },
  userlandProxy: true,
  directRouting: false,
  ipv6Default: false,
  firewallBackend: 'iptables',
  profiles: [],
  project: null,
};
