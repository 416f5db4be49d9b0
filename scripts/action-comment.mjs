// The comment of the GitHub Action on a pull request: one, which later runs write anew. Asked of GitHub's API with the token of the job.

// GitHub takes 65,536 characters.
const largest = 60_000;
const mostPages = 20;

/** Returns the text of the comment: the changes, then the findings, folded. A later run recognizes the comment by `mark`. */
export function commentBody(mark, changes, findings) {
  const fold = `\n<details><summary>Findings</summary>\n\n${findings.trimEnd()}\n\n</details>\n`;
  const whole = `${mark}\n${changes.trim()}\n${fold}`;
  if (whole.length <= largest) return whole;
  const left = '\n\nLeft out here, since it is more than GitHub takes: see the summary of the job.\n';
  const shorter = `${mark}\n${changes.trim()}${left}`;
  if (shorter.length <= largest) return shorter;
  // Cut in the middle of a picture it would be shown as text, so the lists end at a line.
  const lists = changes
    .replace(/\n<details>[\s\S]*?<\/details>\n/g, '\n')
    .slice(0, largest - left.length - mark.length);
  return `${mark}\n${lists.slice(0, lists.lastIndexOf('\n'))}${left}`;
}

/**
 * Writes the comment on the pull request `number` of `repository` (`OWNER/NAME`), or writes the one anew that begins with `mark`. Throws an error whose
 * message says what GitHub answered.
 */
export async function writeComment({ api, token, repository, number, mark, body }) {
  const call = async (method, path, content) => {
    const answer = await fetch(`${api}/repos/${repository}${path}`, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'user-agent': 'bulkhead',
      },
      ...(content === undefined ? {} : { body: JSON.stringify(content) }),
      signal: AbortSignal.timeout(30_000),
    });
    if (!answer.ok) throw new Error(`GitHub answered ${answer.status} to ${method} ${path.split('?')[0]}`);
    return answer.json();
  };
  for (let page = 1; page <= mostPages; page++) {
    const comments = await call('GET', `/issues/${number}/comments?per_page=100&page=${page}`);
    const own = comments.find((one) => typeof one.body === 'string' && one.body.startsWith(mark));
    if (own !== undefined) return call('PATCH', `/issues/comments/${own.id}`, { body });
    if (comments.length < 100) break;
  }
  return call('POST', `/issues/${number}/comments`, { body });
}
