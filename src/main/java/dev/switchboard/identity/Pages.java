package dev.switchboard.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves the files of the browser application. Browsers keep its files and ask each time whether they still hold, by a digest of the
 * content: files in a jar all have the time of one build, which is no sign of change.
 */
@Configuration(proxyBeanMethods = false)
@Order(Ordered.HIGHEST_PRECEDENCE)
class Pages implements WebMvcConfigurer {

    private final WebProperties web;
    private final Map<URI, Digested> digests = new ConcurrentHashMap<>();

    Pages(WebProperties web) {
        this.web = web;
    }

    /** A file's digest, as long as its time and length do not change. */
    private record Digested(long lastModified, long length, String digest) {}

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/webjars/**")
                .addResourceLocations("classpath:/META-INF/resources/webjars/")
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(this::digest)
                .resourceChain(true);
        registry.addResourceHandler("/**")
                .addResourceLocations(web.getResources().getStaticLocations())
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(this::digest);
    }

    private String digest(Resource resource) {
        try {
            long lastModified = resource.lastModified();
            long length = resource.contentLength();
            Digested known = digests.get(resource.getURI());
            if (known == null || known.lastModified() != lastModified || known.length() != length) {
                known = new Digested(lastModified, length, read(resource));
                digests.put(resource.getURI(), known);
            }
            return known.digest();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static String read(Resource resource) throws IOException {
        try (InputStream file = resource.getInputStream();
                DigestInputStream digest = new DigestInputStream(file, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return '"' + HexFormat.of().formatHex(digest.getMessageDigest().digest(), 0, 16) + '"';
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
