/** Proxy configurations that let one page read one source: CORS on every answer, preflights answered before any login. Run by the tests as written. */

/** What the recipes are written for. */
export interface RecipeFor {
  /** The source as the proxy reaches it, `http://127.0.0.1:9090`. */
  readonly upstream: string;
  /** Origin of the page that may read it. */
  readonly page: string;
  /** Port the proxy listens on. */
  readonly port: number;
}

/** A server block for nginx. `always` puts the headers on errors too, so that a browser can tell 401 from a dead port. */
export function nginxRecipe({ upstream, page, port }: RecipeFor): string {
  return `server {
  listen ${port};
  location / {
    add_header Access-Control-Allow-Origin "${page}" always;
    add_header Access-Control-Allow-Headers "Authorization, Content-Type" always;
    add_header Access-Control-Allow-Methods "GET, POST, OPTIONS" always;
    if ($request_method = OPTIONS) {
      return 204;
    }
    # auth_basic "monitoring"; auth_basic_user_file /etc/nginx/monitoring.htpasswd;
    proxy_hide_header Access-Control-Allow-Origin;
    proxy_hide_header Access-Control-Allow-Headers;
    proxy_hide_header Access-Control-Allow-Methods;
    proxy_pass ${upstream};
  }
}
`;
}

/** A site for Caddy 2. `HASH` stands for what `caddy hash-password` prints; without the comment's marks a login is asked for. */
export function caddyRecipe({ upstream, page, port }: RecipeFor): string {
  return `(readable) {
  header {
    Access-Control-Allow-Origin "${page}"
    Access-Control-Allow-Headers "Authorization, Content-Type"
    Access-Control-Allow-Methods "GET, POST, OPTIONS"
    defer
  }
}
:${port} {
  import readable
  @preflight method OPTIONS
  respond @preflight 204
  # @others not method OPTIONS
  # basicauth @others {
  #   monitoring HASH
  # }
  reverse_proxy ${upstream}
  handle_errors {
    import readable
    respond "{err.status_text}" {err.status_code}
  }
}
`;
}
