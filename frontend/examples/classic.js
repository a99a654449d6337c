// The client of Spring's guide "Using WebSocket to build an interactive web application", on Switchboard's own terms: who you are
// is said by the session cookie together with the CSRF header on CONNECT, what is refused comes on /user/queue/errors, and a
// message counts as sent once its receipt is there.

const ROOM = "lobby";

const connectButton = document.getElementById("connect");
const disconnectButton = document.getElementById("disconnect");
const sendButton = document.getElementById("send");
const textField = document.getElementById("text");
const status = document.getElementById("status");
const problem = document.getElementById("problem");
const messages = document.getElementById("messages");

let stompClient = null;

function setConnected(name) {
  const connected = name !== null;
  connectButton.disabled = connected;
  disconnectButton.disabled = !connected;
  sendButton.disabled = !connected;
  textField.disabled = !connected;
  status.textContent = connected ? `Connected as ${name}` : "Not connected";
  if (connected) textField.focus();
}

function showProblem(text, link) {
  problem.hidden = text === "";
  problem.textContent = text;
  if (link) {
    const anchor = document.createElement("a");
    anchor.href = link;
    anchor.textContent = "Sign in";
    problem.append(" ", anchor);
  }
}

function showMessage(event) {
  if (event.type !== "message" || event.text === null) return;
  const author = document.createElement("span");
  author.className = "author";
  author.textContent = event.by.name;
  const item = document.createElement("li");
  item.append(author, event.text);
  messages.append(item);
  messages.scrollTop = messages.scrollHeight;
}

async function connect() {
  showProblem("");
  connectButton.disabled = true;
  status.textContent = "Connecting…";
  let csrf;
  try {
    const me = await fetch("/api/me");
    if (me.status === 401) {
      setConnected(null);
      showProblem("This page uses the session of your browser.", "/sign-in");
      return;
    }
    csrf = await (await fetch("/api/csrf")).json();
  } catch {
    setConnected(null);
    showProblem("The server cannot be reached.");
    return;
  }

  const client = Stomp.over(new SockJS("/ws"));
  client.debug = () => {};
  client.onreceipt = () => {
    status.textContent = "Sent";
  };
  stompClient = client;
  client.connect(
    { [csrf.headerName]: csrf.token },
    (frame) => {
      setConnected(frame.headers["user-name"]);
      client.subscribe("/user/queue/errors", (message) => showProblem(JSON.parse(message.body).detail));
      client.subscribe(`/topic/rooms/${ROOM}`, (message) => showMessage(JSON.parse(message.body)));
    },
    (error) => {
      if (stompClient !== client) return;
      stompClient = null;
      setConnected(null);
      showProblem(error.body || "The connection was lost.");
    },
  );
}

function disconnect() {
  const client = stompClient;
  stompClient = null;
  if (client) client.disconnect(() => setConnected(null));
}

function send() {
  const id = crypto.randomUUID ? crypto.randomUUID() : String(Math.random()).slice(2);
  showProblem("");
  status.textContent = "Sending…";
  stompClient.send(
    "/app/chat",
    { receipt: id, "client-msg-id": id, "content-type": "application/json" },
    JSON.stringify({ room: ROOM, text: textField.value }),
  );
  textField.value = "";
  textField.focus();
}

document.getElementById("connection").addEventListener("submit", (event) => {
  event.preventDefault();
  connect();
});
disconnectButton.addEventListener("click", disconnect);
document.getElementById("say").addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
