// CN826. Owns: containers in the stale network namespace of a restarted one, as seen on a live host.

import { nameList } from '../compose/name-list.ts';
import type { Rule } from '../findings/finding.ts';
import { hostName, isDeadNamespace } from '../host/host.ts';
import { shellCommand } from '../quote/shell-word.ts';

export const rule: Rule = {
  id: 'CN826',
  slug: 'stale-namespace',
  title: 'A container is left in a namespace that is gone',
  why: 'A container that joins the network of another joins the namespace that the other has at that moment. If only the other restarts, it gets a new namespace; the containers that joined keep the old one with loopback alone, run on, and reach nothing until they are restarted. The clients of a VPN container are the usual victims.',
  severity: 'error',
  source: 'semantics T7 (measured)',
  *checkStacks({ host }) {
    for (const { id, project, differences = [] } of host.stacks) {
      const dead = differences.filter(isDeadNamespace);
      const [first] = dead;
      if (!first) continue;
      const names = [...new Set(dead.map(({ at }) => String(at[1])))];
      const [is, they] = names.length === 1 ? ['is', 'it'] : ['are', 'them'];
      yield {
        stack: id,
        subjects: names.map((name) => hostName(id, name)),
        message: `${nameList(names)} ${is} left in the network namespace of a container that was restarted since, with loopback alone. Restart ${they}: ${shellCommand(['docker', 'compose', ...(project.name === null ? [] : ['-p', project.name]), 'restart'], names)}`,
        at: first.at,
        evidence: names,
        parts: names.map((name) => ['CN826', id, name]),
      };
    }
  },
};
