// Netlify build plugin: keeps Go's caches and the photos that are made already from one build to the next.
const { execFileSync } = require('node:child_process');

const folders = () => [
  ...execFileSync('go', ['env', 'GOCACHE', 'GOMODCACHE'], { encoding: 'utf8' }).trim().split('\n'),
  '.opladers/cache',
];

module.exports = {
  onPreBuild: ({ utils }) => utils.cache.restore(folders()),
  onPostBuild: ({ utils }) => utils.cache.save(folders()),
};
