// node validate_json.cjs SCHEMA FILE...: validates JSON files with Ajv (draft 2020-12); status 1 when one is not valid.
"use strict";
const fs = require("node:fs");
const Ajv = require("ajv/dist/2020");

const [schema, ...files] = process.argv.slice(2);
const read = (path) => JSON.parse(fs.readFileSync(path, "utf8"));
const validate = new Ajv({ strict: false, validateFormats: false, allErrors: false }).compile(read(schema));
let isGood = files.length > 0;
for (const file of files) {
  if (validate(read(file))) continue;
  isGood = false;
  const { instancePath, message } = validate.errors[0];
  console.log(`${file}: ${instancePath || "/"} ${message}`);
}
process.exit(isGood ? 0 : 1);
