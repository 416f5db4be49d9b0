// The rules that `nft -j list ruleset` prints.

import type { Family } from '../../reach/reach-model.ts';
import { elementOf, field, type Json, listOf, onlyEntry, tableFamilies, textOf } from './nft-json.ts';
import { readRule } from './nft-rule.ts';
import { ruleText } from './nft-words.ts';
import { type BaseChain, type Chain, citation, type Hook, hookNames, type Rule } from './ruleset.ts';

const hooks = new Set<string>(hookNames);

/** A printed chain with its rules. */
interface Draft {
  readonly table: string;
  readonly name: string;
  readonly hook: Hook | null;
  readonly priority: number;
  readonly policy: 'accept' | 'drop';
  readonly isNat: boolean;
  readonly rules: Rule[];
}

/** The chains that nft listed for one family. */
export interface NftChains {
  readonly chains: readonly BaseChain[];
  /** The items that cannot be parsed, and the chains at hooks that are not modelled: `nft item 3: …`. */
  readonly unread: readonly string[];
}

/** The listed objects that decide nothing by themselves. */
const inertObjects = new Set(
  'metainfo table set map counter quota limit secmark synproxy flowtable ct_helper ct_timeout ct_expectation'.split(
    ' ',
  ),
);

/** Parses the chains that packets of `family` meet; `skips` is true for tables (`ip filter`) that are read elsewhere. */
export function readNft(text: string, family: Family, isSkipped: (table: string) => boolean): NftChains {
  const items = listOf(field(JSON.parse(text), 'nftables'));
  const named = new Map<string, Map<string, readonly Json[]>>();
  const drafts = new Map<string, Draft>();
  const rules: { readonly rule: Json; readonly table: string; readonly note: () => void }[] = [];
  const unread: string[] = [];
  const own = [tableFamilies[family], 'inet'];
  items.forEach((item, index) => {
    const [kind, value] = onlyEntry(item);
    const note = (): void => {
      unread.push(`nft item ${index + 1}: ${citation(JSON.stringify(item) ?? '')}`);
    };
    const [of, tableName] = [textOf(value, 'family'), textOf(value, 'table')];
    const table = `${of} ${tableName}`;
    const isOther = otherFamilies.has(of) && !own.includes(of);
    switch (kind) {
      case 'set':
      case 'map': {
        const sets = named.get(table) ?? new Map<string, readonly Json[]>();
        named.set(table, sets.set(textOf(value, 'name'), listOf(field(value, 'elem')).map(elementOf)));
        break;
      }
      case 'chain': {
        if (isOther || isSkipped(table)) break;
        const draft = own.includes(of) ? draftOf(value, table) : null;
        if (draft) drafts.set(`${table} ${draft.name}`, draft);
        // Those of a device or of a bridge decide, too, and are not modelled.
        else note();
        break;
      }
      case 'rule':
        if (isOther || (own.includes(of) && isSkipped(table))) break;
        if (own.includes(of)) rules.push({ rule: value, table, note });
        else if (!unmodelledFamilies.has(of)) note();
        break;
      default:
        if (!inertObjects.has(kind.replaceAll(' ', '_')) || typeof value !== 'object' || value === null)
          note();
    }
  });
  for (const { rule, table, note } of rules) {
    const draft = drafts.get(`${table} ${textOf(rule, 'chain')}`);
    const expressions = field(rule, 'expr');
    if (draft && Array.isArray(expressions))
      draft.rules.push({
        ...readRule(expressions, family, named.get(table) ?? new Map()),
        text: `${table} ${draft.name} ${draft.rules.length + 1}: ${ruleText(expressions)}`,
      });
    else note();
  }
  const chainsOf = new Map<string, Map<string, Chain>>();
  for (const draft of drafts.values()) {
    const chains = chainsOf.get(draft.table) ?? new Map<string, Chain>();
    chainsOf.set(draft.table, chains.set(draft.name, draft));
  }
  const chains = [...drafts.values()].flatMap(({ hook, ...draft }): readonly BaseChain[] =>
    hook === null ? [] : [{ ...draft, hook, chains: chainsOf.get(draft.table) ?? new Map() }],
  );
  return { chains, unread };
}

/** The table families that hold one address family or ARP. */
const otherFamilies = new Set(['ip', 'ip6', 'arp']);
/** The table families of devices and bridges, which are not modelled. */
const unmodelledFamilies = new Set(['netdev', 'bridge']);

/** Returns a chain; null when its hook is not modelled or its type is missing. */
function draftOf(chain: Json, table: string): Draft | null {
  const [name, hook, priority, policy] = ['name', 'hook', 'prio', 'policy'].map((key) => field(chain, key));
  if (typeof name !== 'string' || name === '') return null;
  const draft = { table, name, priority: 0, policy: 'accept' as const, isNat: false, rules: [] };
  if (hook === undefined) return { ...draft, hook: null };
  if (typeof hook !== 'string' || !hooks.has(hook) || typeof priority !== 'number') return null;
  if (policy !== undefined && policy !== 'accept' && policy !== 'drop') return null;
  return {
    ...draft,
    hook: hook as Hook,
    priority,
    policy: policy ?? 'accept',
    isNat: textOf(chain, 'type') === 'nat',
  };
}
