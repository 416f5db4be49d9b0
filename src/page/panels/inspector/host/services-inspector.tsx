import { useMemo } from 'react';
import { triText } from '../../../../core/describe/tri.ts';
import { hostName, splitHostName } from '../../../../core/host/host.ts';
import { hostLight } from '../../../../core/map/host-light.ts';
import type { HostAnalysis } from '../../../../core/rules/analyze-host.ts';
import { openService } from '../../../commands/show-on-host.ts';
import { Section } from '../../../ui/section.tsx';
import { Facts } from '../../shared/facts.tsx';
import { InspectorHead } from '../inspector-head.tsx';

interface ServicesInspectorProps {
  readonly analysis: HostAnalysis;
  /** The names of the services, as `STACK/SERVICE`. */
  readonly names: readonly string[];
}

const holds = { yes: 'yes', no: 'no', unknown: 'unknown' };

/** Returns the names that resolve to services of other stacks, or of several. */
function foreignNames({ names }: HostAnalysis, asker: string): readonly (readonly [string, string])[] {
  const stack = `${asker.split('/')[0]}/`;
  return [...names.names(asker)].flatMap(([name, answers]): readonly (readonly [string, string])[] => {
    if (answers === 'unknown') return [[name, 'unknown']];
    const foreign = answers.some((answer) => !answer.startsWith(stack));
    return foreign || answers.length > 1 ? [[name, answers.join(', ')]] : [];
  });
}

const mostNames = 30;

/** The inspector of one service of a host, or of several services. */
export function ServicesInspector({ analysis, names }: ServicesInspectorProps) {
  const light = useMemo(() => hostLight(analysis, { type: 'services', names }), [analysis, names]);
  const [only] = names.length === 1 ? names : [];
  const facts = only === undefined ? undefined : analysis.reach.facts.get(only);
  const callers = [...light.stacks].flatMap(([stack, each]) =>
    each.callers.map((name) => hostName(stack, name)),
  );
  const called = [...light.stacks].flatMap(([stack, each]) =>
    each.called.map((name) => hostName(stack, name)),
  );
  const known = only === undefined ? [] : foreignNames(analysis, only);
  return (
    <>
      <InspectorHead
        name={only ?? `${names.length} containers`}
        about={facts && (facts.networks.join(', ') || 'no network')}
      />
      {only === undefined && (
        <Section title="Containers" note={names.length}>
          <NameButtons names={names} none="None." />
        </Section>
      )}
      {facts && (
        <Section title="Ways in and out">
          <Facts
            rows={[
              { name: 'Outside', value: triText(facts.fromOutside, holds) },
              { name: 'Way out', value: triText(facts.egress, holds) },
              { name: 'The host', value: triText(facts.toHost, holds) },
            ]}
          />
        </Section>
      )}
      <Section title="Reached by" note={callers.length}>
        <NameButtons names={callers} none="No service of another stack." />
      </Section>
      <Section title="Reaches" note={called.length}>
        <NameButtons names={called} none="No service of another stack, by address." />
      </Section>
      {known.length > 0 && (
        <Section title="Names across stacks" note={known.length}>
          <Facts rows={known.slice(0, mostNames).map(([name, value]) => ({ name, value }))} />
          {known.length > mostNames && <p className="bh-dim">and {known.length - mostNames} more</p>}
        </Section>
      )}
    </>
  );
}

/** The number of buttons shown; the others are counted. */
const most = 24;

/** Services as buttons that open their stack at their card, or the text `none`. */
export function NameButtons({ names, none }: { readonly names: readonly string[]; readonly none: string }) {
  if (names.length === 0) return <p className="bh-dim">{none}</p>;
  return (
    <p className="bh-names">
      {names.slice(0, most).map((name) => {
        const { stack, service } = splitHostName(name);
        return (
          <button
            key={name}
            type="button"
            className="bh-badge bh-ink"
            onClick={() => openService(stack, service)}
          >
            {name}
          </button>
        );
      })}
      {names.length > most && <span className="bh-dim">and {names.length - most} more</span>}
    </p>
  );
}
