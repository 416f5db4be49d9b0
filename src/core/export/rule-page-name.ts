import type { Rule } from '../findings/finding.ts';

/** Returns the file name of a rule's page. */
export function rulePageName({ id, slug }: Pick<Rule, 'id' | 'slug'>): string {
  return `${id.toLowerCase()}-${slug}.md`;
}
