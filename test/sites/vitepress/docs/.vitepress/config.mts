export default { title: 'Oracle', ignoreDeadLinks: true, rewrites: { 'guide/moved.md': 'there/moved.md' } };
