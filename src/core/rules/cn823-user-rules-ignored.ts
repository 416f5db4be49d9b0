// CN823. Owns: rules of DOCKER-USER on a machine whose Docker uses nftables and ignores them.

import { nameList } from '../compose/name-list.ts';
import type { Rule } from '../findings/finding.ts';
import { dockerUserRules } from '../machine/firewall-facts.ts';
import { machineOf } from '../machine/machine-model.ts';
import { allFamilies } from '../reach/reach-model.ts';

/** The number of rules that a finding shows; the others are counted. */
const maxShown = 2;

export const rule: Rule = {
  id: 'CN823',
  slug: 'user-rules-ignored',
  title: 'Rules of DOCKER-USER that nobody asks',
  why: 'With its nftables backend Docker creates its own tables and ignores DOCKER-USER. Ports that these rules closed have been open since the backend changed, although the rules are still listed.',
  severity: 'warning',
  source: 'semantics M10 (measured)',
  *check({ reach, checked }) {
    const machine = machineOf(reach.options);
    const [first] = checked.keys();
    if (!machine || first === undefined || reach.options.firewallBackend !== 'nftables') return;
    const ignored = allFamilies.flatMap((family) => {
      const { rules, asked } = dockerUserRules(machine, family);
      return asked ? [] : rules;
    });
    if (ignored.length === 0) return;
    const texts = ignored.map(({ text }) => text);
    const more = texts.length > maxShown ? ` and ${texts.length - maxShown} more` : '';
    yield {
      subjects: [],
      message: `Docker uses nftables on this machine and ignores DOCKER-USER: ${nameList(texts.slice(0, maxShown))}${more} ${texts.length === 1 ? 'has' : 'have'} no effect. Write them into an nftables table with a chain on the forward hook.`,
      at: ['services'],
      evidence: texts,
      parts: texts.map((text) => ['CN823', text]),
    };
  },
};
