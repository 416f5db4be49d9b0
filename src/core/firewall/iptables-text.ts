// Blocks of rules as `iptables-restore` reads them, in chains of their own.

import { ruleComment } from '../quote/comment-text.ts';
import type { Family } from '../reach/reach-model.ts';
import type { Block, Condition, Step } from './block.ts';

/** The chains that hooks lead to; further chains are named after them: `BULKHEAD-1`. */
export const baseChains = { forward: 'BULKHEAD', input: 'BULKHEAD-INPUT' } as const;

/** The built-in or Docker chain that leads to the chains of each hook. */
export interface Anchors {
  readonly forward: 'DOCKER-USER' | 'FORWARD';
  readonly input: 'INPUT';
}

/** Returns the iptables text of a family's blocks, or '' when there are none; `chains` lists every chain that it creates. */
export function iptablesText(
  blocks: readonly Block[],
  family: Family,
): { readonly text: string; readonly chains: readonly string[] } {
  const ownBlocks = blocks.filter((block) => block.family === family);
  if (ownBlocks.length === 0) return { text: '', chains: [] };
  const chains: string[] = [];
  const rules: string[] = [];
  let count = 0;
  for (const hook of ['forward', 'input'] as const) {
    const list = ownBlocks.filter((block) => block.hook === hook);
    if (list.length === 0) continue;
    const chain = baseChains[hook];
    chains.push(chain);
    // What answers, and what goes on, passes: a rule here is about the first packet.
    rules.push(`-A ${chain} -m conntrack ! --ctstate NEW -j RETURN`);
    for (const { when, steps, because } of list) {
      if (steps.every(({ verdict }) => verdict !== 'pass')) {
        for (const step of steps) rules.push(ruleOf(chain, [...when, ...step.when], step.verdict, because));
        continue;
      }
      count++;
      const below = `${baseChains.forward}-${count}`;
      chains.push(below);
      rules.push(ruleOf(chain, when, below, because));
      for (const step of steps) rules.push(ruleOf(below, step.when, step.verdict, ''));
    }
  }
  const text = ['*filter', ...chains.map((chain) => `:${chain} - [0:0]`), ...rules, 'COMMIT', ''].join('\n');
  return { text, chains };
}

/** Returns the iptables text with the jumps that lead to it, as `iptables-save` prints it once applied. */
export function iptablesAdded(blocks: readonly Block[], family: Family, anchors: Anchors): string {
  const { text, chains } = iptablesText(blocks, family);
  const jumps = (['forward', 'input'] as const)
    .filter((hook) => chains.includes(baseChains[hook]))
    .map((hook) => `-A ${anchors[hook]} -j ${baseChains[hook]}`);
  return text
    .replace('*filter\n', `*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:DOCKER-USER - [0:0]\n`)
    .replace(/COMMIT\n$/, `${jumps.join('\n')}\nCOMMIT\n`);
}

function ruleOf(
  chain: string,
  when: readonly Condition[],
  target: Step['verdict'] | string,
  because: string,
): string {
  const comment = ruleComment(because);
  const words = [
    `-A ${chain}`,
    ...when.map(conditionText),
    ...(comment === '' ? [] : [`-m comment --comment "${comment}"`]),
    `-j ${target === 'pass' ? 'RETURN' : target === 'drop' || target === 'reject' ? target.toUpperCase() : target}`,
  ];
  return words.join(' ');
}

function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case 'in':
      return `-i ${condition.interface.replace(/\*$/, '+')}`;
    case 'out':
      return `-o ${condition.interface.replace(/\*$/, '+')}`;
    case 'source':
      return `-s ${condition.address}`;
    case 'destination':
      return `-d ${condition.address}`;
    case 'original-destination':
      return `-m conntrack --ctorigdst ${condition.address}`;
    case 'published':
      return `-p ${condition.protocol} -m ${condition.protocol} --dport ${condition.inside.replace('-', ':')} -m conntrack --ctstate DNAT --ctorigdstport ${condition.port.replace('-', ':')}`;
    case 'port':
      return `-p ${condition.protocol} -m ${condition.protocol} --dport ${condition.port.replace('-', ':')}`;
    case 'untranslated':
      return '-m conntrack ! --ctstate DNAT';
  }
}
