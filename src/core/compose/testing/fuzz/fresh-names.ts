// For tests only: names for what is new, some of them taken, some that YAML would read as something else.

export const FRESH = ['fresh', 'yes', '7', 'a.b.c', 'web', 'proxy'] as const;
