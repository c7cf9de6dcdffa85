/** Where the project is published. Its owner sets `repository.url` in package.json, and `npm run generate` writes it wherever it is named. */
export interface Repository {
  /** What a browser opens. */
  readonly page: string;
  /** What stands before the path of a picture. */
  readonly raw: string;
  /** OWNER/NAME. */
  readonly name: string;
}

interface Manifest {
  readonly repository: { readonly url: string };
}

export function repositoryOf({ repository: { url } }: Manifest): Repository {
  const name = /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(url)?.[1];
  if (name === undefined) throw new Error(`repository.url in package.json is no address of GitHub: ${url}`);
  return { page: `https://github.com/${name}`, raw: `https://raw.githubusercontent.com/${name}/HEAD/`, name };
}

/** The manifest with every address that follows from the one of the repository. */
export function addressed(text: string): string {
  const { page } = repositoryOf(JSON.parse(text));
  return text
    .replace(/("homepage": )"[^"]*"/, `$1"${page}#readme"`)
    .replace(/("bugs": \{\s*"url": )"[^"]*"/, `$1"${page}/issues"`)
    .replace(/("qna": )"[^"]*"/, `$1"${page}/discussions"`);
}
