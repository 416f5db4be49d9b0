// The gate of `bulkhead open`: whoever has the address of the terminal.

import type { IncomingMessage } from 'node:http';
import { type Answer, plainAnswer } from './answer.ts';
import { cookieValue } from './cookie-value.ts';
import type { Admission, Gate } from './gate.ts';
import { readOnlyMethod } from './methods.ts';
import { addressObjection, originObjection } from './origin-objection.ts';
import { isToken, type Site } from './site.ts';

function answered(answer: Answer): Admission {
  return { kind: 'answered', answer };
}

/** Admits who carries the cookie of `site`, and gives it for the token. */
export function tokenGate(site: Site): Gate {
  const own = {
    hosts: new Set([site.host]),
    scheme: 'http' as const,
    otherName: 'Use the one that the terminal shows.',
    otherPage: 'Paste the address from the terminal instead.',
  };
  return {
    admit(request) {
      const objection = addressObjection(request, own) ?? originObjection(request, own);
      if (objection !== null) return answered(objection);
      const target = request.url ?? '';
      if (target.startsWith('/?token='))
        return answered(answerEntry(request, target.slice('/?token='.length), site));
      const offered = cookieValue(request, site.cookie);
      if (offered === null || !isToken(site, offered))
        return answered(
          plainAnswer(
            403,
            'This server answers to whoever started it. Open the address that the terminal shows.',
          ),
        );
      if (!target.startsWith(site.base)) return answered(plainAnswer(404, 'There is nothing here.'));
      const [path = ''] = target.slice(site.base.length).split('?');
      return { kind: 'admitted', path, stands: () => true };
    },
  };
}

/** The one route without a cookie: it gives it. */
function answerEntry(request: IncomingMessage, token: string, site: Site): Answer {
  if (!isToken(site, token)) {
    return plainAnswer(403, 'This address is of another run. Open the one that the terminal shows now.');
  }
  return (
    readOnlyMethod(request) ??
    plainAnswer(303, 'See the page.', {
      Location: site.base,
      'Set-Cookie': `${site.cookie}=${site.token}; Path=${site.base}; HttpOnly; SameSite=Strict`,
    })
  );
}
