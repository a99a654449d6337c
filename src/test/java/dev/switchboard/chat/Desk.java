package dev.switchboard.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.identity.Speaker;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where somebody asks over REST. */
@TestComponent
final class Desk {

    private static final String DESCRIPTION = "/api/docs";
    private static final Pattern SLASH = Pattern.compile("/");

    private final MockMvcTester mvc;
    private final JsonMapper json;
    private volatile @Nullable JsonNode description;

    Desk(MockMvcTester mvc, JsonMapper json) {
        this.mvc = mvc;
        this.json = json;
    }

    /** What was answered. */
    record Answer(int status, JsonNode body) {

        /** The body of a call that must have succeeded. */
        JsonNode ok() {
            assertThat(status).as("%s", body).isBetween(200, 299);
            return body;
        }

        String code() {
            return body.path("code").asString("");
        }

        Answer isRefused(int expected, String code) {
            assertThat(status + " " + code()).as("%s", body).isEqualTo(expected + " " + code);
            assertThat(body.path("detail").asString("")).isNotEmpty();
            return this;
        }
    }

    Answer get(Speaker speaker, String path, Object... variables) {
        return call(HttpMethod.GET, speaker, null, path, variables);
    }

    Answer post(Speaker speaker, @Nullable Map<String, ?> body, String path, Object... variables) {
        return call(HttpMethod.POST, speaker, body, path, variables);
    }

    /** Says something in a room under a client's id. */
    Answer say(Speaker speaker, Map<String, ?> message, String key, String room) {
        return call(
                mvc.post().uri("/api/rooms/{room}/messages", room).header("Idempotency-Key", key), speaker, message);
    }

    Answer put(Speaker speaker, @Nullable Map<String, ?> body, String path, Object... variables) {
        return call(HttpMethod.PUT, speaker, body, path, variables);
    }

    Answer patch(Speaker speaker, @Nullable Map<String, ?> body, String path, Object... variables) {
        return call(HttpMethod.PATCH, speaker, body, path, variables);
    }

    Answer delete(Speaker speaker, String path, Object... variables) {
        return call(HttpMethod.DELETE, speaker, null, path, variables);
    }

    /** Anything as JSON. */
    JsonNode json(@Nullable Object value) {
        return json.readTree(json.writeValueAsString(value));
    }

    /** Makes a room of this name and gives its id. */
    String room(Speaker owner, String name, boolean isPrivate) {
        return post(owner, Map.of("name", name, "private", isPrivate), "/api/rooms")
                .ok()
                .get("id")
                .asString();
    }

    /** The room's item in somebody's list; a missing node if it is not there. */
    JsonNode item(Speaker speaker, String room) {
        for (JsonNode item : get(speaker, "/api/rooms").ok().get("items")) {
            if (item.get("id").asString().equals(room)) {
                return item;
            }
        }
        return json.missingNode();
    }

    /** The user names of a room's members, each with its role: {@code ada:owner}. */
    List<String> members(Speaker speaker, String room) {
        return get(speaker, "/api/rooms/{room}/members", room)
                .ok()
                .get("items")
                .valueStream()
                .map(item ->
                        item.get("username").asString() + ':' + item.get("role").asString())
                .toList();
    }

    private Answer call(
            HttpMethod method, Speaker speaker, @Nullable Map<String, ?> body, String path, Object... variables) {
        return call(mvc.method(method).uri(path, variables), speaker, body);
    }

    private Answer call(MockMvcTester.MockMvcRequestBuilder request, Speaker speaker, @Nullable Map<String, ?> body) {
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(speaker, "", List.of()));
        try {
            if (body != null) {
                request.contentType(MediaType.APPLICATION_JSON).content(json.writeValueAsString(body));
            }
            MvcTestResult result = request.exchange();
            String content = result.getResponse().getContentAsString(StandardCharsets.UTF_8);
            String path = String.valueOf(result.getRequest().getRequestURI());
            if (!path.equals(DESCRIPTION)) {
                requireDescribed(
                        speaker,
                        String.valueOf(result.getRequest().getMethod()),
                        path,
                        result.getResponse().getStatus());
            }
            return new Answer(
                    result.getResponse().getStatus(), content.isEmpty() ? json.missingNode() : json.readTree(content));
        } catch (UnsupportedEncodingException neverForUtf8) {
            throw new IllegalStateException(neverForUtf8);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    /** Whatever is answered is described as an answer to that call. */
    private void requireDescribed(Speaker speaker, String method, String path, int status) {
        JsonNode known = description;
        if (known == null) {
            known = get(speaker, DESCRIPTION).ok();
            description = known;
        }
        List<String> asked = SLASH.splitAsStream(path).toList();
        JsonNode call = known.get("paths").properties().stream()
                .filter(described ->
                        fits(SLASH.splitAsStream(described.getKey()).toList(), asked))
                .map(described -> described.getValue().path(method.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Not described: " + path));
        assertThat(call.get("responses").propertyNames())
                .as("%s %s", method, path)
                .contains(Integer.toString(status));
    }

    private static boolean fits(List<String> described, List<String> asked) {
        if (described.size() != asked.size()) {
            return false;
        }
        for (int index = 0; index < asked.size(); index++) {
            if (!described.get(index).startsWith("{") && !described.get(index).equals(asked.get(index))) {
                return false;
            }
        }
        return true;
    }
}
