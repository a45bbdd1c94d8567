/** Vue 3: a bare iframe and the client, so that streams become refs. In a template the element itself works too (`isCustomElement`). */
import { connect, type EmbedClient, type EmbedStats, embedUrl } from 'openmanager-edge/embed';
import { createApp, defineComponent, h, onBeforeUnmount, onMounted, ref, shallowRef } from 'vue';

/** The map in a frame, and how healthy the fleet is. */
export const FleetMap = defineComponent({
  props: {
    base: { type: String, required: true },
    seed: { type: Number, default: 42 },
    size: { type: Number, default: 20 },
  },
  setup(props) {
    const frame = ref<HTMLIFrameElement>();
    const stats = shallowRef<EmbedStats>();
    const failure = ref('');
    let client: EmbedClient | undefined;
    const given = new AbortController();
    onMounted(async () => {
      if (!frame.value) return;
      try {
        client = await connect(frame.value, { signal: given.signal });
        client.aggregatedStats$.subscribe((next) => {
          stats.value = next;
        });
      } catch (error) {
        failure.value = String(error);
      }
    });
    onBeforeUnmount(() => {
      given.abort();
      client?.close();
    });
    return () => [
      h('iframe', {
        ref: frame,
        title: 'Fleet map',
        height: 320,
        sandbox: 'allow-scripts allow-same-origin',
        src: embedUrl(props.base, location.origin, {
          view: 'fleet-map',
          seed: props.seed,
          size: props.size,
        }),
      }),
      h(
        'p',
        { id: 'vue-health' },
        failure.value ||
          (stats.value ? `Health ${Math.round(stats.value.health)} of 100` : 'Loading'),
      ),
    ];
  },
});

/** Mounts it; returns the function that takes it out again. */
export function mount(host: Element, base: string, size = 20): () => void {
  const app = createApp(FleetMap, { base, size });
  app.mount(host);
  return () => app.unmount();
}
