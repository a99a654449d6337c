package dev.switchboard.identity;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.resource.HttpResource;

/** A file of the browser application, compressed, in memory: compressed once for all who fetch it (RFC 9110, section 8.4.1.3). */
final class CompressedFile extends AbstractResource implements HttpResource {

    private final Resource plain;
    private final byte[] bytes;
    private final String digest;

    private CompressedFile(Resource plain, byte[] bytes, String digest) {
        this.plain = plain;
        this.bytes = bytes;
        this.digest = digest;
    }

    static CompressedFile of(Resource plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream file = plain.getInputStream();
                GZIPOutputStream compressing = new GZIPOutputStream(bytes)) {
            file.transferTo(compressing);
        }
        byte[] compressed = bytes.toByteArray();
        return new CompressedFile(plain, compressed, Digests.of(new ByteArrayInputStream(compressed)));
    }

    /** A digest of what is sent. */
    String digest() {
        return digest;
    }

    @Override
    public HttpHeaders getResponseHeaders() {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
        headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        return headers;
    }

    @Override
    public InputStream getInputStream() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public long contentLength() {
        return bytes.length;
    }

    @Override
    public long lastModified() throws IOException {
        return plain.lastModified();
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public URI getURI() throws IOException {
        return plain.getURI();
    }

    @Override
    public @Nullable String getFilename() {
        return plain.getFilename();
    }

    @Override
    public String getDescription() {
        return plain.getDescription() + ", compressed";
    }
}
