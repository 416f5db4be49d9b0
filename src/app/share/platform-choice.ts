// What a person chooses for an export to another platform, and the project that is exported.

import { analyze } from '../../core/analysis/analyze.ts';
import { defaultReachOptions } from '../../core/analysis/default-reach-options.ts';
import { engineTitle } from '../../core/analysis/engine-kinds.ts';
import { mainDocument } from '../../core/compose/workspace/open-workspace.ts';
import { clusterRanges } from '../../core/export/kubernetes/cluster-ranges.ts';
import { exportKubernetes } from '../../core/export/kubernetes/export-kubernetes.ts';
import type { KubernetesOptions } from '../../core/export/kubernetes/kubernetes-frame.ts';
import type { Platform, PlatformExport, PlatformSource } from '../../core/export/platform/platform-export.ts';
import { exportSwarm } from '../../core/export/swarm/export-swarm.ts';
import type { SwarmOptions } from '../../core/export/swarm/stack-context.ts';
import type { SessionState } from '../../state/session/session-state.ts';

export type PlatformChoice =
  | { readonly platform: 'swarm'; readonly options: SwarmOptions }
  | { readonly platform: 'kubernetes'; readonly options: KubernetesOptions };

export const initialChoices: { readonly [platform in Platform]: PlatformChoice } = {
  swarm: { platform: 'swarm', options: { internalPorts: 'refuse', loopback: 'refuse' } },
  kubernetes: {
    platform: 'kubernetes',
    options: { clusterCidrs: clusterRanges([]), serviceType: 'LoadBalancer' },
  },
};

/** The project as Compose runs it; another Engine than Docker's is replaced by the newest one. Null where it cannot be read. */
export function platformSource({
  session,
  analysis,
  options,
}: Pick<SessionState, 'session' | 'analysis' | 'options'>): {
  readonly source: PlatformSource;
  /** In words. */
  readonly engine: string;
  readonly fileFor: (platform: Platform) => string;
} | null {
  if (session === null || analysis === null || session.workspace.stale) return null;
  const { workspace } = session;
  const docker = options.engine.kind === 'docker';
  const { engine } = docker ? options : defaultReachOptions;
  const base = options.project ?? mainDocument(workspace).file.replace(/\.ya?ml$/i, '');
  return {
    source: {
      workspace,
      analysis: docker ? analysis : analyze(workspace, { ...options, engine }),
      project: options.project,
    },
    engine: engineTitle(engine),
    fileFor: (platform) => `${base}.${platform === 'swarm' ? 'stack' : 'kubernetes'}.yaml`,
  };
}

/** The project for the chosen platform. */
export function platformExport(source: PlatformSource, choice: PlatformChoice): PlatformExport {
  return choice.platform === 'swarm'
    ? exportSwarm(source, choice.options)
    : exportKubernetes(source, choice.options);
}
