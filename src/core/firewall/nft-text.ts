// Blocks of rules as a table of nftables, in nft's own words and as `nft -j list ruleset` prints them.

import { ruleComment } from '../quote/comment-text.ts';
import { allFamilies, type Family } from '../reach/reach-model.ts';
import type { Block, Condition, Step } from './block.ts';

/** The nftables table that holds all rules of Bulkhead. */
export const nftTable = 'bulkhead';

/** The hook priority, before Docker's chains (0), so that dropped packets are not evaluated again; a drop is final in either order. */
const priority = -10;

const hooks = ['forward', 'input'] as const;

interface Chain {
  readonly name: string;
  readonly hook: 'forward' | 'input' | null;
  readonly rules: readonly Rule[];
}

interface Rule {
  readonly family: Family | null;
  readonly when: readonly Condition[];
  /** Marks the first rule of a base chain, which lets all packets but the first of a connection pass. */
  readonly passesLaterPackets?: true;
  readonly target: Step['verdict'] | { readonly jump: string };
  readonly because: string;
}

/** Returns the chains of all blocks; equal chains of both families become one. */
function chainsOf(blocks: readonly Block[]): readonly Chain[] {
  const chains: Chain[] = [];
  let count = 0;
  for (const hook of hooks) {
    const list = mergedBlocks(blocks.filter((block) => block.hook === hook));
    if (list.length === 0) continue;
    const rules: Rule[] = [{ family: null, when: [], passesLaterPackets: true, target: 'pass', because: '' }];
    for (const { family, when, steps, because } of list) {
      if (steps.every(({ verdict }) => verdict !== 'pass')) {
        for (const step of steps)
          rules.push({ family, when: [...when, ...step.when], target: step.verdict, because });
        continue;
      }
      count++;
      const name = `rest-${count}`;
      chains.push({
        name,
        hook: null,
        rules: steps.map((step) => ({ family: null, when: step.when, target: step.verdict, because: '' })),
      });
      rules.push({ family, when, target: { jump: name }, because });
    }
    chains.push({ name: hook, hook, rules });
  }
  return chains;
}

/** Returns the blocks by hook and text; `family` is null when both families have the same block. */
function mergedBlocks(
  blocks: readonly Block[],
): readonly (Omit<Block, 'family'> & { readonly family: Family | null })[] {
  const found = new Map<string, { block: Block; families: Set<Family> }>();
  for (const block of blocks) {
    const key = JSON.stringify([block.hook, block.when, block.steps]);
    const known = found.get(key) ?? { block, families: new Set<Family>() };
    known.families.add(block.family);
    found.set(key, known);
  }
  return [...found.values()].map(({ block, families }) => ({
    ...block,
    family: families.size === allFamilies.length ? null : block.family,
  }));
}

/** Returns the table as `nft -f` reads it, which replaces the existing one in one transaction; '' without blocks. */
export function nftText(blocks: readonly Block[]): string {
  const chains = chainsOf(blocks);
  if (chains.length === 0) return '';
  const lines = [`table inet ${nftTable}`, `delete table inet ${nftTable}`, `table inet ${nftTable} {`];
  for (const { name, hook, rules } of chains) {
    lines.push(`  chain ${name} {`);
    if (hook) lines.push(`    type filter hook ${hook} priority ${priority}; policy accept;`);
    for (const rule of rules) lines.push(`    ${ruleText(rule)}`);
    lines.push('  }');
  }
  return [...lines, '}', ''].join('\n');
}

function ruleText({ family, when, passesLaterPackets, target, because }: Rule): string {
  const comment = ruleComment(because);
  return [
    ...(passesLaterPackets ? ['ct state != new'] : []),
    ...(family === null ? [] : [`meta nfproto ${family}`]),
    ...when.map(conditionText),
    targetText(target),
    ...(comment === '' ? [] : [`comment "${comment}"`]),
  ].join(' ');
}

function targetText(target: Rule['target']): string {
  if (typeof target === 'object') return `jump ${target.jump}`;
  return target === 'pass' ? 'return' : target;
}

function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case 'in':
      return `iifname "${condition.interface}"`;
    case 'out':
      return `oifname "${condition.interface}"`;
    case 'source':
      return `${ip(condition.address)} saddr ${condition.address}`;
    case 'destination':
      return `${ip(condition.address)} daddr ${condition.address}`;
    case 'original-destination':
      return `ct original ${ip(condition.address)} daddr ${condition.address}`;
    case 'published':
      return `${condition.protocol} dport ${condition.inside} ct status & dnat == dnat ct original proto-dst ${condition.port}`;
    case 'port':
      return `${condition.protocol} dport ${condition.port}`;
    case 'untranslated':
      return 'ct status & dnat != dnat';
  }
}

function ip(address: string): 'ip' | 'ip6' {
  return address.includes(':') ? 'ip6' : 'ip';
}

/** Returns the table in the JSON form in which nft lists it, for the reader of machine records. */
export function nftJson(blocks: readonly Block[]): string {
  const place = { family: 'inet', table: nftTable };
  const chains = chainsOf(blocks);
  const items = [
    ...chains.map(({ name, hook }) => ({
      chain: {
        ...place,
        name,
        ...(hook ? { type: 'filter', hook, prio: priority, policy: 'accept' } : {}),
      },
    })),
    ...chains.flatMap(({ name, rules }) =>
      rules.map((rule) => ({ rule: { ...place, chain: name, expr: expressionsOf(rule) } })),
    ),
  ];
  return JSON.stringify({ nftables: items });
}

function expressionsOf({ family, when, passesLaterPackets, target }: Rule): readonly object[] {
  return [
    ...(passesLaterPackets ? [match({ ct: { key: 'state' } }, 'new', '!=')] : []),
    ...(family === null ? [] : [match({ meta: { key: 'nfproto' } }, family)]),
    ...when.flatMap(matchesOf),
    typeof target === 'object'
      ? { jump: { target: target.jump } }
      : { [target === 'pass' ? 'return' : target]: null },
  ];
}

function matchesOf(condition: Condition): readonly object[] {
  switch (condition.kind) {
    case 'in':
    case 'out':
      return [match({ meta: { key: condition.kind === 'in' ? 'iifname' : 'oifname' } }, condition.interface)];
    case 'source':
    case 'destination': {
      const field = condition.kind === 'source' ? 'saddr' : 'daddr';
      return [match({ payload: { protocol: ip(condition.address), field } }, addressJson(condition.address))];
    }
    case 'original-destination':
      return [
        match(
          { ct: { key: `${ip(condition.address)} daddr`, dir: 'original' } },
          addressJson(condition.address),
        ),
      ];
    case 'published':
      return [
        match({ payload: { protocol: condition.protocol, field: 'dport' } }, portJson(condition.inside)),
        match({ '&': [{ ct: { key: 'status' } }, 'dnat'] }, 'dnat'),
        match({ ct: { key: 'proto-dst', dir: 'original' } }, portJson(condition.port)),
      ];
    case 'port':
      return [match({ payload: { protocol: condition.protocol, field: 'dport' } }, portJson(condition.port))];
    case 'untranslated':
      return [match({ '&': [{ ct: { key: 'status' } }, 'dnat'] }, 'dnat', '!=')];
  }
}

function match(left: object, right: unknown, op = '=='): object {
  return { match: { op, left, right } };
}

function addressJson(address: string): unknown {
  const [addr = '', length] = address.split('/');
  return length === undefined ? addr : { prefix: { addr, len: Number(length) } };
}

function portJson(port: string): unknown {
  const [first = '', last] = port.split('-');
  return last === undefined ? Number(first) : { range: [Number(first), Number(last)] };
}
