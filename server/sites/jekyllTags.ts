import { type KbPath, nameOf } from '../model/path.ts';
import type { Site } from '../model/site.ts';
import { below, joined } from './routes.ts';

/** A post is called by its date and title, in a folder `_posts` anywhere. */
const dated = /^\d{4}-\d{1,2}-\d{1,2}-/;

const keyOf = (folder: KbPath, name: string): string => `${folder}|post ${name}`;

/** The name of a post without its ending; undefined for what is none. */
function postAt(source: KbPath, path: KbPath): string | undefined {
  const inner = below(source, path);
  const name = nameOf(path);
  return inner !== undefined && /(?:^|\/)_posts\//.test(inner) && dated.test(name) ? name.replace(/\.[^.]+$/, '') : undefined;
}

/** The key under which `post_url` finds a post. */
export function postKeys(folder: KbPath, source: KbPath, path: KbPath): string[] {
  const name = postAt(source, path);
  return name === undefined ? [] : [keyOf(folder, name)];
}

/**
 * `link` and `post_url` (jekyllrb.com/docs/liquid/tags/#links): the path of a file from the source, and the name of a post, before which its folders may stand (lib/jekyll/tags/post_url.rb compares dates and titles).
 * `collections`: the folder that those of collections lie in.
 */
export const tagsIn = (folder: KbPath, source: KbPath, collections: KbPath): NonNullable<Site['calls']> => ({
  goals(_, { name, argument }) {
    if (name === 'post_url') {
      const post = argument.slice(argument.lastIndexOf('/') + 1);
      return { goals: [{ route: keyOf(folder, post) }, { file: joined(source, `_posts/${argument}.md`) }] };
    }
    const files = [...new Set([joined(source, argument), joined(collections, argument)])];
    // Files of a theme are not in the repository.
    return { goals: files.map(file => ({ file })), mayBe: /^\/?assets\//.test(argument) };
  },
  forms(_, { name, argument }, to) {
    const post = postAt(source, to);
    if (name === 'post_url') return post === undefined ? [] : [post];
    const inner = below(source, to);
    const ofCollection = below(collections, to);
    const forms = [inner, ofCollection].flatMap(path => (path === undefined ? [] : [path]));
    return argument.startsWith('/') ? forms.map(form => `/${form}`) : forms;
  },
});
