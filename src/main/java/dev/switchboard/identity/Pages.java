package dev.switchboard.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceChainRegistration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.CachingResourceResolver;

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
        add(registry, "/webjars/**", "classpath:/META-INF/resources/webjars/");
        add(registry, "/**", web.getResources().getStaticLocations());
    }

    private void add(ResourceHandlerRegistry registry, String pattern, String... locations) {
        boolean lasting = web.getResources().getChain().isCache();
        ResourceChainRegistration chain = registry.addResourceHandler(pattern)
                .addResourceLocations(locations)
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(this::digest)
                .resourceChain(false)
                .addResolver(new Compression(lasting));
        if (lasting) {
            chain.addResolver(new CachingResourceResolver(new ConcurrentMapCache("files " + pattern)));
        }
    }

    private String digest(Resource resource) {
        if (resource instanceof CompressedFile compressed) {
            return compressed.digest();
        }
        try {
            long lastModified = resource.lastModified();
            long length = resource.contentLength();
            Digested known = digests.get(resource.getURI());
            if (known == null || known.lastModified() != lastModified || known.length() != length) {
                known = new Digested(lastModified, length, Digests.of(resource.getInputStream()));
                digests.put(resource.getURI(), known);
            }
            return known.digest();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
