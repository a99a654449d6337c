package dev.switchboard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A browser as far as HTTP goes, at a loopback address of its own: keeps cookies, and sends the CSRF header. */
final class Visitor {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicInteger ADDRESSES = new AtomicInteger(1);

    private final Server server;
    private final String address;
    private final HttpClient http;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private boolean csrf = true;

    Visitor(Server server) {
        this(server, nextAddress());
    }

    Visitor(Server server, String address) {
        this.server = server;
        this.address = address;
        try {
            this.http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .localAddress(InetAddress.getByName(address))
                    .build();
        } catch (UnknownHostException notAnAddress) {
            throw new IllegalArgumentException(notAnAddress);
        }
    }

    private static String nextAddress() {
        int number = ADDRESSES.incrementAndGet();
        return "127.0." + number / 250 + "." + (number % 250 + 2);
    }

    String address() {
        return address;
    }

    Map<String, String> cookies() {
        return cookies;
    }

    Visitor with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    Visitor withToken(String secret) {
        return with("Authorization", "Bearer " + secret).withoutCsrf();
    }

    Visitor withoutCsrf() {
        csrf = false;
        return this;
    }

    Visitor signIn(String username) {
        trySignIn(username, Server.PASSWORD).expect(200);
        return this;
    }

    Answer trySignIn(String username, String password) {
        return post("/api/session", """
                {"username":"%s","password":"%s"}""".formatted(username, password));
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer post(String path, String body) {
        return send("POST", path, body);
    }

    Answer patch(String path, String body) {
        return send("PATCH", path, body);
    }

    Answer delete(String path) {
        return send("DELETE", path, "");
    }

    String csrfToken() {
        return get("/api/csrf").expect(200).text("token");
    }

    Answer send(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!method.equals("GET") && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        if (csrf && !method.equals("GET")) {
            request.header("X-XSRF-TOKEN", csrfToken());
        }
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        headers.forEach(request::header);
        return send(request.build());
    }

    Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = sendAgainIfHungUp(request);
            for (String cookie : response.headers().allValues("Set-Cookie")) {
                String pair = cookie.substring(0, cookie.indexOf(';'));
                String name = pair.substring(0, pair.indexOf('='));
                if (cookie.contains("Max-Age=0")) {
                    cookies.remove(name);
                } else {
                    cookies.put(name, pair.substring(name.length() + 1));
                }
            }
            return new Answer(response);
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** A kept connection may be closed by the server just as it is used again; browsers then send again, and so does this. */
    private HttpResponse<String> sendAgainIfHungUp(HttpRequest request) throws IOException, InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException hungUp) {
            if (!String.valueOf(hungUp.getMessage()).contains("received no bytes")) {
                throw hungUp;
            }
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    /** What the server said. */
    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            return JSON.readTree(response.body());
        }

        String text(String field) {
            return json().path(field).asString();
        }

        Answer expect(int status) {
            assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
            return this;
        }

        /** Requires a problem with this code, and its form. */
        Answer expectProblem(int status, String code) {
            expect(status);
            assertThat(header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(text("code")).isEqualTo(code);
            assertThat(json().path("status").asInt()).isEqualTo(status);
            assertThat(text("detail")).isNotBlank();
            return this;
        }
    }
}
