// The form to sign in, and the one to sign out: plain HTML without a script, with a policy of its own.

import type { Answer } from '../open/http/answer.ts';

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A form that comes from a page without a referrer has no origin to recognise it by. */
const headers = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': policy,
  'Referrer-Policy': 'same-origin',
};

/** The answer; `parts` are lines of HTML without anything from a request, `basePath` is what addresses begin with. */
function page(
  status: number,
  basePath: string,
  parts: readonly string[],
  more: Answer['headers'] = {},
): Answer {
  const lines = [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8" />',
    '<meta name="viewport" content="width=device-width, initial-scale=1" />',
    '<title>Bulkhead</title>',
    `<link rel="stylesheet" href="${basePath}/login.css" />`,
    '</head>',
    '<body>',
    '<main>',
    '<h1>Bulkhead</h1>',
    ...parts,
    '</main>',
    '</body>',
    '</html>',
    '',
  ];
  return { status, headers: { ...headers, ...more }, body: lines.join('\n') };
}

/** The form to sign in, with a sentence where the last try failed. */
export function loginPage(
  status: number,
  basePath: string,
  problem?: string,
  more: Answer['headers'] = {},
): Answer {
  return page(
    status,
    basePath,
    [
      ...(problem === undefined ? [] : [`<p id="problem" role="alert">${problem}</p>`]),
      `<form method="post" action="${basePath}/login">`,
      '<label for="password">Password</label>',
      `<input id="password" name="password" type="password" autocomplete="current-password" required autofocus${problem === undefined ? '' : ' aria-describedby="problem"'} />`,
      '<button>Sign in</button>',
      '</form>',
    ],
    more,
  );
}

/** The question whether to sign out. */
export function logoutPage(basePath: string): Answer {
  return page(200, basePath, [
    '<p>Work that is not saved stays in this browser.</p>',
    `<form method="post" action="${basePath}/logout">`,
    '<button>Sign out</button>',
    '</form>',
    `<p><a href="${basePath}/">Back to the stacks</a></p>`,
  ]);
}

/** Their style sheet. */
export const loginStyle: Answer = {
  status: 200,
  headers: { 'Content-Type': 'text/css; charset=utf-8' },
  body: `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { display: grid; min-height: 100vh; margin: 0; place-items: center; }
main { width: min(20rem, 100vw - 2rem); }
h1 { font-size: 1.5rem; }
label { display: block; }
input, button { box-sizing: border-box; width: 100%; margin: 0.25rem 0 1rem; padding: 0.5rem; font: inherit; }
`,
};
