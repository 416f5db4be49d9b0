/** The label of every probe container; its value is the run that started it. */
export const probeLabel = 'bulkhead.verify';
