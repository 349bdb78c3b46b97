// What the schemas of Continue and LibreChat make of a file: `schemas.mjs PACKAGES TARGET FILE`.
import fs from "node:fs";
import { createRequire } from "node:module";

const [packages, target, file] = process.argv.slice(2);
const require = createRequire(`${packages}/package.json`);
const text = fs.readFileSync(file, "utf8");

async function continue_dev() {
  const dist = `${packages}/node_modules/@continuedev/config-yaml/dist/index.js`;
  const { parseConfigYaml, configYamlSchema } = await import(dist);
  const config = configYamlSchema.parse(parseConfigYaml(text));
  return config.models.map((each) => [each.model, each.apiBase, each.apiKey ?? null]);
}

function librechat() {
  const { configSchema } = require("librechat-data-provider");
  const config = configSchema.strict().parse(require("js-yaml").load(text));
  return config.endpoints.custom.flatMap((each) =>
    each.models.default.map((model) => [model, each.baseURL, each.apiKey]),
  );
}

console.log(JSON.stringify(target === "continue" ? await continue_dev() : librechat()));
