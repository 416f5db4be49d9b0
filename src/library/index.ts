// `import { … } from 'bulkhead'`: the questions of the command line, asked by a program. docs/library.md is its manual; what stands here
// and in the types is a contract.

export { check } from './check.ts';
export { diff } from './diff.ts';
export { edit } from './edit.ts';
export { explain } from './explain.ts';
export type * from './library-types.ts';
export { openProject } from './open-project.ts';
export { reach } from './reach.ts';
