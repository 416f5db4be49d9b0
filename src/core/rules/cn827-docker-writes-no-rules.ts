// CN827. Owns: a daemon that is told to write no rules of the firewall.

import type { Rule } from '../findings/finding.ts';

export const rule: Rule = {
  id: 'CN827',
  slug: 'docker-writes-no-rules',
  title: 'Docker writes no rules of the firewall',
  why: 'With `"iptables": false` networks that are not internal are separate in name alone: their containers reach each other on every port. Nothing is translated on its way out, and published ports answer through the proxy, which hides who asks.',
  severity: 'error',
  source: 'semantics F9 (measured)',
  *check({ reach, checked }) {
    const [first] = checked.keys();
    if (first === undefined || reach.options.daemon?.iptables !== false) return;
    yield {
      subjects: [],
      message:
        'The daemon runs with "iptables": false: containers of different networks reach each other on every port, and nobody gets out. Take the setting out of daemon.json, and put rules of your own into DOCKER-USER.',
      at: ['services'],
      evidence: ['iptables'],
    };
  },
};
