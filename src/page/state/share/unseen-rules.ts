// Which rules cannot report anything where a link left out what they read: silence of these is no answer.

import type { HiddenFacts } from '../../../core/summary/summary.ts';
import type { LeftOut } from '../import/project-input.ts';

/** Keys that name hosts to talk to, or commands that do. */
const references = ['environment', 'env_file', 'command', 'entrypoint', 'healthcheck', 'labels'];
/** Keys that say what proxies and tunnels lead to. */
const routeKeys = ['labels', 'environment', 'command', 'entrypoint', 'volumes', 'configs'];
/** Keys that put a file, socket or device of the host into a container. */
const hostFiles = ['volumes', 'volumes_from', 'configs', 'secrets', 'use_api_socket'];

/** Keys by which a container may give the host away, beside those that a link holds. A hook may run with all rights. */
const givers = [...hostFiles, 'devices', 'device_cgroup_rules', 'post_start', 'pre_stop'];

/** By rule, the keys without which it may miss something. `unseen-rules.test.ts` holds it to the examples of the rules. */
const keysByRule: ReadonlyMap<string, readonly string[]> = new Map([
  ['CN141', ['environment', 'command', 'labels']],
  ['CN216', routeKeys],
  ['CN219', ['sysctls']],
  ['CN308', ['deploy']],
  ['CN402', references],
  ['CN403', references],
  ['CN404', references],
  ['CN405', references],
  ['CN407', references],
  ['CN410', [...references, 'extra_hosts']],
  ['CN411', routeKeys],
  ['CN412', references],
  ['CN413', ['dns']],
  ['CN501', ['build', 'post_start', 'pre_stop']],
  ['CN502', hostFiles],
  ['CN503', ['volumes', 'environment']],
  ['CN507', ['sysctls']],
  ['CN511', [...hostFiles, 'devices', 'device_cgroup_rules']],
  ['CN512', ['volumes']],
  ['CN514', hostFiles],
  ['CN515', ['volumes']],
  ['CN516', ['environment', 'command', 'entrypoint', 'labels', 'build']],
  ['CN603', ['deploy']],
  ['CN605', [...references, ...hostFiles, 'build', 'deploy']],
  ['CN608', ['dns', 'extra_hosts']],
]);

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
  const unseen: UnseenRule[] = [];
  for (const [rule, reads] of keysByRule) {
    const keys = reads.filter((key) => left.has(key));
    if (keys.length > 0) unseen.push({ rule, keys });
  }
  return unseen;
}
