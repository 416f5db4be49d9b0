// Helper of tests: from literal files to a host.

export { hostOfFiles as hostOf } from '../host-of-files.ts';
