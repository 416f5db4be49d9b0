import { createServer, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commentBody, writeComment } from './action-comment.mjs';

const mark = '<!-- bulkhead each . -->';

/** The comments that the fake GitHub holds, and the requests that it got. */
const comments: { id: number; body: string }[] = [];
const asked: string[] = [];
let refuses = false;
const server = createServer(async (request, response) => {
  asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
  response.setHeader('content-type', 'application/json');
  if (refuses) {
    response.statusCode = 403;
    response.end('{}');
    return;
  }
  if (request.method === 'GET') {
    const page = Number(new URL(request.url ?? '', 'http://x').searchParams.get('page'));
    response.end(JSON.stringify(comments.slice((page - 1) * 100, page * 100)));
    return;
  }
  const { body } = JSON.parse(await textOf(request));
  if (request.method === 'POST') comments.push({ id: comments.length + 1, body });
  else {
    const known = comments.find(({ id }) => request.url?.endsWith(`/comments/${id}`));
    if (known) known.body = body;
  }
  response.end('{}');
});

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}

let api = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  api = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
});
afterAll(() => {
  server.close();
});

const write = (body: string) =>
  writeComment({ api, token: 't', repository: 'me/it', number: 7, mark, body: `${mark}\n${body}` });

describe('the comment on a pull request', () => {
  it('is one, found by its mark behind those of others', async () => {
    for (let id = 1; id <= 130; id++) comments.push({ id, body: `somebody says ${mark}` });
    await write('one');
    await write('two');
    expect(comments).toHaveLength(131);
    expect(comments[130]?.body).toBe(`${mark}\ntwo`);
    expect(asked.every((line) => line.includes('/repos/me/it/issues/') && line.endsWith(' Bearer t'))).toBe(
      true,
    );
  });

  it('says what GitHub answered', async () => {
    refuses = true;
    await expect(write('three')).rejects.toThrow('GitHub answered 403 to GET /issues/7/comments');
  });

  it('leaves out what GitHub does not take: the findings, then the pictures, then lines', () => {
    const picture = `\n<details><summary>Picture</summary>\n${'x'.repeat(30_000)}\n</details>\n`;
    const small = commentBody(mark, `changes\n${picture}`, 'found');
    expect(small).toMatch(
      /^<!-- bulkhead each \. -->\nchanges\n[\s\S]*<summary>Findings<\/summary>\n\nfound\n/,
    );
    const middle = commentBody(mark, `changes\n${picture}`, 'f'.repeat(40_000));
    expect(middle).toContain('<summary>Picture');
    expect(middle).toMatch(/Left out here/);
    const large = commentBody(mark, `${'- a change\n'.repeat(9000)}${picture}`, 'found');
    expect(large.length).toBeLessThanOrEqual(60_000);
    expect(large).not.toContain('<details>');
    expect(large).toMatch(/\n- a change\n\nLeft out here/);
  });
});
