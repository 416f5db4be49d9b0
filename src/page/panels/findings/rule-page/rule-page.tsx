import './rule-page.css';
import type { ReactNode } from 'react';
import type { Finding } from '../../../../core/findings/finding.ts';

// The pages of all rules as they stand in `docs/rules`, in one late chunk: fetched when the first of them is opened, and part
// of what the service worker caches.
const files = import.meta.glob<string>('../../../../../docs/rules/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const byId: ReadonlyMap<string, string> = new Map(
  Object.entries(files).map(([path, text]) => [/\/(cn\d+)-/.exec(path)?.[1]?.toUpperCase() ?? path, text]),
);

/** Returns the page of a rule as Markdown; null for findings of Bulkhead about its own limits. */
export function ruleText(id: string): string | null {
  return byId.get(id) ?? null;
}

/** Renders the parts of a page keyed by their index, since they never move. */
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

/** The page of a rule: what it checks, why, on which evidence, with examples and the fix. */
export function RulePage({ about }: { readonly about: Pick<Finding, 'rule' | 'why'> }) {
  const text = ruleText(about.rule);
  if (text === null) return <p>{about.why}</p>;
  return (
    <div className="bh-rule-page bh-column bh-gap-2 bh-small">
      {each(readRulePage(text), (block, key) => (
        <Part key={key} block={block} />
      ))}
    </div>
  );
}

// The pages in `docs/rules` as data: the few forms of Markdown that `core/export/rule-page.ts` writes, and no others. What is
// not one of them is text, so nothing of a page can become markup.

/** A part of a line with its style. */
export interface Words {
  readonly type: 'text' | 'code';
  readonly text: string;
}

export type Block =
  | { readonly type: 'heading'; readonly text: string }
  | { readonly type: 'paragraph' | 'quote'; readonly words: readonly Words[] }
  | { readonly type: 'list'; readonly items: readonly (readonly Words[])[] }
  | { readonly type: 'yaml'; readonly text: string };

const fence = '```';
const piece = /`([^`]+)`|\[([^\]]+)\]\([^)]*\)/g;

/** Splits a line into styled parts; a link becomes its text, since its target is not on this page. */
function inlineParts(line: string): readonly Words[] {
  const words: Words[] = [];
  const add = (type: Words['type'], text: string): void => {
    if (text !== '') words.push({ type, text });
  };
  let done = 0;
  for (const match of line.matchAll(piece)) {
    const [whole, code, label] = match;
    add('text', line.slice(done, match.index));
    if (code === undefined) add('text', label ?? '');
    else add('code', code);
    done = match.index + whole.length;
  }
  add('text', line.slice(done));
  return words;
}

/** Returns the blocks of a page in order, without its comment and its first heading. */
export function readRulePage(page: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = page.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line === '' || line.startsWith('<!--') || line.startsWith('# ')) continue;
    const last = blocks.at(-1);
    if (line.startsWith(fence)) {
      const end = lines.indexOf(fence, at + 1);
      blocks.push({ type: 'yaml', text: lines.slice(at + 1, end).join('\n') });
      at = end;
    } else if (line.startsWith('## ')) blocks.push({ type: 'heading', text: line.slice(3) });
    else if (line.startsWith('> ')) blocks.push({ type: 'quote', words: inlineParts(line.slice(2)) });
    else if (line.startsWith('- ')) {
      const item = inlineParts(line.slice(2));
      if (last?.type === 'list') blocks.splice(-1, 1, { type: 'list', items: [...last.items, item] });
      else blocks.push({ type: 'list', items: [item] });
    } else blocks.push({ type: 'paragraph', words: inlineParts(line) });
  }
  return blocks;
}
