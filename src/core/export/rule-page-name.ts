import type { Rule } from '../findings/finding.ts';

/** The name of a rule's page, without the folder. */
export function rulePageName({ id, slug }: Pick<Rule, 'id' | 'slug'>): string {
  return `${id.toLowerCase()}-${slug}.md`;
}
