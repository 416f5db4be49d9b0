import type { HostAnalysis } from '../../../core/host/analyze-host.ts';
import { Section } from '../../../ui/section.tsx';
import { showStack } from '../../host/show-on-host.ts';
import { NameButtons } from './name-buttons.tsx';

interface RailInspectorProps {
  readonly analysis: HostAnalysis;
  readonly network: string;
}

function reachWords({ reach, joined }: HostAnalysis, network: string): string {
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
  if (pairs === 0) return 'Nobody else is on it.';
  const more = unknown === 0 ? '' : ` Of ${unknown} it is not known.`;
  return `${open} of ${pairs} pairs of its members reach each other on every port.${more}`;
}

/** A shared network: who makes it, who is on it, who reaches whom over it. */
export function RailInspector({ analysis, network }: RailInspectorProps) {
  const found = analysis.joined.networks.get(network);
  if (found === undefined) return null;
  const { madeBy, makers, stacks, members, internal, external } = found;
  const needs = analysis.needs.all.filter(
    ({ from, to }) => from !== to && members.includes(from) && members.includes(to),
  );
  return (
    <>
      <header className="bh-inspector-head">
        <h2 className="bh-inspector-name">{network}</h2>
        <p className="bh-inspector-sub">
          {stacks.length} {stacks.length === 1 ? 'stack' : 'stacks'}, {members.length} containers
        </p>
      </header>
      <Section title="Network">
        <dl className="bh-facts">
          <div className="bh-facts-row">
            <dt>Made by</dt>
            <dd>
              {madeBy === null ? (
                'no file here'
              ) : (
                <button type="button" className="bh-link" onClick={() => showStack(madeBy)}>
                  {madeBy}
                </button>
              )}
              {makers.length > 1 && `; ${makers.length} stacks would make it, the first to come up does`}
            </dd>
          </div>
          <div className="bh-facts-row">
            <dt>Internal</dt>
            <dd>{internal === 'unknown' ? 'not known' : internal ? 'yes: no way out' : 'no'}</dd>
          </div>
          {external && (
            <div className="bh-facts-row">
              <dt>Before up</dt>
              <dd>
                It has to be there: <code>docker network create {network}</code>
              </dd>
            </div>
          )}
        </dl>
      </Section>
      <Section title="Who reaches whom">
        <p>{reachWords(analysis, network)}</p>
        <p className="bh-dim">{needs.length} of these connections are needed, as far as the files say.</p>
      </Section>
      <Section title="Members" note={members.length}>
        <NameButtons names={members} none="Nobody." />
      </Section>
    </>
  );
}
