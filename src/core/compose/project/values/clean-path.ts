// Paths inside a container without needless parts, so that one place has one spelling. Slashes only; nothing is looked up.

/** `/a//b/../c/` is `/a/c`; '' stays ''. */
export function cleanPath(path: string): string {
  if (path === '') return '';
  const rooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    const back = part === '..';
    if (back && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!back || !rooted) parts.push(part);
  }
  return `${rooted ? '/' : ''}${parts.join('/')}` || '.';
}
