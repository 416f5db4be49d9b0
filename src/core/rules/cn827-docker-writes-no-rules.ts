// CN827. Owns: a daemon that is configured to write no firewall rules.

import type { Rule } from '../findings/finding.ts';

export const rule: Rule = {
  id: 'CN827',
  slug: 'docker-writes-no-rules',
  title: 'Docker writes no rules of the firewall',
  why: 'With `"iptables": false`, networks that are not internal are separate in name only: their containers reach each other on every port. Outgoing packets are not translated, and published ports answer through the userland proxy, which hides the client\'s address.',
  severity: 'error',
  source: 'semantics F9 (measured)',
  *check({ reach, checked }) {
    const [first] = checked.keys();
    if (first === undefined || reach.options.daemon?.iptables !== false) return;
    yield {
      subjects: [],
      message:
        'The daemon runs with "iptables": false: containers of different networks reach each other on every port, and none has a way out. Remove the setting from daemon.json, and put your own rules into DOCKER-USER.',
      at: ['services'],
      evidence: ['iptables'],
    };
  },
};
