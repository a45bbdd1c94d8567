/** The one-file build: `npm run build:single` writes `dist-single/openmanager-edge.html`, which opens from disk. */
import { defineConfig, type PluginOption } from 'vite';
import { singleFile } from './scripts/single.ts';
import folder from './vite.config.ts';

/** What writes files beside the page: here there are none. */
const OF_THE_FOLDER = ['security-meta', 'embed-bundle', 'service-worker', 'precompress'];
const isOfTheFolder = (plugin: PluginOption): boolean =>
  typeof plugin === 'object' && plugin !== null && 'name' in plugin
    ? OF_THE_FOLDER.includes(plugin.name)
    : false;

export default defineConfig({
  base: './',
  plugins: [
    ...(folder.plugins ?? []).filter((plugin) => !isOfTheFolder(plugin)),
    singleFile('openmanager-edge.html'),
  ],
  build: {
    ...folder.build,
    outDir: 'dist-single',
    // Fonts go into the style sheet; the heavy files are carried packed, apart from it.
    assetsInlineLimit: Number.POSITIVE_INFINITY,
    cssCodeSplit: false,
    copyPublicDir: false,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: false } },
  },
});
