import { useWork } from '../../state/use-store.ts';
import './filter.css';
import { memo, useId, useMemo, useSyncExternalStore } from 'react';
import type { Finding, Severity } from '../../../core/findings/finding.ts';
import { type RuleSet, ruleSets } from '../../../core/findings/rule-sets.ts';
import { countingFindings } from '../../../core/findings/standing.ts';
import type { Tier } from '../../../core/needs/tiers.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { findingFilterStore, workStore } from '../../state/page-stores.ts';
import { keepRuleSet } from '../../state/session/file-options.ts';
import { type FindingFilter, servicesOf } from '../../state/ui/finding-filter.ts';
import { Select } from '../../ui/select.tsx';
import { SeverityIcon } from './severity.tsx';

const severities: readonly (readonly [Severity, string])[] = [
  ['error', 'Errors'],
  ['warning', 'Warnings'],
  ['info', 'Notes'],
];
const tiers: readonly Tier[] = ['edge', 'app', 'data'];

/** Returns the number of findings of each kind. */
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

/** Returns the number of findings for each choice, and the services that findings name, in file order. */
function choicesOf(analysis: Analysis) {
  const counted = countingFindings(analysis.findings, analysis.reach.options.profiles);
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

/** The filter of findings by severity, tier and service. */
export const FilterBar = memo(function FilterBar({ analysis }: { readonly analysis: Analysis }) {
  const filter = useFindingFilter();
  const { bySeverity, byService, byTier, services } = useMemo(() => choicesOf(analysis), [analysis]);
  const asked =
    filter.service !== null && analysis.topology.services.has(filter.service) ? filter.service : null;
  // The chosen service stays in the list even when its last finding is mended.
  const listed = asked === null || services.includes(asked) ? services : [asked, ...services];
  return (
    <fieldset className="bh-cluster bh-gap-1-5">
      <legend className="bh-visually-hidden">Show findings</legend>
      {severities.map(([severity, words]) => (
        <button
          key={severity}
          type="button"
          className="bh-filter-toggle bh-inline-row bh-gap-1-5 bh-tiny"
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

interface FilterChoiceProps<T extends string> {
  readonly label: string;
  /** The text of the choice that shows everything. */
  readonly all: string;
  readonly options: readonly { readonly value: T; readonly count: number }[];
  /** The chosen value; null for all. */
  readonly value: T | null;
  readonly onChoose: (value: T | null) => void;
}

/** A select with one value or all of them, each with its number of findings. */
function FilterChoice<T extends string>({ label, all, options, value, onChoose }: FilterChoiceProps<T>) {
  const id = useId();
  // Options are identified by index, since a service may have the name that stands for all of them.
  const at = options.findIndex((option) => option.value === value);
  const entries = options.map((option, index) => ({
    value: `${index}`,
    label: option.count > 0 ? `${option.value} (${option.count})` : option.value,
  }));
  return (
    <span className={at < 0 ? 'bh-filter-choice' : 'bh-filter-choice bh-filter-on'}>
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        options={[{ value: '-1', label: all }, ...entries]}
        value={`${at}`}
        onChange={(chosen) => onChoose(options[Number(chosen)]?.value ?? null)}
      />
    </span>
  );
}

const words: { readonly [set in RuleSet]: string } = {
  default: 'default',
  strict: 'strict',
  cis: 'CIS Docker',
  homelab: 'home lab',
};

/** The choice of the rule set, and of how much findings weigh. */
function RuleSetChoice() {
  const id = useId();
  const chosen = useWork((state) => state.options.rules ?? 'default');

  function choose(rules: RuleSet) {
    keepRuleSet(rules);
    const { options } = workStore.getState();
    workStore.setOptions({ ...options, rules });
  }

  return (
    <span
      className={chosen === 'default' ? 'bh-filter-choice' : 'bh-filter-choice bh-filter-on'}
      title="How much findings weigh, and which rules are on"
      data-rule-set={chosen}
    >
      <label htmlFor={id}>Rules</label>
      <Select
        id={id}
        options={ruleSets.map((set) => ({ value: set, label: words[set] }))}
        value={chosen}
        onChange={choose}
      />
    </span>
  );
}

/** Returns the current filter of findings. */
export function useFindingFilter(): FindingFilter {
  return useSyncExternalStore(findingFilterStore.subscribe, findingFilterStore.getState);
}
