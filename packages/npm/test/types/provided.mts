// What Vitest's inject() gives. Compiled, never run.
import 'stator-local/vitest';
import { inject } from 'vitest';

export const url: string = inject('stator').url;
// @ts-expect-error nothing of that name is provided
export const other = inject('statorr');
