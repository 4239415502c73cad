// Discord's own description of its API, as JSON Schemas: one for each kind of body a bot sends.
//
//     node schemas.mjs        writes schemas.json beside this file
//
// An unknown key is an error here. Discord ignores it, and with it what the bot meant.
import { renameSync, writeFileSync } from 'node:fs';
import * as api from 'discord-api-spec/zod';
import { z } from 'zod';

const bodies = {
  message: api.MessageCreateRequestSchema,
  edit: api.MessageEditRequestPartialSchema,
  answer: api.CreateMessageInteractionCallbackRequestSchema,
  update: api.UpdateMessageInteractionCallbackRequestSchema,
  choices: api.ApplicationCommandAutocompleteCallbackRequestSchema,
  form: api.ModalInteractionCallbackRequestSchema,
  followUp: api.IncomingWebhookInteractionRequestSchema,
  webhookEdit: api.IncomingWebhookUpdateRequestPartialSchema,
  command: api.ApplicationCommandUpdateRequestSchema,
  direct: api.CreatePrivateChannelRequestSchema,
};

// Of a value that may be one of several things, each knows the keys of the others: clients send
// them empty.
function close(schema) {
  if (Array.isArray(schema)) return schema.forEach(close);
  if (typeof schema !== 'object' || schema === null) return;
  Object.values(schema).forEach(close);
  const branches = schema.anyOf ?? [schema];
  const objects = branches.filter((branch) => branch.properties);
  const empty = { enum: [null, []] };
  const known = objects.flatMap((branch) => Object.keys(branch.properties));
  for (const branch of objects) {
    for (const key of known) branch.properties[key] ??= empty;
    branch.additionalProperties = false;
  }
}

function override({ zodSchema, jsonSchema }) {
  if (zodSchema._zod.def.type === 'undefined') jsonSchema.not = {};
}

const schemas = Object.fromEntries(
  Object.entries(bodies).map(([name, schema]) => [
    name,
    z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', override }),
  ]),
);
// The documentation is right where it differs: permissions are text, and a command can be nsfw.
const command = schemas.command.properties;
command.default_member_permissions = {
  anyOf: [{ type: 'string', pattern: '^[0-9]+$' }, { type: 'null' }],
};
command.nsfw = { type: 'boolean' };
close(schemas);

// Whoever reads it meanwhile finds the whole file or none.
const file = new URL('schemas.json', import.meta.url);
const draft = new URL(`schemas.json.${process.pid}`, import.meta.url);
writeFileSync(draft, JSON.stringify(schemas));
renameSync(draft, file);
