// The form to sign in, and the one to sign out: plain HTML without a script, with a policy of its own.

import type { Answer } from '../open/http/answer.ts';

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of these pages. A form from a page without a referrer has no origin to check. */
const headers = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': policy,
  'Referrer-Policy': 'same-origin',
};

/** Returns a page; `parts` are lines of HTML without any text of a request, and addresses start with `basePath`. */
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

/** Returns the sign-in form, with a sentence when the last attempt failed. */
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

/** Returns the page that asks whether to sign out. */
export function logoutPage(basePath: string): Answer {
  return page(200, basePath, [
    '<p>Unsaved work stays in this browser.</p>',
    `<form method="post" action="${basePath}/logout">`,
    '<button>Sign out</button>',
    '</form>',
    `<p><a href="${basePath}/">Back to the stacks</a></p>`,
  ]);
}

/** The style sheet of these pages. */
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
