import { findingFilterStore } from '../../../state/page-stores.ts';
import './filter.css';
import { memo, useMemo } from 'react';
import type { Analysis } from '../../../core/analysis/analyze.ts';
import type { Finding, Severity } from '../../../core/analysis/findings/finding.ts';
import { counting } from '../../../core/analysis/findings/standing.ts';
import type { Tier } from '../../../core/analysis/tiers.ts';
import { servicesOf } from '../../../state/ui/finding-filter.ts';
import { SeverityIcon } from '../severity-icon.tsx';
import { FilterChoice } from './filter-choice.tsx';
import { RuleSetChoice } from './rule-set-choice.tsx';
import { useFindingFilter } from './use-finding-filter.ts';

const severities: readonly (readonly [Severity, string])[] = [
  ['error', 'Errors'],
  ['warning', 'Warnings'],
  ['info', 'Notes'],
];
const tiers: readonly Tier[] = ['edge', 'app', 'data'];

/** How many findings name something of each kind. */
function countBy<T>(findings: readonly Finding[], kindsOf: (finding: Finding) => Iterable<T>) {
  const counts = new Map<T, number>();
  for (const finding of findings) {
    for (const kind of new Set(kindsOf(finding))) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

function without(severity: Severity, now: ReadonlySet<Severity>): ReadonlySet<Severity> {
  const next = new Set(now);
  if (!next.delete(severity)) next.add(severity);
  return next;
}

/** How many findings count by each choice, and the services that any names, in the order of the file. */
function choicesOf(analysis: Analysis) {
  const counted = counting(analysis.findings, analysis.reach.options.profiles);
  const named = new Set(analysis.findings.flatMap((finding) => servicesOf(finding, analysis)));
  return {
    bySeverity: countBy(counted, ({ severity }) => [severity]),
    byService: countBy(counted, (finding) => servicesOf(finding, analysis)),
    byTier: countBy(counted, (finding) =>
      servicesOf(finding, analysis).map((name) => analysis.tiers.of(name)),
    ),
    services: [...analysis.topology.services.keys()].filter((name) => named.has(name)),
  };
}

/** What of the findings is shown, to be chosen by severity, tier and service. */
export const FilterBar = memo(function FilterBar({ analysis }: { readonly analysis: Analysis }) {
  const filter = useFindingFilter();
  const { bySeverity, byService, byTier, services } = useMemo(() => choicesOf(analysis), [analysis]);
  const asked =
    filter.service !== null && analysis.topology.services.has(filter.service) ? filter.service : null;
  // The chosen service stays in the list even when its last finding is mended.
  const listed = asked === null || services.includes(asked) ? services : [asked, ...services];
  return (
    <fieldset className="bh-finding-filter">
      <legend className="bh-visually-hidden">Show findings</legend>
      {severities.map(([severity, words]) => (
        <button
          key={severity}
          type="button"
          className="bh-filter-toggle"
          aria-pressed={!filter.without.has(severity)}
          title={filter.without.has(severity) ? `Show ${words.toLowerCase()}` : `Hide ${words.toLowerCase()}`}
          onClick={() => findingFilterStore.setState({ without: without(severity, filter.without) })}
        >
          <SeverityIcon severity={severity} /> {words} <b>{bySeverity.get(severity) ?? 0}</b>
        </button>
      ))}
      <FilterChoice
        label="Tier"
        all="all tiers"
        options={tiers.map((tier) => ({ value: tier, count: byTier.get(tier) ?? 0 }))}
        value={filter.tier}
        onChoose={(tier) => findingFilterStore.setState({ tier })}
      />
      <FilterChoice
        label="Service"
        all="all services"
        options={listed.map((name) => ({ value: name, count: byService.get(name) ?? 0 }))}
        value={asked}
        onChoose={(service) => findingFilterStore.setState({ service })}
      />
      <RuleSetChoice />
    </fieldset>
  );
});
