// Somebody else's idea of Discord, for the bot to talk to: discord-digital-twin, with what it lacks.
//
//     node serve.mjs      prints {"address", "token"}, then does what each line on its input says
//
// A line is {"do": NAME, …}, its answer a line of JSON: see `acts`. It ends with its input.
import http from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { DigitalDiscord, DiscordGateway } from 'discord-digital-twin';

const TOKEN = 'made-up.token.of-the-test';
const PATIENCE_MS = 10_000;

// It would listen on every interface.
const { listen } = http.Server.prototype;
http.Server.prototype.listen = function (_port, done) {
  return listen.call(this, { port: 0, host: '127.0.0.1' }, done);
};

const discord = new DigitalDiscord({
  botToken: TOKEN,
  botUser: { username: 'finsam' },
  channels: [{ name: 'allmänt', type: 0 }],
  users: [{ username: 'anna' }],
});

// What a strict reader of Discord's events misses in its own, and what a Swedish one would.
const colors = { primary_color: 0, secondary_color: null, tertiary_color: null };
function complete(event, data) {
  if (event === 'GUILD_CREATE') for (const role of data.roles) role.colors ??= colors;
  if (event === 'MESSAGE_CREATE' && data.content.includes(`<@${discord.botUserId}>`)) {
    data.mentions = [{ id: discord.botUserId, username: 'finsam', discriminator: '0', avatar: null, bot: true }];
  }
  // Its people all read Discord in English.
  if (event === 'INTERACTION_CREATE') data.locale = 'sv-SE';
  return data;
}
const { sendDispatch, handleMessage } = DiscordGateway.prototype;
DiscordGateway.prototype.sendDispatch = function (client, event, data) {
  return sendDispatch.call(this, client, event, complete(event, data));
};
// It never answers a bot that wants to resume its session, which then waits for ever.
DiscordGateway.prototype.handleMessage = function (client, raw) {
  if (JSON.parse(raw).op === 6) return this.send(client, { op: 9, d: false, s: null, t: null });
  return handleMessage.call(this, client, raw);
};

await discord.start();
const address = `http://127.0.0.1:${discord.port}`;
const { httpServer } = discord.server;
const [serve] = httpServer.listeners('request');
httpServer.removeAllListeners('request');
httpServer.on('request', (request, response) => {
  const path = request.url.replace(/^\/api\/v10/, '');
  if (path === '/gateway') {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ url: discord.gatewayUrl }));
    return;
  }
  if (path === '/oauth2/applications/@me') request.url = '/api/v10/applications/@me';
  serve(request, response);
});

const anna = await discord.getFirstNonBotUserId();
const [{ id: channelId }] = await discord.prisma.channel.findMany();
const channel = discord.channel(channelId);
const person = channel.user(anna);

/** Waits until `look` finds something. */
async function until(what, look, patience_ms = PATIENCE_MS) {
  for (const end = Date.now() + patience_ms; Date.now() < end; await sleep(20)) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`no ${what} within ${patience_ms} ms`);
}

const says = ({ content, embeds }) => content || embeds.length > 0;

/** The message that answers an interaction, once it says something and differs from `before`. */
async function answer({ id }, before) {
  return until('answer', async () => {
    const { acknowledged, messageId } = await channel.getInteractionResponse(id);
    if (!acknowledged || !messageId) return null;
    const message = (await channel.getMessages()).find((message) => message.id === messageId);
    return message && says(message) && JSON.stringify(message) !== before ? message : null;
  });
}

const acts = {
  /** The commands the bot has registered, as soon as there are any. */
  commands: () =>
    until('commands', async () => {
      const commands = await discord.prisma.applicationCommand.findMany();
      return commands.length > 0 && commands;
    }),
  /** Uses a slash command. */
  slash: async ({ name, options }) => answer(await person.runSlashCommand({ name, options })),
  /** Writes into an option of a command; gives what is offered. */
  type: async ({ name, options }) => {
    const commands = await discord.prisma.applicationCommand.findMany();
    const { id } = commands.find((command) => command.name === name);
    const typed = await discord.simulateInteraction({
      type: 4, channelId, userId: anna, data: { id, name, type: 1, options },
    });
    await channel.waitForInteractionAck({ interactionId: typed.id });
    return JSON.parse((await channel.getInteractionResponse(typed.id)).data).choices;
  },
  /** Presses a button; gives the answer, or the message as it is then. */
  press: async ({ message, customId }) => {
    const before = (await channel.getMessages()).find(({ id }) => id === message);
    const pressed = await person.clickButton({ messageId: message, customId });
    return answer(pressed, JSON.stringify(before));
  },
  /** Mentions the bot; gives what it says then. */
  mention: async ({ text }) => {
    const { id } = await person.sendMessage({ content: `<@${discord.botUserId}> ${text}` });
    const replies = (message) => message.message_reference?.message_id === id && says(message);
    return until('reply', async () => (await channel.getMessages()).find(replies));
  },
  /** Cuts the gateway's connections; gives how many bots are back with a new session. */
  cut: async () => {
    const { gateway } = discord.server;
    const before = [...gateway.clients];
    for (const { ws } of before) ws.terminate();
    const isBack = (client) => client.identified && !before.includes(client);
    await until('new session', () => gateway.clients.some(isBack), 30_000);
    return gateway.clients.filter(isBack).length;
  },
};

console.log(JSON.stringify({ address, token: TOKEN }));
for await (const line of createInterface({ input: process.stdin })) {
  const { do: act, ...rest } = JSON.parse(line);
  console.log(JSON.stringify(await acts[act](rest)));
}
process.exit(0);
