const KEPT = 200;
const INTERVAL_MS = 1000;

const list = document.getElementById("requests");
const count = document.getElementById("count");
let newest = 0;

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function pretty(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function show(request) {
  const item = document.createElement("li");
  item.append(element("h2", `${request.number}. POST ${request.path}`));
  item.append(element("p", `${request.receivedAt}, ${request.bodyBytes} bytes`));
  item.append(element("pre", pretty(request.body)));
  const details = document.createElement("details");
  details.append(element("summary", "Headers"));
  const lines = request.headers.map((header) => `${header.name}: ${header.value}`);
  details.append(element("pre", lines.join("\n")));
  item.append(details);
  list.prepend(item);
}

async function refresh() {
  const response = await fetch(`/api/received?after=${newest}`);
  const received = await response.json();
  if (received.count < newest) {
    // The receiver was started again and counts from one.
    newest = 0;
    list.replaceChildren();
    return;
  }
  for (const request of received.data.reverse()) {
    show(request);
    newest = request.number;
  }
  while (list.children.length > KEPT) {
    list.lastElementChild.remove();
  }
  if (received.data.length > 0) {
    count.textContent = `${received.count} received.`;
  }
}

async function loop() {
  if (!document.hidden) {
    try {
      await refresh();
    } catch {
      count.textContent = "The receiver does not answer; trying again.";
    }
  }
  setTimeout(loop, INTERVAL_MS);
}

loop();
