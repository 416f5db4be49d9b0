import { clusterRanges, readRanges } from '../../core/export/kubernetes/cluster-ranges.ts';
import type { KubernetesOptions } from '../../core/export/kubernetes/kubernetes-frame.ts';
import { serviceTypes } from '../../core/export/kubernetes/service-types.ts';
import type { SwarmOptions } from '../../core/export/swarm/stack-context.ts';
import { CommitField } from '../../ui/commit-field.tsx';
import { Select } from '../../ui/select.tsx';
import type { PlatformChoice } from './platform-choice.ts';

interface Labelled<T extends string> {
  readonly id: string;
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

function Labelled<T extends string>({ id, label, options, value, onChange }: Labelled<T>) {
  return (
    <div className="bh-form-field">
      <label htmlFor={id} className="bh-form-field-label">
        {label}
      </label>
      <Select id={id} options={options} value={value} onChange={onChange} />
    </div>
  );
}

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
      <Labelled
        id="swarm-internal-ports"
        label="Ports of services without a way out"
        options={internalPorts}
        value={options.internalPorts}
        onChange={(value) => onChange({ ...options, internalPorts: value })}
      />
      <Labelled
        id="swarm-loopback"
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
      <Labelled
        id="kubernetes-service-type"
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

/** What a person may decide for the platform. */
export function PlatformOptions({ choice, onChange }: PlatformOptionsProps) {
  return (
    <div className="bh-platform-options">
      {choice.platform === 'swarm' ? (
        <SwarmFields options={choice.options} onChange={(options) => onChange({ ...choice, options })} />
      ) : (
        <KubernetesFields options={choice.options} onChange={(options) => onChange({ ...choice, options })} />
      )}
    </div>
  );
}
