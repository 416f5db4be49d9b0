import type { HostAnalysis } from '../../../core/host/analyze-host.ts';
import { hostPorts, nextFreePort } from '../../../core/host/port-table.ts';
import { useHost } from '../../../state/use-store.ts';
import { Section } from '../../../ui/section.tsx';

/** With nothing selected: the host in numbers, what is assumed of it, and what was not read. */
export function WholeHost({ analysis }: { readonly analysis: HostAnalysis }) {
  const name = useHost((state) => state.name);
  const leftOut = useHost((state) => state.leftOut);
  const failed = useHost((state) => state.failed);
  const { host, reach, joined, options } = analysis;
  const shared = [...joined.networks.values()].filter(({ stacks }) => stacks.length > 1).length;
  const free = nextFreePort(hostPorts(analysis));
  const numbers = [
    [host.stacks.length, 'stacks'],
    [reach.services.length, 'containers'],
    [shared, 'shared networks'],
  ] as const;
  return (
    <>
      <header className="bh-inspector-head">
        <h2 className="bh-inspector-name">{name ?? 'Host'}</h2>
        <p className="bh-inspector-sub">Select a stack, a station or a network.</p>
        <dl className="bh-numbers">
          {numbers.map(([count, words]) => (
            <div key={words}>
              <dd>{count}</dd>
              <dt>{words}</dt>
            </div>
          ))}
        </dl>
      </header>
      <Section title="Assumed">
        <dl className="bh-facts">
          <div className="bh-facts-row">
            <dt>Engine</dt>
            <dd>{options.engine.text}</dd>
          </div>
          <div className="bh-facts-row">
            <dt>One machine</dt>
            <dd>All stacks run on it, with one Docker daemon.</dd>
          </div>
          <div className="bh-facts-row">
            <dt>Next free port</dt>
            <dd>{free ?? 'none'}</dd>
          </div>
        </dl>
      </Section>
      {failed.length > 0 && (
        <Section title="Could not be read" note={failed.length}>
          <ul className="bh-plain-list">
            {failed.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </Section>
      )}
      {leftOut.length > 0 && (
        <Section title="Part of no stack" note={leftOut.length} closed>
          <ul className="bh-plain-list">
            {leftOut.map((file) => (
              <li key={file}>{file}</li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
