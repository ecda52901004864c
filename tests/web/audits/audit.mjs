// Runs every server audit of graphql-http against a live endpoint and prints one JSON object:
// { "passed": { "MUST": n, "SHOULD": n, "MAY": n }, "failed": [{ id, name, level, reason }] }
// Usage: node audit.mjs URL [HEADERS], where HEADERS is a JSON object sent with each request (a token or a cookie).
import { serverAudits } from "graphql-http";

const [url, headers = "{}"] = process.argv.slice(2);
const own = JSON.parse(headers);
const audits = serverAudits({
  url,
  fetchFn: (target, init = {}) => fetch(target, { ...init, headers: { ...init.headers, ...own } }),
});

const passed = { MUST: 0, SHOULD: 0, MAY: 0 };
const failed = [];
for (const audit of audits) {
  const level = audit.name.split(" ")[0];
  const result = await audit.fn();
  if (result.status === "ok") passed[level] += 1;
  else failed.push({ id: audit.id, name: audit.name, level, reason: result.reason });
}
console.log(JSON.stringify({ passed, failed }));
