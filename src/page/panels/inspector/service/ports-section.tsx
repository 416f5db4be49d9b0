import { X } from 'lucide-react';
import { useMemo } from 'react';
import {
  containerRange,
  containerText,
  holdsPort,
} from '../../../../core/compose/project/ports/port-range.ts';
import type { PortBinding, Service } from '../../../../core/compose/topology.ts';
import { answersFrom } from '../../../../core/describe/reach.ts';
import { seenText } from '../../../../core/fleet/seen-words.ts';
import type { Gate } from '../../../../core/machine/wall.ts';
import type { Published, ServiceFacts } from '../../../../core/reach/reach-model.ts';
import type { Analysis } from '../../../../core/rules/analyze.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { CommitField } from '../../../ui/commit-field.tsx';
import { RefusedNote } from '../../../ui/refused-note.tsx';
import { Section } from '../../../ui/section.tsx';
import { applyOperations, useApply } from '../../shared/apply.tsx';
import { PublishForm } from './publish-form.tsx';

interface PortsSectionProps {
  readonly service: Service;
  /** The facts of the service; null for one that does not take part, such as one of an inactive profile. */
  readonly facts: ServiceFacts | null;
  readonly analysis: Analysis;
  /** The verdicts of a known machine's firewall on the ports. */
  readonly gates: readonly Gate[];
}

/** The section of published ports, with a form for another one. */
export function PortsSection({ service, facts, analysis, gates }: PortsSectionProps) {
  const seenAs = useMemo(() => analysis.book.seenAs?.(analysis) ?? null, [analysis]);
  const rows = service.ports.flatMap((item) =>
    item.bindings.map((binding, at) => {
      const number =
        facts?.published.findIndex(
          (published) =>
            published.service === service.name &&
            published.index === item.index &&
            holdsPort(containerRange(published), binding.containerPort),
        ) ?? -1;
      return {
        key: `${item.index}.${at}`,
        binding,
        reachedFrom: facts?.published[number]?.reachableFrom ?? null,
        seen: number < 0 || seenAs === null ? null : seenText(seenAs(service.name, number)),
      };
    }),
  );
  const broken = service.ports.filter(({ problem, unset }) => problem !== null && unset.length === 0);
  const unread = service.ports.filter(({ bindings, unset }) => bindings.length === 0 && unset.length > 0);
  const inherited = facts?.published.filter((published) => published.service !== service.name) ?? [];

  return (
    <Section
      title="Ports"
      note={unread.length === 0 ? rows.length : `${rows.length}, ${unread.length} unknown`}
    >
      {rows.length > 0 && (
        <ul className="bh-grid bh-gap-1-5">
          {rows.map(({ key, binding, reachedFrom, seen }) => (
            <PortRow
              key={key}
              service={service.name}
              binding={binding}
              reachedFrom={reachedFrom}
              seen={seen}
            />
          ))}
        </ul>
      )}
      {gates.map(({ text, state }) => (
        <p key={text} className={state === 'against' ? 'bh-notice bh-err' : 'bh-dim'} data-firewall={state}>
          {text}.
        </p>
      ))}
      {broken.map((item) => (
        <p key={item.index} className="bh-notice bh-err">
          {item.raw}: {item.problem}
        </p>
      ))}
      {unread.map((item) => (
        <p key={item.index} className="bh-dim">
          {item.raw}: what it publishes is unknown, {item.unset.join(', ')}{' '}
          {item.unset.length === 1 ? 'is' : 'are'} not set
        </p>
      ))}
      {inherited.map((published) => (
        <p key={`${published.service} ${published.hostPort} ${published.containerPort}`} className="bh-dim">
          {published.hostPort} → {containerText(published)}/{published.protocol}, published by{' '}
          {published.service}
        </p>
      ))}
      {service.expose.length > 0 && (
        <p className="bh-dim">expose: {service.expose.join(', ')} (opens no port)</p>
      )}
      <PublishForm service={service.name} />
    </Section>
  );
}

interface PortRowProps {
  readonly service: string;
  readonly binding: PortBinding;
  readonly reachedFrom: Published['reachableFrom'] | null;
  /** As whom it sees those who come in, in one sentence; null where that is not known yet, or nobody comes. */
  readonly seen: string | null;
}

function isLoopback(hostIp: string): boolean {
  return hostIp.startsWith('127.') || hostIp === '::1' || hostIp === 'localhost';
}

/** True for a host port that is one number: ranges are edited as text, and a random port has no number. */
function isOnePort(hostPort: string): boolean {
  return /^\d+$/.test(hostPort);
}

function notAPort(text: string): string | null {
  const number = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return number >= 1 && number <= 65535 ? null : 'A port is a number from 1 to 65535.';
}

/** The row of one published port: reachability, host and container port, a loopback switch, and a remove button. */
function PortRow({ service, binding, reachedFrom, seen }: PortRowProps) {
  const { refused, apply } = useApply();
  const { hostIp, hostPort, protocol } = binding;
  const containerPort = containerText(binding);
  const loopback = isLoopback(hostIp);
  const shown = hostPort === '' ? 'any port' : hostPort;

  function remap(to: string): string | null {
    return (
      notAPort(to) ??
      applyOperations(
        [{ type: 'remap', service, from: containerPort, to: to.trim(), protocol }],
        `Remap ${containerPort} of ${service} to ${to.trim()}`,
      )
    );
  }

  function renumber(to: string): string | null {
    return (
      notAPort(to) ??
      applyOperations(
        [{ type: 'host-port', service, from: hostPort, to: to.trim(), protocol }],
        `Publish ${service} on ${to.trim()}`,
      )
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
    <li className={`bh-item bh-port-${reachedFrom ?? 'unknown'}`}>
      <div className="bh-entry">
        <span className="bh-nowrap" title={hostIp === '' ? 'All interfaces' : hostIp}>
          {hostIp === '' ? '' : `${hostIp}:`}
          {isOnePort(hostPort) ? null : <strong>{shown}</strong>}
        </span>
        {isOnePort(hostPort) && (
          <CommitField
            className="bh-port-container"
            label={`Host port in front of ${containerPort}`}
            hideLabel
            value={hostPort}
            inputMode="numeric"
            onCommit={renumber}
          />
        )}
        <span className="bh-dim">→</span>
        <CommitField
          className="bh-port-container"
          label={`Container port behind ${shown}`}
          hideLabel
          value={containerPort}
          inputMode="numeric"
          onCommit={remap}
        />
        <span className="bh-dim">/{protocol}</span>
        <span className="bh-grow" />
        <Button small onClick={bind} aria-pressed={loopback}>
          {loopback ? 'All interfaces' : 'Loopback'}
        </Button>
        <IconButton small label={`Unpublish ${shown}`} icon={<X size={13} />} onClick={unpublish} />
      </div>
      {reachedFrom !== null && <p className="bh-note">{answersFrom[reachedFrom].sentence}</p>}
      {seen !== null && (
        <p className="bh-note" data-seen-as="">
          {seen}
        </p>
      )}
      <RefusedNote reason={refused} />
    </li>
  );
}
