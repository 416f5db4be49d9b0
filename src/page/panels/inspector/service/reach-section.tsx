import { type ReactNode, useState } from 'react';
import { wayOutOf, wayOutText } from '../../../../core/describe/reach.ts';
import { type TriTexts, triText } from '../../../../core/describe/tri.ts';
import { reachLists } from '../../../../core/reach/reach-lists.ts';
import type { ShownProject } from '../../../state/session/use-project.ts';
import { LinkButton } from '../../../ui/button.tsx';
import { Section } from '../../../ui/section.tsx';
import { ExplanationText } from '../../shared/explanation-text.tsx';
import { LeavesRows } from './leaves-rows.tsx';

const most = 12;

interface NamesProps {
  readonly names: readonly string[];
  readonly none: string;
  readonly verb: string;
  readonly onAsk: (name: string) => void;
}

function Names({ names, none, verb, onAsk }: NamesProps) {
  const [all, setAll] = useState(false);
  if (names.length === 0) return <span className="bh-dim">{none}</span>;
  const shown = all ? names : names.slice(0, most);
  return (
    <span className="bh-names">
      {shown.map((name) => (
        <button
          key={name}
          type="button"
          className="bh-badge bh-ink"
          title={`Why? ${verb} ${name}`}
          onClick={() => onAsk(name)}
        >
          {name}
        </button>
      ))}
      {names.length > shown.length && (
        <LinkButton onClick={() => setAll(true)}>{names.length - shown.length} more</LinkButton>
      )}
    </span>
  );
}

const unknown = <span className="bh-dim">unknown</span>;
const holds: TriTexts<ReactNode> = { yes: 'yes', no: 'no', unknown };

/** The section of a service's connections in both directions; pressing a name explains it. */
export function ReachSection({
  service,
  picture,
}: {
  readonly service: string;
  readonly picture: ShownProject;
}) {
  const [asked, setAsked] = useState<{ readonly from: string; readonly to: string } | null>(null);
  const { reach } = picture.analysis;
  const facts = reach.facts.get(service);
  if (facts === undefined) {
    return (
      <Section title="Reach">
        <p className="bh-dim">Not predicted: its profile is inactive, or it has no replicas.</p>
      </Section>
    );
  }
  const lists = reachLists(reach, service);
  // While some services are unknown, "nobody" is not shown: they may reach it, or be reached.
  const nobody = lists.unknown.length === 0 ? 'nobody' : 'unknown';
  const out = (to: string) => setAsked({ from: service, to });
  const back = (from: string) => setAsked({ from, to: service });
  // The pair that was asked about may not exist any more.
  const pair = asked !== null && reach.facts.has(asked.from) && reach.facts.has(asked.to) ? asked : null;

  return (
    <Section title="Reach">
      <dl className="bh-facts bh-grid">
        <dt>Reaches</dt>
        <dd>
          <Names names={lists.reaches} none={nobody} verb="reaches" onAsk={out} />
        </dd>
        <dt>Over the host</dt>
        <dd>
          <Names names={lists.overHost} none={nobody} verb="over the host reaches" onAsk={out} />
        </dd>
        <dt>Reached from</dt>
        <dd>
          {facts.fromOutside !== false && (
            <span className="bh-badge bh-outside">
              {facts.fromOutside === true ? 'Outside' : 'Outside: unknown'}
            </span>
          )}{' '}
          <Names
            names={[...lists.reachedFrom, ...lists.reachedOverHost]}
            none={nobody === 'nobody' ? 'nobody here' : nobody}
            verb="reached from"
            onAsk={back}
          />
        </dd>
        {lists.unknown.length > 0 && (
          <>
            <dt>Unknown</dt>
            <dd>
              <Names names={lists.unknown} none="" verb="unknown:" onAsk={out} />
            </dd>
          </>
        )}
        <dt>Way out</dt>
        <dd>{wayOutOf(facts) === 'unknown' ? unknown : wayOutText(facts)}</dd>
        <LeavesRows service={service} analysis={picture.analysis} />
        <dt>To the host</dt>
        <dd>{triText(facts.toHost, holds)}</dd>
        <dt>From the host</dt>
        <dd>{triText(facts.fromHost, holds)}</dd>
      </dl>
      {pair !== null && (
        <div className="bh-why bh-box">
          <p>
            <strong>
              {pair.from} → {pair.to}
            </strong>
          </p>
          <ExplanationText picture={picture} from={pair.from} to={pair.to} />
        </div>
      )}
    </Section>
  );
}
