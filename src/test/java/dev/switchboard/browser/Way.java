package dev.switchboard.browser;

/** How a page reaches the server. */
enum Way {
    WEBSOCKET,

    /** Where a proxy lets no WebSocket through: SockJS, "Compatibility mode". */
    HTTP
}
