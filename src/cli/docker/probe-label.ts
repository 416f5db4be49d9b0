/** On every container that this program starts to ask with; its value is the run that started it. */
export const probeLabel = 'bulkhead.verify';
