import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { tags } from '@lezer/highlight';

const colours = HighlightStyle.define([
  { tag: tags.definition(tags.propertyName), color: 'var(--net-1)' },
  { tag: tags.string, color: 'var(--net-3)' },
  { tag: tags.content, color: 'var(--ink)' },
  { tag: tags.labelName, color: 'var(--net-2)', fontWeight: '600' },
  { tag: [tags.typeName, tags.keyword], color: 'var(--net-5)' },
  { tag: tags.comment, color: 'var(--dim)', fontStyle: 'italic' },
  { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: 'var(--dim)' },
  { tag: tags.special(tags.string), color: 'var(--net-2)' },
  { tag: tags.meta, color: 'var(--dim)' },
]);

/** The colours of YAML, from the tokens of the page: light and dark follow by themselves. */
export const yamlHighlight: Extension = syntaxHighlighting(colours);
