// Which rules cannot report anything where a link left out what they read: silence of these is no answer.

import type { RuleBook } from '../../../core/findings/rule-book.ts';
import { hostFiles, references, routeKeys } from '../../../core/rules/facts/read-keys.ts';
import type { HiddenFacts } from '../../../core/summary/summary.ts';
import type { LeftOut } from '../import/project-input.ts';

/** The keys, beside those in a link, by which a container may give away the host. A hook may run with all privileges. */
const hostAccessKeys = [...hostFiles, 'devices', 'device_cgroup_rules', 'post_start', 'pre_stop'];

export interface UnseenRule {
  readonly rule: string;
  /** The left-out keys that the rule reads. */
  readonly keys: readonly string[];
}

/** True when left-out values may give a container access to the host, so that no container is known to be without it. */
export function hidesHost(left: LeftOut | null): boolean {
  return left !== null && hostAccessKeys.some((key) => left.has(key));
}

/** Returns which counts of the summary depend on left-out values. */
export function hiddenFacts(left: LeftOut | null): HiddenFacts {
  const lacks = (keys: readonly string[]): boolean => left !== null && keys.some((key) => left.has(key));
  return {
    host: hidesHost(left),
    routes: lacks(routeKeys),
    needs: lacks([...references, 'volumes', 'volumes_from', 'dns', 'extra_hosts']),
  };
}

/** Returns the rules of a book that read left-out values (`TopologyText.left`), sorted by id. */
export function unseenRules({ rules }: RuleBook, left: LeftOut): readonly UnseenRule[] {
  return rules.flatMap(({ id, reads = [] }) => {
    const keys = reads.filter((key) => left.has(key));
    return keys.length > 0 ? [{ rule: id, keys }] : [];
  });
}
