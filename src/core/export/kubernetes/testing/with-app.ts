// Helper of tests: one service that says some keys, in a project that has what they may name.

const top =
  'networks: { front: {}, back: { internal: true } }\nvolumes: { data: {} }\nconfigs: { site: { content: "a: 1\\n" }, far: { external: true } }\nsecrets: { token: { environment: TOKEN }, pw: { file: ./pw.txt } }\n';
/** The files and variables that the project uses. */
export const setting = { files: { 'pw.txt': 'hunter2' }, environment: { TOKEN: 't0ken', SET: 'here' } };

/** Returns a project whose service `app` has `keys`. */
export const withApp = (keys: string): string =>
  `services:\n  app:\n    image: example/app:1\n${keys
    .split('\n')
    .map((line) => `    ${line}\n`)
    .join('')}${top}`;
