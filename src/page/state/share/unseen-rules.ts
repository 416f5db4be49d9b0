// Which rules cannot report anything where a link left out what they read: silence of these is no answer.

import { hostFiles, references, routeKeys } from '../../../core/rules/facts/read-keys.ts';
import { rules } from '../../../core/rules/registry.ts';
import type { HiddenFacts } from '../../../core/summary/summary.ts';
import type { LeftOut } from '../import/project-input.ts';

/** Keys by which a container may give the host away, beside those that a link holds. A hook may run with all rights. */
const givers = [...hostFiles, 'devices', 'device_cgroup_rules', 'post_start', 'pre_stop'];

export interface UnseenRule {
  readonly rule: string;
  /** Of what was left out, what it reads. */
  readonly keys: readonly string[];
}

/** Whether a container may give the host away by something that was left out, so that none can be said not to. */
export function hidesHost(left: LeftOut | null): boolean {
  return left !== null && givers.some((key) => left.has(key));
}

/** What a link left out of that on which the summary's counts rest. */
export function hiddenFacts(left: LeftOut | null): HiddenFacts {
  const lacks = (keys: readonly string[]): boolean => left !== null && keys.some((key) => left.has(key));
  return {
    host: hidesHost(left),
    routes: lacks(routeKeys),
    needs: lacks([...references, 'volumes', 'volumes_from', 'dns', 'extra_hosts']),
  };
}

/** The rules that read something of what was left out (`TopologyText.left`), in the order of their ids. */
export function unseenRules(left: LeftOut): readonly UnseenRule[] {
  return rules.flatMap(({ id, reads = [] }) => {
    const keys = reads.filter((key) => left.has(key));
    return keys.length > 0 ? [{ rule: id, keys }] : [];
  });
}
