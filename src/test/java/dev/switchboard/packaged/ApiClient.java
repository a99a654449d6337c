package dev.switchboard.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One person's REST client, as a script would write it: with a cookie and its CSRF header, or with a token. */
public final class ApiClient {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI server;
    private final String token;
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private ApiClient(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    /** Someone who has not signed in. */
    public static ApiClient of(URI server) {
        return new ApiClient(server, "");
    }

    /** Someone with an access token. */
    public static ApiClient withToken(URI server, String token) {
        return new ApiClient(server, token);
    }

    /** What the server said: status and JSON. */
    public record Answer(int status, JsonNode body) {

        /** The body, of a call that must have succeeded. */
        public JsonNode ok() {
            if (status / 100 != 2) {
                throw new AssertionError("Expected 2xx, got " + status + ": " + body);
            }
            return body;
        }
    }

    public Answer get(String path) {
        return send(request(path).GET().build());
    }

    public Answer post(String path, Map<String, ?> body) {
        return write("POST", path, body);
    }

    public Answer write(String method, String path, Map<String, ?> body) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (token.isEmpty()) {
            JsonNode csrf = get("/api/csrf").ok();
            request.header(csrf.get("headerName").asString(), csrf.get("token").asString());
        }
        return send(request.build());
    }

    /** Makes the administrator on an empty server. */
    public JsonNode setUp(String username, String password) {
        return post("/api/setup", Map.of("name", capitalised(username), "username", username, "password", password))
                .ok();
    }

    public JsonNode signIn(String username, String password) {
        return post("/api/session", Map.of("username", username, "password", password))
                .ok();
    }

    /** Makes another account, as an invited person would. */
    public ApiClient invite(String username, String password) {
        String code =
                post("/api/invitations", Map.of("uses", 1)).ok().get("code").asString();
        ApiClient guest = of(server);
        guest.post(
                        "/api/users",
                        Map.of(
                                "name", capitalised(username),
                                "username", username,
                                "password", password,
                                "invitation", code))
                .ok();
        return guest;
    }

    /** Makes an access token of one's own and gives its secret. */
    public String createToken(String name) {
        return post("/api/tokens", Map.of("name", name)).ok().get("token").asString();
    }

    /** Every event of a room, page by page. */
    public List<JsonNode> allEvents(String room) {
        List<JsonNode> events = new java.util.ArrayList<>();
        long after = 0;
        while (true) {
            JsonNode page = get("/api/rooms/" + room + "/events?after=" + after + "&limit=200")
                    .ok();
            page.get("items").forEach(events::add);
            if (page.get("next") == null || page.get("next").isNull()) {
                return events;
            }
            after = page.get("next").asLong();
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(20));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = sendAgainIfHungUp(request);
            String body = response.body();
            return new Answer(response.statusCode(), body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    /** A kept connection may be closed by the server just as it is used again; browsers then send again, and so does this. */
    private HttpResponse<String> sendAgainIfHungUp(HttpRequest request) throws IOException, InterruptedException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException hungUp) {
            if (!String.valueOf(hungUp.getMessage()).contains("received no bytes")) {
                throw hungUp;
            }
            return http.send(request, BodyHandlers.ofString());
        }
    }

    private static String capitalised(String username) {
        return Character.toUpperCase(username.charAt(0)) + username.substring(1);
    }
}
