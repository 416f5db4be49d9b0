import { useId } from 'react';
import { type RuleSet, ruleSets } from '../../../core/analysis/findings/rule-sets.ts';
import { sessionStore } from '../../../state/page-stores.ts';
import { keepRuleSet } from '../../../state/session/rule-set-preference.ts';
import { useSession } from '../../../state/use-store.ts';
import { Select } from '../../../ui/select.tsx';

const words: { readonly [set in RuleSet]: string } = {
  default: 'default',
  strict: 'strict',
  cis: 'CIS Docker',
  homelab: 'home lab',
};

/** How much findings weigh. The same findings are there under every set. */
export function RuleSetChoice() {
  const id = useId();
  const chosen = useSession((state) => state.options.rules ?? 'default');

  function choose(rules: RuleSet) {
    keepRuleSet(rules);
    const { options, setOptions } = sessionStore.getState();
    setOptions({ ...options, rules });
  }

  return (
    <span
      className={chosen === 'default' ? 'bh-filter-choice' : 'bh-filter-choice bh-filter-on'}
      title="How much findings weigh: the same are there under every rule set"
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
