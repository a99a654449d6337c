package dev.switchboard.benchmarks;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The administrator of an empty Switchboard.
 *
 * @param token good for everything
 */
record SwitchboardAccount(int port, String token) {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Makes the first account and a token of it. */
    static SwitchboardAccount setUp(int port) throws IOException {
        HttpClient http =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        awaitHealth(http, port);
        post(http, port, "/api/setup", """
                {"name":"Ada","username":"ada","password":"a long enough password"}""");
        String answer = post(http, port, "/api/tokens", "{\"name\":\"benchmarks\"}");
        return new SwitchboardAccount(port, field(answer, "token"));
    }

    /** Makes a public room. */
    void createRoom(String id) throws IOException {
        HttpRequest request = request(port, "/api/rooms")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString("{\"id\":\"" + id + "\",\"name\":\"" + id + "\"}"))
                .build();
        String unused = answer(HttpClient.newHttpClient(), request);
    }

    private static void awaitHealth(HttpClient http, int port) throws IOException {
        long end = Loop.now() + Duration.ofMinutes(1).toNanos();
        while (true) {
            try {
                String unused = answer(http, request(port, "/actuator/health").build());
                return;
            } catch (IOException | BrokenOffException notYet) {
                if (Loop.now() > end) {
                    throw notYet;
                }
            }
        }
    }

    private static String post(HttpClient http, int port, String path, String body) throws IOException {
        String csrf = answer(http, request(port, "/api/csrf").build());
        return answer(
                http,
                request(port, path)
                        .header(field(csrf, "headerName"), field(csrf, "token"))
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/json")
                .timeout(LIMIT);
    }

    private static String answer(HttpClient http, HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new BrokenOffException(
                        request.uri() + " answered " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new BrokenOffException("interrupted");
        }
    }

    private static String field(String json, String name) {
        Matcher matcher =
                Pattern.compile('"' + name + "\"\\s*:\\s*\"([^\"]+)\"").matcher(json);
        if (!matcher.find()) {
            throw new BrokenOffException("No " + name + " in " + json);
        }
        return matcher.group(1);
    }
}
