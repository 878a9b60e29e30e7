// The official Svix SDK for JavaScript against a running Hooklane, method by method.
// Usage: HOOKLANE_URL=... HOOKLANE_KEY=... HOOKLANE_RECEIVER=... node sdk.mjs svix-1|svix-2
import assert from "node:assert/strict";
import test from "node:test";
import { randomUUID } from "node:crypto";

const generation = process.argv[2];
const { ApiException, Svix, Webhook } = await import(generation);
const first = generation === "svix-1";
const url = process.env.HOOKLANE_URL;
const receiver = process.env.HOOKLANE_RECEIVER;
const svix = new Svix(process.env.HOOKLANE_KEY, { serverUrl: url });

// Written, but not served yet.
const owed = (why) => ({ skip: why });

const unique = (name) => `${name}.${randomUUID()}`;
const data = (page) => page.data.map((item) => item.id ?? item.name);

// What one generation calls update, the other calls upsert.
const putApplication = (...args) =>
  first ? svix.application.update(...args) : svix.application.upsert(...args);
const putEndpoint = (...args) =>
  first ? svix.endpoint.update(...args) : svix.endpoint.upsert(...args);
const putEventType = (...args) =>
  first ? svix.eventType.update(...args) : svix.eventType.upsert(...args);
const putHeaders = (...args) =>
  first ? svix.endpoint.updateHeaders(...args) : svix.endpoint.setHeaders(...args);
const types = (names) => (first ? { filterTypes: names } : { eventTypes: names });
const typesOf = (endpoint) => (first ? endpoint.filterTypes : endpoint.eventTypes);

const anApplication = () => svix.application.create({ name: "SDK", uid: unique("sdk") });

async function anEventType(fields = {}) {
  const name = unique("sdk.type");
  await svix.eventType.create({ name, description: "Made by an SDK", ...fields });
  return name;
}

async function until(what, found) {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const result = await found();
    if (result) return result;
    assert.ok(Date.now() < deadline, `${what} did not happen in 20 s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function fails(code, call, check) {
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof ApiException, `${error}`);
    assert.equal(error.code, code, JSON.stringify(error.body));
    check(error.body);
    return true;
  });
}

const coded = (code) => (body) => {
  assert.equal(body.code, code);
  assert.equal(typeof body.detail, "string");
};

const naming =
  (...loc) =>
  (body) => {
    assert.ok(Array.isArray(body.detail));
    for (const item of body.detail) {
      assert.equal(typeof item.msg, "string");
      assert.equal(typeof item.type, "string");
    }
    const places = body.detail.map((item) => item.loc.join("."));
    assert.ok(places.includes(loc.join(".")), `${places} lacks ${loc.join(".")}`);
  };

async function bothWays(list) {
  const one = await list({ limit: 2 });
  assert.equal(one.data.length, 2);
  assert.equal(one.done, false);
  const two = await list({ limit: 2, iterator: one.iterator });
  assert.ok(two.data.length > 0);
  assert.ok(!data(one).some((id) => data(two).includes(id)));
  const back = await list({ limit: 2, iterator: two.prevIterator });
  assert.deepEqual(data(back), data(one));
}

test("health", () => svix.health.get());

test("application", async () => {
  const uid = unique("sdk");
  const made = await svix.application.create({
    name: "Shop",
    uid,
    throttleRate: 20,
    metadata: { plan: "gold" },
  });
  assert.match(made.id, /^app_/);
  assert.ok(!Number.isNaN(made.createdAt.getTime()));
  assert.ok(!Number.isNaN(made.updatedAt.getTime()));
  assert.deepEqual(made.metadata, { plan: "gold" });
  assert.equal(made.throttleRate, 20);
  assert.equal((await svix.application.getOrCreate({ name: "Other", uid })).id, made.id);
  assert.deepEqual(await svix.application.get(uid), made);

  const put = await putApplication(uid, { name: "Shop 2", uid });
  assert.equal(put.id, made.id);
  assert.equal(put.name, "Shop 2");
  assert.deepEqual(put.metadata, {});
  assert.equal(put.throttleRate ?? null, null);
  const fresh = unique("sdk");
  assert.equal((await putApplication(fresh, { name: "By PUT", uid: fresh })).uid, fresh);

  const patched = await svix.application.patch(made.id, { metadata: { a: "b" } });
  assert.equal(patched.name, "Shop 2");
  assert.deepEqual(patched.metadata, { a: "b" });
  assert.equal((await svix.application.patch(made.id, { uid: null })).uid ?? null, null);

  await svix.application.delete(made.id);
  await fails(404, () => svix.application.get(made.id), coded("not_found"));
});

test("applications, page by page", async () => {
  for (let i = 0; i < 3; i++) await anApplication();
  await bothWays((options) => svix.application.list(options));
  const newest = await anApplication();
  const descending = await svix.application.list({ limit: 1, order: "descending" });
  assert.equal(descending.data[0].id, newest.id);
});

test("event type", async () => {
  const name = unique("sdk.type");
  const schemas = { 1: { type: "object", properties: { id: { type: "string" } } } };
  const made = await svix.eventType.create({ name, description: "Something", schemas });
  assert.equal(made.name, name);
  assert.equal(made.archived, false);
  assert.equal(made.deprecated, false);
  assert.deepEqual(await svix.eventType.get(name), made);
  assert.deepEqual((await svix.eventType.get(name)).schemas, schemas);

  const put = await putEventType(name, { description: "Something else" });
  assert.equal(put.description, "Something else");
  const fresh = unique("sdk.type");
  assert.equal((await putEventType(fresh, { description: "By PUT" })).name, fresh);
  const patched = await svix.eventType.patch(name, { archived: true });
  assert.equal(patched.archived, true);
  assert.equal(patched.description, "Something else");

  await svix.eventType.delete(fresh);
  assert.equal((await svix.eventType.get(fresh)).archived, true);
  await svix.eventType.delete(fresh, { expunge: true });
  await fails(404, () => svix.eventType.get(fresh), coded("not_found"));
});

test("event types, page by page", async () => {
  for (let i = 0; i < 3; i++) await anEventType();
  await bothWays((options) => svix.eventType.list(options));
  const archived = await anEventType({ archived: true });
  const names = async (includeArchived) => {
    const all = [];
    let page = { iterator: null, done: false };
    while (!page.done) {
      page = await svix.eventType.list({ limit: 250, iterator: page.iterator, includeArchived });
      all.push(...data(page));
    }
    return all;
  };
  assert.ok(!(await names(false)).includes(archived));
  assert.ok((await names(true)).includes(archived));
});

test("endpoint", async () => {
  const app = (await anApplication()).id;
  const one = await anEventType();
  const other = await anEventType();
  const uid = unique("sdk");
  const made = await svix.endpoint.create(app, {
    url: receiver,
    uid,
    description: "SDK",
    channels: ["red"],
    throttleRate: 5,
    metadata: { a: "b" },
    ...types([one]),
  });
  assert.match(made.id, /^ep_/);
  assert.equal(made.url, receiver);
  assert.deepEqual(typesOf(made), [one]);
  assert.deepEqual(made.channels, ["red"]);
  assert.equal(made.throttleRate, 5);
  if (first) {
    assert.equal(made.version, 1);
    assert.equal(made.rateLimit, 5);
  }
  assert.deepEqual(await svix.endpoint.get(app, uid), made);

  const put = await putEndpoint(app, uid, { url: `${receiver}/put`, uid, ...types([one, other]) });
  assert.equal(put.id, made.id);
  assert.equal(put.url, `${receiver}/put`);
  assert.deepEqual(new Set(typesOf(put)), new Set([one, other]));
  assert.equal(put.channels ?? null, null);
  const fresh = unique("sdk");
  assert.equal((await putEndpoint(app, fresh, { url: receiver, uid: fresh })).uid, fresh);

  const patched = await svix.endpoint.patch(app, made.id, { disabled: true, ...types([other]) });
  assert.equal(patched.disabled, true);
  assert.deepEqual(typesOf(patched), [other]);
  assert.equal(patched.url, `${receiver}/put`);

  await svix.endpoint.delete(app, made.id);
  await fails(404, () => svix.endpoint.get(app, made.id), coded("not_found"));
});

test("endpoints, page by page", async () => {
  const app = (await anApplication()).id;
  const made = [];
  for (let i = 0; i < 4; i++) made.push((await svix.endpoint.create(app, { url: receiver })).id);
  await bothWays((options) => svix.endpoint.list(app, options));
  assert.deepEqual(data(await svix.endpoint.list(app)), [...made].reverse());
  const ascending = await svix.endpoint.list(app, { order: "ascending" });
  assert.deepEqual(data(ascending), made);
  assert.equal(ascending.done, true);
  assert.equal(ascending.iterator, null);
});

test("endpoint secret", async () => {
  const app = (await anApplication()).id;
  const secret = "whsec_" + Buffer.alloc(32, 7).toString("base64");
  const endpoint = (await svix.endpoint.create(app, { url: receiver, secret })).id;
  assert.equal((await svix.endpoint.getSecret(app, endpoint)).key, secret);
  const next = "whsec_" + Buffer.alloc(24, 8).toString("base64");
  await svix.endpoint.rotateSecret(app, endpoint, { key: next });
  assert.equal((await svix.endpoint.getSecret(app, endpoint)).key, next);
  await svix.endpoint.rotateSecret(app, endpoint, {});
  const drawn = (await svix.endpoint.getSecret(app, endpoint)).key;
  assert.match(drawn, /^whsec_/);
  assert.notEqual(drawn, next);
  new Webhook(drawn);
});

test("endpoint headers", async () => {
  const app = (await anApplication()).id;
  const endpoint = (await svix.endpoint.create(app, { url: receiver })).id;
  assert.deepEqual((await svix.endpoint.getHeaders(app, endpoint)).headers, {});
  await putHeaders(app, endpoint, { headers: { "X-One": "1", Authorization: "Bearer x" } });
  const out = await svix.endpoint.getHeaders(app, endpoint);
  assert.deepEqual(out.headers, { "X-One": "1" });
  assert.deepEqual(out.sensitive, ["Authorization"]);
  await svix.endpoint.patchHeaders(app, endpoint, { headers: { "X-Two": "2" } });
  assert.deepEqual((await svix.endpoint.getHeaders(app, endpoint)).headers, {
    "X-One": "1",
    "X-Two": "2",
  });
  await svix.endpoint.patchHeaders(app, endpoint, { headers: {}, deleteHeaders: ["X-One"] });
  assert.deepEqual((await svix.endpoint.getHeaders(app, endpoint)).headers, { "X-Two": "2" });
});

test("send example", async () => {
  const app = (await anApplication()).id;
  const eventType = await anEventType({
    schemas: { 1: { type: "object", required: ["id"], properties: { id: { type: "string" } } } },
  });
  const endpoint = (await svix.endpoint.create(app, { url: receiver })).id;
  const message = await svix.endpoint.sendExample(app, endpoint, { eventType });
  assert.equal(message.eventType, eventType);
  assert.equal(typeof message.payload.id, "string");
  await until("the example's delivery", async () =>
    (await svix.messageAttempt.listByMsg(app, message.id)).data.some((a) => a.status === 0),
  );
});

test("message", async () => {
  const app = (await anApplication()).id;
  const eventType = await anEventType();
  const eventId = unique("evt");
  const withContent = true;
  const made = await svix.message.create(
    app,
    { eventType, eventId, channels: ["red"], payload: { id: 1 } },
    { withContent },
  );
  assert.match(made.id, /^msg_/);
  assert.equal(made.eventType, eventType);
  assert.equal(made.eventId, eventId);
  assert.deepEqual(made.payload, { id: 1 });
  assert.deepEqual((await svix.message.get(app, made.id, { withContent })).payload, { id: 1 });
  assert.deepEqual((await svix.message.get(app, made.id, { withContent: false })).payload, {});
  for (let i = 0; i < 3; i++) {
    await svix.message.create(app, { eventType, payload: { i } }, { withContent: false });
  }
  await until("the record of four messages", async () => {
    return (await svix.message.list(app)).data.length === 4;
  });
  await bothWays((options) => svix.message.list(app, options));
  const red = await svix.message.list(app, { channel: "red", eventTypes: [eventType, "no.such"] });
  assert.deepEqual(data(red), [made.id]);
  const none = await svix.message.list(app, { before: new Date(Date.now() - 3_600_000) });
  assert.deepEqual(none.data, []);
});

test("message with its application", owed("ingest does not make applications yet"), async () => {
  const uid = unique("sdk");
  const eventType = await anEventType();
  const application = { name: "Made on the way", uid };
  await svix.message.create(uid, { eventType, payload: {}, application });
  assert.equal((await svix.application.get(uid)).name, "Made on the way");
});

test("message attempt", async () => {
  const app = (await anApplication()).id;
  const eventType = await anEventType();
  const endpoint = (await svix.endpoint.create(app, { url: receiver })).id;
  const message = (await svix.message.create(app, { eventType, payload: { a: 1 } })).id;
  const attempt = await until("the delivery", async () => {
    return (await svix.messageAttempt.listByMsg(app, message)).data.find((a) => a.status === 0);
  });
  assert.equal(attempt.endpointId, endpoint);
  assert.equal(attempt.msgId, message);
  assert.equal(attempt.responseStatusCode, 204);
  assert.equal(attempt.triggerType, 0);
  assert.equal(attempt.url, receiver);
  assert.equal(attempt.statusText, "success");
  const got = await svix.messageAttempt.get(app, message, attempt.id);
  assert.equal(got.id, attempt.id);
  const byEndpoint = await svix.messageAttempt.listByEndpoint(app, endpoint, {
    status: 0,
    statusCodeClass: 200,
    eventTypes: [eventType],
  });
  assert.deepEqual(data(byEndpoint), [attempt.id]);
  const messages = await svix.messageAttempt.listAttemptedMessages(app, endpoint);
  assert.deepEqual(data(messages), [message]);
  assert.equal(messages.data[0].status, 0);
  await svix.messageAttempt.expungeContent(app, message, attempt.id);
  assert.equal((await svix.messageAttempt.get(app, message, attempt.id)).response, "EXPUNGED");
  await svix.message.expungeContent(app, message);
  const expunged = await svix.message.get(app, message, { withContent: true });
  assert.deepEqual(expunged.payload, { expired: true });
  const destinations = await svix.messageAttempt.listAttemptedDestinations(app, message);
  assert.deepEqual(data(destinations), [endpoint]);
  const stats = await svix.endpoint.getStats(app, endpoint);
  assert.deepEqual([stats.success, stats.pending, stats.fail, stats.sending], [1, 0, 0, 0]);
});

test("resend", async () => {
  const app = (await anApplication()).id;
  const eventType = await anEventType();
  const endpoint = (await svix.endpoint.create(app, { url: receiver })).id;
  const message = (await svix.message.create(app, { eventType, payload: {} })).id;
  const attempts = async () => (await svix.messageAttempt.listByMsg(app, message)).data;
  await until("the delivery", async () => (await attempts()).length === 1);
  await svix.messageAttempt.resend(app, message, endpoint);
  await until("the resend", async () => (await attempts()).length === 2);
  assert.deepEqual((await attempts()).map((a) => a.triggerType), [1, 0]);
});

test("recover, replay and background tasks", async () => {
  const app = (await anApplication()).id;
  const eventType = await anEventType();
  const message = (await svix.message.create(app, { eventType, payload: {} })).id;
  const endpoint = (await svix.endpoint.create(app, { url: receiver })).id;
  const since = new Date(Date.now() - 300_000);
  const finished = (id) =>
    until("the end of the task", async () => {
      const task = await svix.backgroundTask.get(id);
      return task.status === "finished" && task;
    });
  const replay = await svix.endpoint.replayMissing(app, endpoint, { since });
  assert.equal(replay.status, "running");
  assert.equal((await finished(replay.id)).data.sent, 1);
  await until("the delivery", async () =>
    (await svix.messageAttempt.listByMsg(app, message)).data.some((a) => a.status === 0),
  );
  const recover = await svix.endpoint.recover(app, endpoint, { since });
  assert.equal((await finished(recover.id)).data.sent, 0);
  const bulk = await svix.endpoint.bulkReplay(app, endpoint, { since, status: 0 });
  assert.equal((await finished(bulk.id)).task, "endpoint.bulk-replay");
  const list = await svix.backgroundTask.list({ task: "endpoint.bulk-replay", limit: 250 });
  assert.ok(data(list).includes(bulk.id));
  assert.ok(!data(list).includes(recover.id));
});

test("authentication", async () => {
  const app = (await anApplication()).id;
  const other = (await anApplication()).id;
  const access = await svix.authentication.appPortalAccess(app, { featureFlags: [] });
  assert.ok(access.url.startsWith("http"));
  const portal = new Svix(access.token, { serverUrl: url });
  assert.equal((await portal.application.get(app)).id, app);
  await fails(404, () => portal.application.get(other), coded("not_found"));
  const ended = (client) => () =>
    client.application.get(app).then(
      () => false,
      (error) => error.code === 401,
    );
  await portal.authentication.logout();
  await until("the end of the token", ended(portal));

  const another = await svix.authentication.appPortalAccess(app, { readOnly: true });
  const reader = new Svix(another.token, { serverUrl: url });
  await reader.application.get(app);
  await fails(403, () => reader.application.list(), coded("insufficient_access"));
  await svix.authentication.expireAll(app);
  await until("the end of all tokens", ended(reader));
});

test("errors", async () => {
  const stranger = new Svix("not.a.key", { serverUrl: url });
  await fails(401, () => stranger.application.list(), coded("authentication_failed"));
  await fails(404, () => svix.application.get("app_nobody"), coded("not_found"));
  const uid = unique("sdk");
  const app = (await svix.application.create({ name: "Taken", uid })).id;
  await fails(409, () => svix.application.create({ name: "Taken", uid }), coded("conflict"));
  const name = await anEventType();
  const again = { name, description: "Again" };
  await fails(409, () => svix.eventType.create(again), coded("event_type_exists"));
  await fails(
    422,
    () => svix.endpoint.create(app, { url: receiver, ...types(["no.such.type"]) }),
    naming("body", first ? "filterTypes" : "eventTypes"),
  );
  await fails(422, () => svix.application.list({ limit: 251 }), naming("query", "limit"));
});
