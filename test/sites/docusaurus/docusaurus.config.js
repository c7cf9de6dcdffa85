module.exports = {
  title: 'Oracle',
  url: 'http://site.invalid',
  baseUrl: '/',
  trailingSlash: false,
  onBrokenLinks: 'ignore',
  onBrokenAnchors: 'ignore',
  markdown: { hooks: { onBrokenMarkdownLinks: 'ignore', onBrokenMarkdownImages: 'ignore' } },
  presets: [['classic', { docs: { sidebarPath: false }, blog: { onInlineAuthors: 'ignore', onUntruncatedBlogPosts: 'ignore' } }]],
};
