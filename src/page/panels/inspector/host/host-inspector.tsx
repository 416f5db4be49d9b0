import type { ReactNode } from 'react';
import { hostPorts, nextFreePort } from '../../../../core/host/port-table.ts';
import type { HostTarget } from '../../../../core/map/host-view.ts';
import { networkCreateCommand } from '../../../../core/quote/shell-word.ts';
import type { HostAnalysis } from '../../../../core/rules/analyze-host.ts';
import { showStack } from '../../../commands/show-on-host.ts';
import { useWork } from '../../../state/use-store.ts';
import { hostAnalysis } from '../../../state/work/selectors.ts';
import { LinkButton } from '../../../ui/button.tsx';
import { Section } from '../../../ui/section.tsx';
import { MachineSection } from '../../machine/machine-section.tsx';
import { ObservedSection } from '../../machine/observed-section.tsx';
import { Facts } from '../../shared/facts.tsx';
import { InspectorHead } from '../inspector-head.tsx';
import { NameButtons, ServicesInspector } from './services-inspector.tsx';
import { StackInspector } from './stack-inspector.tsx';

/** The inspector of the selection on the host's map, or of the whole host. */
export function HostInspector({ target }: { readonly target: HostTarget | null }) {
  const analysis = useWork(hostAnalysis);
  if (analysis === null) return null;
  switch (target?.type) {
    case undefined:
      return <WholeHost analysis={analysis} />;
    case 'stack':
      return <StackInspector key={target.stack} analysis={analysis} stack={target.stack} />;
    case 'rail':
    case 'station':
      return <RailInspector key={target.network} analysis={analysis} network={target.network} />;
    case 'services':
      return <ServicesInspector analysis={analysis} names={target.names} />;
  }
}

/** The inspector of the whole host: counts, assumptions, and files that were not read. */
function WholeHost({ analysis }: { readonly analysis: HostAnalysis }) {
  const name = useWork((state) => state.host?.name ?? null);
  const leftOut = useWork((state) => state.host?.leftOut) ?? [];
  const failed = useWork((state) => state.host?.failed) ?? [];
  const { host, reach, joined, options } = analysis;
  const shared = [...joined.networks.values()].filter(({ stacks }) => stacks.length > 1).length;
  const free = nextFreePort(hostPorts(analysis));
  return (
    <>
      <InspectorHead
        name={name ?? 'Host'}
        about="Select a stack, a station or a network."
        numbers={[
          [host.stacks.length, 'stacks'],
          [reach.services.length, 'containers'],
          [shared, 'shared networks'],
        ]}
      />
      <Section title="Assumed">
        <Facts
          rows={[
            { name: 'Engine', value: options.engine.text },
            { name: 'One machine', value: 'All stacks run on it, with one Docker daemon.' },
            { name: 'Next free port', value: free ?? 'none' },
          ]}
        />
      </Section>
      <MachineSection options={options} />
      <ObservedSection reach={reach} options={options} />
      {failed.length > 0 && (
        <Section title="Could not be read" note={failed.length}>
          <ul className="bh-grid bh-gap-1-5">
            {failed.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </Section>
      )}
      {leftOut.length > 0 && (
        <Section title="Not part of any stack" note={leftOut.length} closed>
          <ul className="bh-grid bh-gap-1-5">
            {leftOut.map((file) => (
              <li key={file}>{file}</li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

interface RailInspectorProps {
  readonly analysis: HostAnalysis;
  readonly network: string;
}

function reachText({ reach, joined }: HostAnalysis, network: string): string {
  const members = joined.networks.get(network)?.members ?? [];
  const pairs = members.length * (members.length - 1);
  let open = 0;
  let unknown = 0;
  for (const from of members) {
    for (const to of members) {
      if (from === to) continue;
      const direct = reach.direct(from, to);
      if (direct === true) open++;
      else if (direct === 'unknown') unknown++;
    }
  }
  if (pairs === 0) return 'It has no other members.';
  const more = unknown === 0 ? '' : ` ${unknown} ${unknown === 1 ? 'is' : 'are'} unknown.`;
  return `${open} of ${pairs} pairs of its members reach each other on every port.${more}`;
}

/** The stack that creates a network; where several declare it, the first one to start does. */
function Maker({ stack, makers }: { readonly stack: string | null; readonly makers: number }) {
  return (
    <>
      {stack === null ? 'no file here' : <LinkButton onClick={() => showStack(stack)}>{stack}</LinkButton>}
      {makers > 1 && `; ${makers} stacks declare it, and the first one to start creates it`}
    </>
  );
}

function beforeUp(network: string): ReactNode {
  return (
    <>
      It must exist already: <code>{networkCreateCommand(network)}</code>
    </>
  );
}

/** The inspector of a shared network: its stacks, its members, and the connections over it. */
function RailInspector({ analysis, network }: RailInspectorProps) {
  const found = analysis.joined.networks.get(network);
  if (found === undefined) return null;
  const { madeBy, makers, stacks, members, internal, external } = found;
  const needs = analysis.needs.all.filter(
    ({ from, to }) => from !== to && members.includes(from) && members.includes(to),
  );
  return (
    <>
      <InspectorHead
        name={network}
        about={`${stacks.length} ${stacks.length === 1 ? 'stack' : 'stacks'}, ${members.length} containers`}
      />
      <Section title="Network">
        <Facts
          rows={[
            { name: 'Made by', value: <Maker stack={madeBy} makers={makers.length} /> },
            {
              name: 'Internal',
              value: internal === 'unknown' ? 'unknown' : internal ? 'yes: no way out' : 'no',
            },
            ...(external ? [{ name: 'Before up', value: beforeUp(network) }] : []),
          ]}
        />
      </Section>
      <Section title="Who reaches whom">
        <p>{reachText(analysis, network)}</p>
        <p className="bh-dim">{needs.length} of these connections are needed, as far as the files say.</p>
      </Section>
      <Section title="Members" note={members.length}>
        <NameButtons names={members} none="Nobody." />
      </Section>
    </>
  );
}
