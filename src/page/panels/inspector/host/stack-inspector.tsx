import { useMemo } from 'react';
import { answersFrom } from '../../../../core/describe/reach.ts';
import {
  type HostNetwork,
  hostName,
  isDeadNamespace,
  type StackDifference,
} from '../../../../core/host/host.ts';
import { hostPorts } from '../../../../core/host/port-table.ts';
import type { LiveStack, ServiceDrift } from '../../../../core/host/running/live-host.ts';
import { unknownAlone, unknownAloneText } from '../../../../core/host/unknown-alone.ts';
import { hostLight } from '../../../../core/map/host-light.ts';
import { driftText } from '../../../../core/plan/plan-sentences.ts';
import type { HostAnalysis } from '../../../../core/rules/analyze-host.ts';
import { showNetwork } from '../../../commands/show-on-host.ts';
import { hostViewStore, recoverStore, uiStore, workStore } from '../../../state/page-stores.ts';
import { useRecover, useWork } from '../../../state/use-store.ts';
import { runningId } from '../../../state/work/selectors.ts';
import { Button, LinkButton } from '../../../ui/button.tsx';
import { Section } from '../../../ui/section.tsx';
import { type FactRow, Facts } from '../../shared/facts.tsx';
import { InspectorHead } from '../inspector-head.tsx';
import { NameButtons } from './services-inspector.tsx';

interface StackInspectorProps {
  readonly analysis: HostAnalysis;
  readonly stack: string;
}

const from = { files: 'its files', running: 'what runs', both: 'its files, and what runs' } as const;

/** The inspector of a stack: services, published ports, networks, and the stacks that reach it. */
export function StackInspector({ analysis, stack }: StackInspectorProps) {
  const found = analysis.host.stacks.find(({ id }) => id === stack);
  const light = useMemo(() => hostLight(analysis, { type: 'stack', stack }), [analysis, stack]);
  const ports = useMemo(() => hostPorts(analysis).filter((port) => port.stack === stack), [analysis, stack]);
  const gain = useMemo(() => {
    const facts = unknownAlone(analysis, stack);
    return facts === null ? null : unknownAloneText(stack, facts);
  }, [analysis, stack]);
  const live = useWork(({ stacks }) => stacks.find(({ id }) => id === stack)?.live);
  const unsaved = useWork(({ stacks }) => stacks.find(({ id }) => id === stack)?.unsaved ?? false);
  if (found === undefined) return null;
  const services = analysis.analyses.get(stack)?.reach.services ?? [];
  const networks = [...analysis.joined.networks.values()].filter(({ stacks }) => stacks.includes(stack));
  const callers = [...light.stacks].flatMap(([id, each]) => each.callers.map((name) => hostName(id, name)));
  const maybe = [...light.stacks].flatMap(([id, each]) => each.maybe.map((name) => hostName(id, name)));
  const called = [...light.stacks].flatMap(([id, each]) => each.called.map((name) => hostName(id, name)));
  return (
    <>
      <InspectorHead
        name={stack}
        about={
          <>
            {found.dir ?? (found.from === 'running' ? 'no files here' : 'pasted text')} · read from{' '}
            {from[found.from]}
          </>
        }
      >
        {gain !== null && <p className="bh-inspector-sub">{gain}</p>}
        <p className="bh-names">
          <Button
            small
            onClick={() => {
              workStore.unfold(stack);
              hostViewStore.getState().revealStack(stack);
            }}
          >
            Open it
          </Button>
          <Button
            small
            onClick={() => {
              hostViewStore.getState().listFindingsOf(stack);
              uiStore.getState().showPane('findings');
            }}
          >
            Its findings
          </Button>
        </p>
      </InspectorHead>
      {live !== undefined && <LiveSection stack={stack} live={live} unsaved={unsaved} />}
      <Section title="Containers" note={services.length}>
        <NameButtons names={services.map((service) => hostName(stack, service))} none="None is active." />
      </Section>
      <Section title="Publishes" note={ports.length}>
        {ports.length === 0 ? (
          <p className="bh-dim">No published ports.</p>
        ) : (
          <Facts
            rows={ports.map(({ port, protocol, service, from: where, address }) => ({
              key: `${address} ${port} ${protocol} ${service}`,
              name: port === '' ? 'random' : port,
              value: `${service}: ${answersFrom[where].whom}`,
            }))}
          />
        )}
      </Section>
      <Section title="Networks" note={networks.length}>
        <Facts rows={networks.map(networkFact)} />
      </Section>
      <Section title="Reached by" note={callers.length}>
        <NameButtons names={callers} none="No service of another stack." />
        {maybe.length > 0 && (
          <>
            <p className="bh-dim">Perhaps also:</p>
            <NameButtons names={maybe} none="" />
          </>
        )}
      </Section>
      <Section title="Reaches" note={called.length}>
        <NameButtons names={called} none="No service of another stack, by address." />
      </Section>
    </>
  );
}

/** Returns the row of a stack's network; a shared network is a link. */
function networkFact({ name, stacks, madeBy, internal }: HostNetwork): FactRow {
  const shared = stacks.length > 1;
  const words = [
    shared ? `shared by ${stacks.length} stacks` : 'its own',
    ...(madeBy === null ? ['created outside these files'] : []),
    ...(internal === true ? ['internal'] : []),
  ];
  const link = <LinkButton onClick={() => showNetwork(name)}>{name}</LinkButton>;
  return { key: name, name: shared ? link : name, value: words.join(', ') };
}

/** Returns the row of a difference between a stack's files and its running containers. */
function differenceFact(difference: StackDifference, from: LiveStack['from']): FactRow {
  const { fact, files, running, lost } = difference;
  const words = lost || isDeadNamespace(difference) ? driftText(difference, from) : null;
  const value = words ?? (
    <>
      {from === 'both' ? 'files' : 'drawn as'} {files}, <strong>runs {running}</strong>
    </>
  );
  return { key: `${fact} ${running}`, name: fact, value };
}

/** The connections of the running stack that differ from those of its files. */
function AsItRuns({ drift }: { readonly drift: readonly ServiceDrift[] }) {
  return (
    <>
      <h4>As it runs</h4>
      <Facts
        mark="data-as-it-runs"
        rows={drift.map(({ service, facts }) => ({
          name: service,
          value: facts.map((fact) => <div key={fact}>{fact}</div>),
        }))}
      />
    </>
  );
}

function runningSummary({ from, differences }: LiveStack, unsaved: boolean): string | null {
  if (from === 'files') return 'It has no containers on the Engine.';
  if (differences === null) return 'Not compared: its files cannot be read.';
  if (differences.length === 0) return from === 'both' ? 'As its files say.' : null;
  if (from === 'running') return null;
  const put = 'Start the stack, or correct the file.';
  return unsaved ? `${put} Compared with the files on disk, without unsaved changes.` : put;
}

interface LiveSectionProps {
  readonly stack: string;
  readonly live: LiveStack;
  readonly unsaved: boolean;
}

/** The section about the running containers of a stack: drift from its files, and the command that recovers a compose file. */
function LiveSection({ stack, live, unsaved }: LiveSectionProps) {
  const recover = useRecover();
  const isShown = useWork((state) => runningId(state) === stack);
  const { from, project, differences, readOnly, asItRuns, runs } = live;
  const words = runningSummary(live, unsaved);
  const all = differences ?? [];
  return (
    <Section
      title={all.length > 0 ? 'Runs differently' : 'What runs'}
      {...(all.length > 0 ? { note: all.length } : {})}
    >
      {all.length > 0 && (
        <Facts mark="data-differences" rows={all.map((each) => differenceFact(each, from))} />
      )}
      {asItRuns !== undefined && <AsItRuns drift={asItRuns} />}
      {runs !== undefined && (
        <p className="bh-names">
          <Button
            small
            aria-pressed={isShown}
            onClick={() => {
              workStore.showRunning(isShown ? null : stack);
              hostViewStore.getState().revealStack(stack);
            }}
          >
            {isShown ? 'Back to its files' : 'Show as it runs'}
          </Button>
        </p>
      )}
      {words !== null && <p className="bh-dim">{words}</p>}
      {readOnly !== null && <p data-read-only="">Not edited here. {readOnly}.</p>}
      {recover !== null && from !== 'files' && (
        <p className="bh-names">
          <Button small onClick={() => recoverStore.setState({ asked: project })}>
            Recover a compose file
          </Button>
        </p>
      )}
    </Section>
  );
}
