import './rule-page.css';
import type { ReactNode } from 'react';
import type { Finding } from '../../../core/analysis/findings/finding.ts';
import { type Block, readRulePage, type Words } from './read-rule-page.ts';

// The pages of all rules as they stand in `docs/rules`, in one late chunk: fetched when the first of them is asked for, and part
// of what the service worker caches.
const files = import.meta.glob<string>('../../../../docs/rules/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const byId: ReadonlyMap<string, string> = new Map(
  Object.entries(files).map(([path, text]) => [/\/(cn\d+)-/.exec(path)?.[1]?.toUpperCase() ?? path, text]),
);

/** The page of a rule as Markdown; null for what Bulkhead says of itself, which has none. */
export function ruleText(id: string): string | null {
  return byId.get(id) ?? null;
}

/** Parts of a page never move, so that their places are their keys. */
function each<T>(parts: readonly T[], show: (part: T, key: string) => ReactNode): ReactNode {
  return parts.map((part, at) => show(part, String(at)));
}

function Line({ words }: { readonly words: readonly Words[] }) {
  return each(words, ({ type, text }, key) => (type === 'code' ? <code key={key}>{text}</code> : text));
}

function Part({ block }: { readonly block: Block }) {
  switch (block.type) {
    case 'heading':
      return <h3>{block.text}</h3>;
    case 'paragraph':
      return (
        <p>
          <Line words={block.words} />
        </p>
      );
    case 'quote':
      return (
        <blockquote>
          <Line words={block.words} />
        </blockquote>
      );
    case 'list':
      return (
        <ul>
          {each(block.items, (words, key) => (
            <li key={key}>
              <Line words={words} />
            </li>
          ))}
        </ul>
      );
    case 'yaml':
      return <pre>{block.text}</pre>;
  }
}

/** What a rule looks for, why, what it rests on, what raises it and what does not, and how it is mended. */
export function RulePage({ about }: { readonly about: Pick<Finding, 'rule' | 'why'> }) {
  const text = ruleText(about.rule);
  if (text === null) return <p>{about.why}</p>;
  return (
    <div className="bh-rule-page">
      {each(readRulePage(text), (block, key) => (
        <Part key={key} block={block} />
      ))}
    </div>
  );
}
