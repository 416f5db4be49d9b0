// The page itself as a part of the docs site, below `try/`: it is told that the docs are one folder up, and leads there from its rules and reasons.

/** Returns the HTML of the designer's page on the site. */
export function tryPage(html) {
  const head = /<head>\s*/.exec(html);
  if (head === null) throw new Error('the page has no <head>');
  const at = head.index + head[0].length;
  return `${html.slice(0, at)}<meta name="docs" content="../" />\n    ${html.slice(at)}`;
}
