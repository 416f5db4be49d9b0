import { describe, expect, it } from 'vitest';
import { stackMatrix } from '../../../core/host/stack-matrix.ts';
import { homeAnalysis } from '../../../core/host/testing/home-server.ts';
import { optionsFor } from '../../../core/reach/testing/reach-of.ts';
import { lineName, stackCell, stackLines } from './stack-lines.ts';

const host = homeAnalysis(optionsFor('29'));
const matrix = stackMatrix(host);
const source = { matrix, reach: host.reach };
const line = (stack: string, service: string | null = null) => ({ stack, service, open: false });

describe('the matrix folded by stack', () => {
  it('has a line for each stack, and the services of those that are unfolded', () => {
    const lines = stackLines(matrix, host.reach, new Set(['blog']), '');
    expect(lines.map(lineName)).toEqual([
      'blog',
      'blog/ghost',
      'blog/db',
      'mail',
      'media',
      'nas',
      'old',
      'paper',
      'traefik',
    ]);
    expect(stackLines(matrix, host.reach, new Set(), 'ghost').map(lineName)).toEqual(['blog']);
  });

  it('says how many of the pairs reach, in a sign and in words', () => {
    expect(stackCell(source, line('traefik'), line('paper'))).toEqual({
      kind: 'direct',
      sign: '●',
      words: 'traefik to paper: 2 of 2 pairs reach directly',
    });
    expect(stackCell(source, line('blog'), line('paper'))).toEqual({
      kind: 'some',
      sign: '2/4',
      words: 'blog to paper: 2 of 4 pairs reach directly',
    });
    expect(stackCell(source, line('old'), line('blog'))?.words).toBe('old to blog: none of 2 pairs');
    expect(stackCell(source, line('blog'), line('media'))).toEqual({
      kind: 'host',
      sign: '◐2',
      words: 'blog to media: 2 of 4 over the host',
    });
    expect(stackCell(source, line('old'), line('media'))).toMatchObject({ kind: 'unknown', sign: '?' });
    expect(stackCell(source, line('blog'), line('blog'))?.words).toBe(
      'within blog: 2 of 2 pairs reach directly',
    );
  });

  it('says of a service what a matrix of services says', () => {
    expect(stackCell(source, line('blog', 'ghost'), line('paper'))?.words).toBe(
      'blog/ghost to paper: 2 of 2 pairs reach directly',
    );
    expect(stackCell(source, line('blog', 'db'), line('paper', 'app'))?.words).toBe(
      'blog/db does not reach paper/app',
    );
    expect(stackCell(source, line('blog', 'db'), line('blog', 'db'))).toBeNull();
  });
});
