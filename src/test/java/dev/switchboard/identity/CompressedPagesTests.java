package dev.switchboard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of the browser application travel compressed to whoever accepts that, and are the same when they arrive. */
class CompressedPagesTests {

    private final HttpClient http = HttpClient.newHttpClient();
    private final Server server = Server.shared();

    @ParameterizedTest
    @ValueSource(strings = {"/", "/main.js", "/app.css", "/r/lobby", "/webjars/lit-html/lit-html.js"})
    void textArrivesAsItIs(String path) throws Exception {
        HttpResponse<byte[]> plain = get(path, "Accept-Encoding", "identity");
        HttpResponse<byte[]> compressed = get(path, "Accept-Encoding", "br, gzip;q=0.5, deflate");

        assertThat(header(plain, "Content-Encoding")).isEmpty();
        assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(compressed, "Vary")).containsIgnoringCase("accept-encoding");
        assertThat(header(compressed, "Content-Type")).isEqualTo(header(plain, "Content-Type"));
        assertThat(header(compressed, "Cache-Control")).isEqualTo("no-cache");
        assertThat(compressed.body()).hasSizeLessThan(plain.body().length);
        assertThat(decompressed(compressed)).isEqualTo(plain.body());
    }

    @Test
    void eachFormHasATagOfItsOwnByWhichItIsKept() throws Exception {
        String plain = header(get("/main.js", "Accept-Encoding", "identity"), "ETag");
        String compressed = header(get("/main.js", "Accept-Encoding", "gzip"), "ETag");

        HttpResponse<byte[]> again = get("/main.js", "Accept-Encoding", "gzip", "If-None-Match", compressed);
        HttpResponse<byte[]> other = get("/main.js", "Accept-Encoding", "gzip", "If-None-Match", plain);

        assertThat(compressed).matches("\"[0-9a-f]{32}\"").isNotEqualTo(plain);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(other.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip;q=0", "gzip; q=0.000", "br", "gzipped", ""})
    void whoDoesNotAcceptItGetsTheFileAsItIs(String codings) throws Exception {
        HttpResponse<byte[]> answer = get("/main.js", "Accept-Encoding", codings);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Encoding")).isEmpty();
    }

    @Test
    void whatIsShortAndWhatTheApiSaysIsNotCompressed() throws Exception {
        assertThat(header(get("/api/setup", "Accept-Encoding", "gzip"), "Content-Encoding"))
                .isEmpty();
        assertThat(header(get("/favicon.svg", "Accept-Encoding", "gzip"), "Content-Encoding"))
                .isEmpty();
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + server.port() + path);
        return http.send(HttpRequest.newBuilder(uri).headers(headers).build(), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static byte[] decompressed(HttpResponse<byte[]> response) throws IOException {
        try (GZIPInputStream content = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            return content.readAllBytes();
        }
    }
}
