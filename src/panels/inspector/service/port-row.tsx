import { X } from 'lucide-react';
import { reachedWords } from '../../../core/analysis/reach/reach-lists.ts';
import type { Published } from '../../../core/analysis/reach/reach-model.ts';
import type { PortBinding } from '../../../core/compose/topology.ts';
import { Button } from '../../../ui/button.tsx';
import { CommitField } from '../../../ui/commit-field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { applyOperations } from '../../shared/apply-operations.ts';
import { RefusedNote } from '../../shared/refused-note.tsx';
import { useApply } from '../../shared/use-apply.ts';

interface PortRowProps {
  readonly service: string;
  readonly binding: PortBinding;
  readonly reachedFrom: Published['reachableFrom'] | null;
}

function isLoopback(hostIp: string): boolean {
  return hostIp.startsWith('127.') || hostIp === '::1' || hostIp === 'localhost';
}

/** One published port: where it answers, its container port, loopback on and off, remove. */
export function PortRow({ service, binding, reachedFrom }: PortRowProps) {
  const { refused, apply } = useApply();
  const { hostIp, hostPort, protocol } = binding;
  const containerPort = String(binding.containerPort);
  const loopback = isLoopback(hostIp);
  const shown = hostPort === '' ? 'any port' : hostPort;

  function remap(to: string): string | null {
    if (!/^\d{1,5}$/.test(to.trim()) || Number(to) < 1 || Number(to) > 65535)
      return 'A port is a number from 1 to 65535.';
    return applyOperations(
      [{ type: 'remap', service, from: containerPort, to: to.trim(), protocol }],
      `Remap ${containerPort} of ${service} to ${to.trim()}`,
    );
  }

  function bind() {
    const to = loopback ? '' : '127.0.0.1';
    apply(
      [{ type: 'bind', service, hostPort, containerPort, hostIp: to, protocol }],
      loopback ? `Publish ${shown} on all interfaces` : `Bind ${shown} to loopback`,
    );
  }

  function unpublish() {
    apply(
      [{ type: 'unpublish', service, hostPort, containerPort, protocol }],
      `Unpublish ${shown} of ${service}`,
    );
  }

  return (
    <li className={`bh-port bh-port-${reachedFrom ?? 'unknown'}`}>
      <div className="bh-row">
        <span className="bh-port-host" title={hostIp === '' ? 'All interfaces' : hostIp}>
          {hostIp === '' ? '' : `${hostIp}:`}
          <strong>{shown}</strong> →
        </span>
        <CommitField
          className="bh-port-container"
          label={`Container port behind ${shown}`}
          hideLabel
          value={containerPort}
          inputMode="numeric"
          onCommit={remap}
        />
        <span className="bh-dim">/{protocol}</span>
        <span className="bh-row-fill" />
        <Button className="bh-button-small" onClick={bind} aria-pressed={loopback}>
          {loopback ? 'All interfaces' : 'Loopback'}
        </Button>
        <IconButton
          className="bh-icon-button-small"
          label={`Unpublish ${shown}`}
          icon={<X size={13} />}
          onClick={unpublish}
        />
      </div>
      {reachedFrom !== null && <p className="bh-port-reached">{reachedWords[reachedFrom]}</p>}
      <RefusedNote reason={refused} />
    </li>
  );
}
