package dev.switchboard.stomp;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A signed-in browser, as far as its cookies and its CSRF token go. */
final class Browser {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI server;
    private final String username;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    private Browser(URI server, String username) {
        this.server = server;
        this.username = username;
    }

    static Browser signUp(URI server, String username, String password) {
        Browser browser = new Browser(server, username);
        int status = browser.write(
                "POST", "/api/users", Map.of("name", username, "username", username, "password", password));
        if (status != 201) {
            throw new AssertionError("Signing up gave " + status);
        }
        return browser;
    }

    String username() {
        return username;
    }

    /** The Cookie header of a request. */
    String cookie() {
        return cookies.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** What GET /api/csrf gives. */
    String csrf() {
        return JSON.readTree(
                        send(HttpRequest.newBuilder(server.resolve("/api/csrf")).build())
                                .body())
                .get("token")
                .asString();
    }

    int write(String method, String path, Map<String, ?> body) {
        return send(HttpRequest.newBuilder(server.resolve(path))
                        .header("Content-Type", "application/json")
                        .header("X-XSRF-TOKEN", csrf())
                        .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build())
                .status();
    }

    JsonNode get(String path) {
        return JSON.readTree(
                send(HttpRequest.newBuilder(server.resolve(path)).build()).body());
    }

    private record Answer(int status, String body) {}

    private Answer send(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }
}
