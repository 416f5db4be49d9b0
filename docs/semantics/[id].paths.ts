import { semanticsPages } from '../.vitepress/semantics-pages.ts';

export default {
  watch: ['../semantics.md', './*.md', '../rules.md'],
  paths() {
    return semanticsPages().map(({ anchor, text }) => ({ params: { id: anchor }, content: text }));
  },
};
