// CN824. Owns: a FORWARD policy of iptables that drops traffic which Docker's nftables accept.

import { nameList } from '../compose/name-list.ts';
import type { Rule } from '../findings/finding.ts';
import { dropsForwarded } from '../machine/firewall-facts.ts';
import { machineReachOf } from '../machine/machine-model.ts';
import { familyNames } from '../reach/families.ts';
import { allFamilies, type FamilyFacts } from '../reach/reach-model.ts';

export const rule: Rule = {
  id: 'CN824',
  slug: 'forward-drop-beside-nftables',
  title: "The policy of FORWARD drops what Docker's nftables accepts",
  why: 'In netfilter every chain of a hook has to accept a packet. Docker with iptables sets the policy of FORWARD to DROP; after a change to the nftables backend without a restart of the machine that policy remains, and nothing is forwarded any more: no way out, no published port.',
  severity: 'error',
  source: 'semantics M9, M10 (measured)',
  *check({ reach, checked }) {
    const known = machineReachOf(reach);
    if (!known || reach.options.firewallBackend !== 'nftables') return;
    for (const family of allFamilies) {
      if (!known.families[family] || !dropsForwarded(known.machine, family)) continue;
      const cut = [...checked.keys()].filter((name) =>
        losesConnectivity(known.plain.family(family).facts(name), reach.family(family).facts(name)),
      );
      const [first] = cut;
      if (first === undefined) continue;
      const program = family === 'ipv4' ? 'iptables' : 'ip6tables';
      yield {
        subjects: cut,
        message: `The policy of FORWARD is DROP in ${program}, beside Docker's nftables: over ${familyNames[family]}, ${nameList(cut)} ${cut.length === 1 ? 'loses its way out or its published ports' : 'lose their ways out or their published ports'}. Restart the machine, or run ${program} -P FORWARD ACCEPT and let nftables drop unwanted traffic.`,
        at: ['services', first],
        evidence: [family, ...cut],
        parts: cut.map((name) => ['CN824', family, name]),
      };
    }
  },
};

/** True when a service loses its way out, or its answer to the outside. */
function losesConnectivity(was: FamilyFacts, is: FamilyFacts): boolean {
  if (was.egress === true && is.out?.internet === false) return true;
  return was.published.some(
    ({ reachableFrom }, index) =>
      reachableFrom === 'outside' && is.published[index]?.answers?.internet === false,
  );
}
