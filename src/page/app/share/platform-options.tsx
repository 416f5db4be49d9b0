import { mainDocument } from '../../../core/compose/workspace/open-workspace.ts';
import { clusterRanges, readRanges } from '../../../core/export/kubernetes/cluster-ranges.ts';
import { exportKubernetes } from '../../../core/export/kubernetes/export-kubernetes.ts';
import type { KubernetesOptions } from '../../../core/export/kubernetes/kubernetes-frame.ts';
import { serviceTypes } from '../../../core/export/kubernetes/service-types.ts';
import type {
  Platform,
  PlatformExport,
  PlatformSource,
} from '../../../core/export/platform/platform-export.ts';
import { exportSwarm } from '../../../core/export/swarm/export-swarm.ts';
import type { SwarmOptions } from '../../../core/export/swarm/stack-context.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { engineTitle } from '../../../core/reach/engine-kinds.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import { analyze } from '../../../core/rules/all-rules.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { Session } from '../../../core/session/session.ts';
import { CommitField } from '../../ui/commit-field.tsx';
import { SelectField } from '../../ui/field.tsx';

const internalPorts: readonly { readonly value: SwarmOptions['internalPorts']; readonly label: string }[] = [
  { value: 'refuse', label: 'Ask me' },
  { value: 'drop', label: 'Leave them out' },
  { value: 'edge', label: 'Give them a network with a way out' },
];

const loopback: readonly { readonly value: SwarmOptions['loopback']; readonly label: string }[] = [
  { value: 'refuse', label: 'Ask me' },
  { value: 'drop', label: 'Leave them out' },
];

const types = serviceTypes.map((value) => ({ value, label: value }));

function rangesOf(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((range) => range !== '');
}

interface FieldsProps<Options> {
  readonly options: Options;
  readonly onChange: (options: Options) => void;
}

function SwarmFields({ options, onChange }: FieldsProps<SwarmOptions>) {
  return (
    <>
      <SelectField
        label="Ports of services without a way out"
        options={internalPorts}
        value={options.internalPorts}
        onChange={(value) => onChange({ ...options, internalPorts: value })}
      />
      <SelectField
        label="Ports on 127.0.0.1"
        options={loopback}
        value={options.loopback}
        onChange={(value) => onChange({ ...options, loopback: value })}
      />
    </>
  );
}

function KubernetesFields({ options, onChange }: FieldsProps<KubernetesOptions>) {
  return (
    <>
      <SelectField
        label="Services of published ports"
        options={types}
        value={options.serviceType}
        onChange={(value) => onChange({ ...options, serviceType: value })}
      />
      <CommitField
        label="Ranges that are not the outside"
        className="bh-platform-ranges"
        value={options.clusterCidrs.join(', ')}
        onCommit={(text) => {
          const ranges = readRanges(rangesOf(text));
          if (!ranges.ok) return ranges.error.message;
          onChange({ ...options, clusterCidrs: clusterRanges(ranges.value) });
          return null;
        }}
      />
    </>
  );
}

interface PlatformOptionsProps {
  readonly choice: PlatformChoice;
  readonly onChange: (choice: PlatformChoice) => void;
}

/** The options of an export for a platform. */
export function PlatformOptions({ choice, onChange }: PlatformOptionsProps) {
  return (
    <div className="bh-platform-options bh-wrap bh-gap-4">
      {choice.platform === 'swarm' ? (
        <SwarmFields options={choice.options} onChange={(options) => onChange({ ...choice, options })} />
      ) : (
        <KubernetesFields options={choice.options} onChange={(options) => onChange({ ...choice, options })} />
      )}
    </div>
  );
}

// What a person chooses for an export to another platform, and the project that is exported.

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

/** Returns the project on a Docker Engine, the newest one where another kind is predicted; null where the project cannot be read. */
export function platformSource({
  session,
  analysis,
  options,
}: {
  readonly session: Session | null;
  readonly analysis: Analysis | null;
  readonly options: ReachOptions;
}): {
  readonly source: PlatformSource;
  /** The name of the Engine. */
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

/** Returns the project exported for the chosen platform. */
export function platformExport(source: PlatformSource, choice: PlatformChoice): PlatformExport {
  return choice.platform === 'swarm'
    ? exportSwarm(source, choice.options)
    : exportKubernetes(source, choice.options);
}
