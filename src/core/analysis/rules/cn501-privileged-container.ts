// CN501. Owns: `privileged`, in any spelling, after interpolation.

import type { ServiceRule } from '../finding.ts';

export const cn501: ServiceRule = {
  id: 'CN501',
  slug: 'privileged-container',
  title: 'privileged: true',
  why: 'A privileged container has every capability and every device of the host: leaving it takes one command, and then no network wall counts. Most need one device or one capability instead.',
  severity: 'error',
  source: 'P3, K6; OWASP Docker Security 3; CIS Docker 5.5',
  examples: {
    invalid: [
      'services:\n  a:\n    image: example/a:1\n    privileged: true\n',
      'services:\n  a:\n    image: example/a:1\n    privileged: "${PRIV:-true}"\n',
    ],
    valid: [
      'services:\n  a:\n    image: example/a:1\n    privileged: false\n',
      'services:\n  a:\n    image: example/a:1\n    cap_drop: [ALL]\n',
    ],
  },
  *checkService({ service: { name, privileged } }) {
    if (privileged !== true) return;
    yield {
      subjects: [name],
      message: `${name} is privileged: it can do on the host what root can.`,
      at: ['services', name, 'privileged'],
      fixes: [
        {
          title: 'Remove privileged',
          safe: false,
          operations: [{ type: 'unset', service: name, key: 'privileged', item: null }],
        },
      ],
      evidence: ['privileged'],
    };
  },
};
