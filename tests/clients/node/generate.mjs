// Generates TypeScript for documents.graphql from a running server's introspection, as a site's
// developer does with graphql-codegen, and has TypeScript check what came out where it is used.
//
//   node generate.mjs BASE_URL FOLDER
//
// Writes FOLDER/generated.ts and FOLDER/site.ts. Exits 1 with what is wrong.
import { generate } from '@graphql-codegen/cli';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const [base, folder] = process.argv.slice(2);
const generated = join(folder, 'generated.ts');
await generate({
  schema: new URL('/graphql', base).href,
  documents: new URL('documents.graphql', import.meta.url).pathname,
  generates: {
    [generated]: {
      plugins: ['typescript', 'typescript-operations'],
      config: { strictScalars: true, scalars: { DateTime: 'string', Date: 'string', URL: 'string' } },
    },
  },
  silent: true,
  errorsOnly: true,
}, true);

// What the types promise: required fields are there, nullable ones have to be looked at first.
writeFileSync(join(folder, 'site.ts'), `
import type { PageQuery, UpcomingQuery, UpcomingQueryVariables } from './generated';
export const variables: UpcomingQueryVariables = { first: 5, filter: { when: 'UPCOMING' as never } };
export function titles(data: UpcomingQuery): string[] {
  return (data.seminars?.nodes ?? []).map(({ title, startsAt, venue }) =>
    [title, startsAt?.slice(0, 10), venue?.name ?? ''].join(' '));
}
export function answer(data: PageQuery): string {
  const seminar: string = data.seminar?.title ?? '';
  // @ts-expect-error a seminar may be missing
  data.seminar.title;
  return seminar + data.ask.text;
}
`);
const program = ts.createProgram([join(folder, 'site.ts')], {
  strict: true, noEmit: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler,
});
const problems = ts.getPreEmitDiagnostics(program);
console.error(ts.formatDiagnostics(problems, {
  getCanonicalFileName: (name) => name, getCurrentDirectory: () => folder, getNewLine: () => '\n',
}));
process.exit(problems.length > 0 ? 1 : 0);
