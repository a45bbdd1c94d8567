/** Expressions to start from; they read the catalogue's names, which every source fills as far as it can. */

/** In the order they are offered. */
export const EXAMPLES = [
  { title: 'example.top', promql: 'topk(5, system_cpu_utilization)' },
  { title: 'example.role', promql: 'avg by (role) (system_cpu_load_average_1m)' },
  {
    title: 'example.errors',
    promql: 'deriv(http_server_request_error_ratio[10m]) > 0',
  },
  {
    title: 'example.full',
    promql: 'clamp_max(predict_linear(system_filesystem_utilization[1h], 24 * 3600), 1)',
  },
] as const;
