import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

interface KeptRun {
  info: { run_id: string; experiment_id: string; artifact_uri: string; status: string; end_time?: number };
  tags: { key: string; value: string }[];
  params: Map<string, string>;
  metrics: { key: string; value: number; timestamp: number; step: number }[];
}
interface KeptVersion {
  name: string;
  version: string;
  source: string;
  run_id: string;
  tags: { key: string; value: string }[];
}

/** A tracking server that speaks MLflow's REST API 2.0 as documented, strict about what it takes, kept in memory. */
export async function openMlflowServer(token: string) {
  const experiments = new Map<string, string>();
  const runs: KeptRun[] = [];
  const models = new Map<string, Map<string, string>>();
  const versions: KeptVersion[] = [];
  const artifacts = new Map<string, Buffer>();
  let refusals = 0;
  const no = (status: number, error_code: string, message: string) => ({ status, body: { error_code, message } });
  const yes = (body: object) => ({ status: 200, body });
  const runOf = (id: unknown) => runs.find((r) => r.info.run_id === id);

  // biome-ignore lint/suspicious/noExplicitAny: what comes in is checked field by field, as a server does.
  const answers: Record<string, (body: any, query: URLSearchParams) => { status: number; body: object }> = {
    "POST experiments/create": ({ name }) => {
      if (typeof name !== "string") return no(400, "INVALID_PARAMETER_VALUE", "name is required");
      if (experiments.has(name)) return no(400, "RESOURCE_ALREADY_EXISTS", `Experiment ${name} exists`);
      experiments.set(name, String(experiments.size + 1));
      return yes({ experiment_id: experiments.get(name)! });
    },
    "GET experiments/get-by-name": (_, query) => {
      const id = experiments.get(query.get("experiment_name") ?? "");
      return id ? yes({ experiment: { experiment_id: id } }) : no(404, "RESOURCE_DOES_NOT_EXIST", "no such experiment");
    },
    "POST runs/search": ({ experiment_ids, filter }) => {
      const wanted = /^tags\."([\w.]+)" = '([^']+)'$/.exec(filter);
      if (!wanted) return no(400, "INVALID_PARAMETER_VALUE", `cannot read the filter ${filter}`);
      const found = runs.filter(
        (r) =>
          experiment_ids.includes(r.info.experiment_id) &&
          r.tags.some((t) => t.key === wanted[1] && t.value === wanted[2]),
      );
      return yes(found.length > 0 ? { runs: found } : {});
    },
    "POST runs/create": ({ experiment_id, tags, start_time }) => {
      if (![...experiments.values()].includes(experiment_id))
        return no(404, "RESOURCE_DOES_NOT_EXIST", "no such experiment");
      if (!Number.isInteger(start_time)) return no(400, "INVALID_PARAMETER_VALUE", "start_time is milliseconds");
      const run_id = `run${runs.length + 1}`;
      const info = {
        run_id,
        experiment_id,
        artifact_uri: `mlflow-artifacts:/${experiment_id}/${run_id}/artifacts`,
        status: "RUNNING",
      };
      const run = { info, tags, params: new Map<string, string>(), metrics: [] };
      runs.push(run);
      return yes({ run });
    },
    "POST runs/log-batch": ({ run_id, metrics, params }) => {
      const run = runOf(run_id);
      if (!run) return no(404, "RESOURCE_DOES_NOT_EXIST", "no such run");
      for (const { key, value } of params) {
        if (typeof value !== "string") return no(400, "INVALID_PARAMETER_VALUE", `${key} is not text`);
        // A parameter is written once: the same value again is taken, another is not.
        if ((run.params.get(key) ?? value) !== value)
          return no(400, "INVALID_PARAMETER_VALUE", `${key} was logged already`);
        run.params.set(key, value);
      }
      for (const m of metrics) {
        if (!Number.isFinite(m.value) || !Number.isInteger(m.timestamp))
          return no(400, "INVALID_PARAMETER_VALUE", m.key);
      }
      run.metrics.push(...metrics);
      return yes({});
    },
    "POST runs/update": ({ run_id, status, end_time }) => {
      const run = runOf(run_id);
      if (!run) return no(404, "RESOURCE_DOES_NOT_EXIST", "no such run");
      Object.assign(run.info, { status, end_time });
      return yes({ run_info: run.info });
    },
    "POST registered-models/create": ({ name }) => {
      if (/[/:]/.test(name)) return no(400, "INVALID_PARAMETER_VALUE", "a name holds no / or :");
      if (models.has(name)) return no(400, "RESOURCE_ALREADY_EXISTS", "exists");
      models.set(name, new Map());
      return yes({ registered_model: { name } });
    },
    "GET model-versions/search": (_, query) => {
      const filter = query.get("filter") ?? "";
      const [, name] = /name='([^']+)'/.exec(filter) ?? [];
      const [, run] = /run_id='([^']+)'/.exec(filter) ?? [];
      const found = versions.filter((v) => v.name === name && (!run || v.run_id === run));
      return yes(found.length > 0 ? { model_versions: found } : {});
    },
    "POST model-versions/create": ({ name, source, run_id, tags }) => {
      if (!models.has(name)) return no(404, "RESOURCE_DOES_NOT_EXIST", "no such registered model");
      const version = String(versions.filter((v) => v.name === name).length + 1);
      const model_version = { name, version, source, run_id, tags };
      versions.push(model_version);
      return yes({ model_version });
    },
    "POST registered-models/alias": ({ name, alias, version }) => {
      if (!versions.some((v) => v.name === name && v.version === version))
        return no(404, "RESOURCE_DOES_NOT_EXIST", "no such version");
      models.get(name)!.set(alias, version);
      return yes({});
    },
  };

  const read = async (request: IncomingMessage) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    return Buffer.concat(parts);
  };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://mlflow");
    const bytes = await read(request);
    const reply = (status: number, body: object) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    if (request.headers.authorization !== `Bearer ${token}`) return reply(401, {});
    if (refusals > 0) {
      refusals -= 1;
      return reply(503, {});
    }
    const file = /^\/api\/2\.0\/mlflow-artifacts\/artifacts\/(.+)$/.exec(url.pathname);
    if (file && request.method === "PUT") {
      artifacts.set(decodeURIComponent(file[1]!), bytes);
      return reply(200, {});
    }
    const answer = answers[`${request.method} ${url.pathname.replace(/^\/api\/2\.0\/mlflow\//, "")}`];
    if (!answer) return reply(404, { error_code: "ENDPOINT_NOT_FOUND", message: url.pathname });
    if (request.method === "POST" && request.headers["content-type"] !== "application/json") {
      return reply(400, { error_code: "INVALID_PARAMETER_VALUE", message: "send application/json" });
    }
    const { status, body } = answer(bytes.length > 0 ? JSON.parse(bytes.toString()) : {}, url.searchParams);
    return reply(status, body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    trackingUri: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ experiments, runs, models, versions, artifacts },
    /** Answers the next requests with 503. */
    fail: (times: number) => {
      refusals = times;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
